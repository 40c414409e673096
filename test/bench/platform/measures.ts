import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { isTrue } from '../../../src/core/platform/cluster/conditions';
import type { Pod } from '../../../src/core/platform/cluster/object';
import { list } from '../../../src/core/platform/cluster/store';
import { platformEngine } from '../../../src/core/platform/engine';
import { newPlatform } from '../../../src/core/platform/state';
import { platformBook } from '../../support/analysis';
import { but, guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';
import { Simulation } from '../../support/platform';
import { deployMany, runnerOf, sample } from './many';
import { served } from './served';
import { watches } from './watches';

const applications = 100;
const replicas = 10;
const minute = 60_000;

/** Each measure is a process of its own, so that none is warmed by another; what it answers is plain data. */
export const measures: Readonly<Record<string, (folder: string) => Promise<unknown>>> = { steady, replay, push, served, watches };

/** From nothing to 1,000 pods that answer; the run is recorded in `folder` for a process to start from. */
async function steady(folder: string): Promise<object> {
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  const heap = heapNow();
  const runner = runnerOf(sample(replicas), { append: (at, input) => void lines.push(JSON.stringify({ at, ...(input ? { input } : {}) })) });
  const start = performance.now();
  deployMany(runner, applications);
  const settled = await runner.settle();
  const time = performance.now() - start;
  const ready = (list(runner.state.cluster.objects, '', 'Pod') as Pod[]).filter(({ status }) => isTrue(status.conditions, 'Ready')).length;
  const state = (heapNow() - heap) / 1024 / 1024;
  runner.stop();
  appendFileSync(path.join(folder, 'run.jsonl'), lines.map(line => `${line}\n`).join(''), { mode: 0o600 });
  return { time, settled, ready, state };
}

function heapNow(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** An hour of a team's work: a push every five minutes, one in three of which does not start, and pods deleted between; then computed again from its inputs. */
function replay(): Promise<object> {
  const lived = new Simulation().deploy(guichet);
  for (let round = 1; round <= 12; round++) {
    lived.wait(4 * minute);
    for (const { metadata: { name, namespace = '' } } of lived.pods.slice(0, 1)) lived.give({ type: 'delete-pod', ref: { group: '', kind: 'Pod', namespace, name } });
    lived.wait(minute);
    lived.push(but('deploiement/deployment.yaml', 'cpu: 100m', `cpu: ${100 + round}m`, round % 3 === 0 ? but('deploiement/deployment.yaml', 'envFrom', 'autre') : guichet));
  }
  const engine = platformEngine(platformBook);
  const start = performance.now();
  let state = newPlatform(1);
  for (const { at, input } of lived.inputs) ({ state } = engine(state, at, input));
  ({ state } = engine(state, lived.state.now));
  return Promise.resolve({ time: performance.now() - start, same: state.cluster.objects.version === lived.state.cluster.objects.version, inputs: lived.inputs.length, hour: state.now / 60 / minute });
}

/** The sample, already deployed, pushed again and again with something to roll out: from the word given to pods that answer, git included. */
async function push(): Promise<object> {
  const live = new LivePlatform();
  try {
    await live.start();
    await live.deploy(guichet);
    const times: number[] = [];
    const git: number[] = [];
    const bare = path.join(live.root, 'peer.git');
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    for (let round = 1; round <= 5; round++) {
      live.commit(but('deploiement/deployment.yaml', 'cpu: 100m', `cpu: ${100 + round}m`));
      const before = performance.now();
      execFileSync('git', ['push', '--quiet', bare, 'main'], { cwd: live.repository });
      const start = performance.now();
      git.push(start - before);
      await live.client.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' });
      const settled = await live.client.settle();
      times.push(performance.now() - start);
      const [application] = (await live.client.status()).projects[0]?.environments[0]?.applications ?? [];
      if (!settled || application?.health !== 'Healthy' || application.sync !== 'Synced') throw new Error(`not healthy: ${JSON.stringify(application)}`);
    }
    return { times, git };
  } finally {
    await live.end();
  }
}

