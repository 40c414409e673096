import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { platformEngine } from '../../../src/core/platform/engine';
import { newPlatform } from '../../../src/core/platform/state';
import { clientOf } from '../../../src/node/platform/client';
import { launchPlatform, stopPlatform } from '../../../src/node/platform/launch';
import { Runner } from '../../../src/node/platform/runner';
import { strings } from '../../../src/protocol/strings';
import { HandClock } from '../../support/hand-clock';
import { platformBook } from '../../support/analysis';

const words = strings('fr').platform;

describe('a platform whose process is suspended', function () {
  this.timeout(60_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-suspended-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  it('is told as such to whoever asks, a long question included, with what to do; it answers again afterwards', async () => {
    const { endpoint } = await launchPlatform(root, { node: process.execPath, script: path.resolve('dist/cli.js') }, words);
    const client = clientOf(endpoint, 300);
    const said = new RegExp(`processus ${endpoint.pid}\\) mais ne répond pas depuis 0\\.3 s .* arrêtez le processus ${endpoint.pid}`);
    process.kill(endpoint.pid, 'SIGSTOP');
    try {
      await assert.rejects(client.status(), said);
      await assert.rejects(client.settle(), said);
      await assert.rejects(client.give({ type: 'create-project', slug: 'guichet' }), said);
    } finally {
      process.kill(endpoint.pid, 'SIGCONT');
    }
    assert.ok((await clientOf(endpoint).status()).projects);
    await stopPlatform(root, clientOf(endpoint), words);
  });
});

describe('a platform that does not start', function () {
  this.timeout(60_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-held-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  it('has its last words told in the language of whoever started it', async () => {
    // A process that lives holds the folder, and is no platform.
    writeFileSync(path.join(root, 'lock'), String(process.pid));
    const start = (language: 'fr' | 'en') => launchPlatform(root, { node: process.execPath, script: path.resolve('dist/cli.js') }, strings(language).platform, {}, undefined, () => language);
    await assert.rejects(start('fr'), new RegExp(`^Error: La plateforme simulée n’a pas démarré : cpin : Une plateforme tourne déjà dans ce dossier \\(processus ${process.pid}\\)`));
    await assert.rejects(start('en'), ({ message }: Error) => message === `The simulated platform did not start: cpin: A platform already runs in this folder (process ${process.pid}). Join it, or stop it with “cpin platform down”.`);
  });
});

describe('accelerating', () => {
  it('stops when nobody wants it any longer, whatever is still to come: what was asked stays asked', async () => {
    const asked: string[] = [];
    const runner = new Runner(newPlatform(1), platformEngine(platformBook), { append: () => undefined }, request => {
      asked.push(request.type);
      return new Promise(() => undefined);
    }, new HandClock());
    runner.give({ type: 'create-project', slug: 'guichet' });
    runner.give({ type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source: '/depot', private: false, infra: true, revision: 'HEAD', path: '.', values: [] } });
    runner.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' });
    const settled = runner.settle();
    runner.halt();
    assert.deepEqual([await settled, runner.accelerates, asked, runner.state.forge.syncs.map(({ status }) => status)], [false, false, ['mirror'], ['running']]);
  });
});
