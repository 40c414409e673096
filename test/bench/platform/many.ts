import { platformEngine } from '../../../src/core/platform/engine';
import { newPlatform } from '../../../src/core/platform/state';
import type { RunLog } from '../../../src/node/platform/runner';
import { Runner } from '../../../src/node/platform/runner';
import { wallClock } from '../../../src/node/platform/clock';
import { platformBook } from '../../support/analysis';
import { guichet } from '../../support/guichet';
import { treeOf } from '../../support/platform';

const silent: RunLog = { append: () => undefined };

/** A platform whose repositories are in memory: what is measured is the simulation, not git. */
export function runnerOf(filesOf: (project: string) => Readonly<Record<string, string>>, log: RunLog = silent): Runner {
  return new Runner(newPlatform(1), platformEngine(platformBook), log, request => {
    if (request.type !== 'mirror') throw new Error(`${request.type} is not asked for by plain manifests`);
    const { sync, project, repository, branch } = request;
    return Promise.resolve({ type: 'mirrored', sync, project, repository, branch, outcome: { ok: true, tree: treeOf(filesOf(project)) } });
  }, wallClock);
}

/** The sample with as many pods as asked, for any project. */
export function sample(replicas: number): (project: string) => Record<string, string> {
  return project => Object.fromEntries(Object.entries(guichet).map(([file, text]) => [file, text.replace('replicas: 2', `replicas: ${replicas}`).replace('/guichet/api:', `/${project}/api:`)]));
}

/** Deploys the same repository for `count` projects, one application each. */
export function deployMany(runner: Runner, count: number): void {
  for (let index = 0; index < count; index++) {
    const project = `projet${index}`;
    for (const command of [
      { type: 'create-project', slug: project },
      { type: 'set-repository', project, repository: { name: 'guichet', source: '/depot', private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } },
      { type: 'set-environment', project, environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 8, memory: 8, autosync: true } },
      { type: 'synchronise', project, repository: 'guichet', branch: 'main' },
    ] as const) {
      const outcome = runner.give(command);
      if (!outcome.ok) throw new Error(outcome.message);
    }
  }
}
