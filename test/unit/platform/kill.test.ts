import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Command } from '../../../src/core/platform/event';
import type { PlatformClient } from '../../../src/node/platform/client';
import { lives } from '../../../src/node/platform/lock';
import { launchPlatform, stopPlatform } from '../../../src/node/platform/launch';
import { strings } from '../../../src/protocol/strings';
import { guichet } from '../../support/guichet';

const words = strings('fr').platform;

describe('a platform killed at any moment', function () {
  this.timeout(240_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-kill-'));
  const state = path.join(root, 'state');
  const source = path.join(root, 'guichet');
  const file = path.join(state, 'run.jsonl');
  after(() => rmSync(root, { recursive: true, force: true }));

  const commands: readonly Command[] = [
    { type: 'create-project', slug: 'guichet' },
    { type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source, private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } },
    { type: 'vault-put', project: 'guichet', path: 'base', data: { motdepasse: 'x' } },
    { type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: true } },
    { type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' },
  ];
  const lines = () => readFileSync(file, 'utf8').split('\n').length - 1;
  const start = () => launchPlatform(state, { node: process.execPath, script: path.resolve('dist/cli.js') }, words);

  /** Asks for everything, one thing after the other; answers what was acknowledged when it could go no further. */
  async function drive(client: PlatformClient): Promise<Command[]> {
    const taken: Command[] = [];
    for (const command of commands) {
      const answer = await client.give(command).catch(() => undefined);
      if (!answer?.ok) return taken;
      taken.push(command);
    }
    await client.settle().catch(() => undefined);
    return taken;
  }

  /** Kills the process as soon as the run has `count` lines, until what it answers is called. */
  function killAt(count: number, { endpoint: { pid } }: PlatformClient): () => void {
    const look = () => void (lives(pid) && lines() >= count && process.kill(pid, 'SIGKILL'));
    const watcher = watch(state, look);
    look();
    return () => watcher.close();
  }

  it('has all it acknowledged, and goes on to the end', async () => {
    mkdirSync(source);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: source, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch=main');
    for (const [name, text] of Object.entries(guichet)) {
      mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
      writeFileSync(path.join(source, name), text);
    }
    git('add', '.');
    git('commit', '--quiet', '-m', 'un commit');
    const acknowledged: Command[] = [];
    for (let step = 0; step < 7; step++) {
      const client = await start();
      const stop = killAt(lines() + 1 + step, client);
      acknowledged.push(...(await drive(client)));
      stop();
      if (lives(client.endpoint.pid)) process.kill(client.endpoint.pid, 'SIGKILL');
      // A process that is told to die may still answer the next one for a moment.
      while (lives(client.endpoint.pid)) await nextTurn();
      const recorded = readFileSync(file, 'utf8');
      for (const command of acknowledged) assert.ok(recorded.includes(JSON.stringify(command)), `${command.type} was acknowledged and is lost`);
    }
    const client = await start();
    assert.equal((await drive(client)).length, commands.length);
    const { projects } = await client.status();
    assert.deepEqual(projects[0]?.environments[0]?.applications.map(({ sync, health }) => [sync, health]), [['Synced', 'Healthy']]);
    assert.deepEqual((await client.vault()).map(one => one.path), ['base']);
    assert.deepEqual(await client.why(), []);
    await stopPlatform(state, client, words);
  });
});
