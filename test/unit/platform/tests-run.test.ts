import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { said } from '../../../src/core/platform/view/words/said';
import { runningTests } from '../../../src/node/platform/run-tests';
import { but, guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

const passing = { 'test/accueil.test.js': "const test = require('node:test');\ntest('accueil', () => {});\n" };
const failing = { 'test/accueil.test.js': "const test = require('node:test');\ntest('accueil', () => { throw new Error('page absente'); });\n" };

describe('the tests of a Node project', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  before(() => live.start(undefined, { runTests: true }));
  after(() => live.end());
  const jobs = async () => (await live.client.status()).projects[0]?.pipelines[0]?.jobs.map(({ name, status }) => [name, status]);
  const log = async () => {
    const id = (await live.client.status()).projects[0]?.pipelines[0]?.jobs.find(({ name }) => name === 'tester')?.id ?? 0;
    return live.client.jobLog(id);
  };

  it('are really run, and let the image be built when they pass', async () => {
    await live.deploy({ ...guichet, ...passing });
    assert.deepEqual(await jobs(), [['read_secret', 'success'], ['tester', 'success'], ['construire', 'success']]);
    assert.match(await log(), /tests réellement exécutés[\s\S]+# pass 1|tests réellement exécutés[\s\S]+pass 1/);
  });

  it('fail the job when they fail, and nothing of this machine is in the log', async () => {
    await live.deploy({ ...guichet, ...failing });
    assert.deepEqual(await jobs(), [['read_secret', 'success'], ['tester', 'failed'], ['construire', 'skipped']]);
    assert.match(await log(), /page absente/);
    assert.ok(!readFileSync(path.join(live.state, 'run.jsonl'), 'utf8').includes('cpin-tests-'));
  });

  it('are not run again by a replay', async () => {
    const before = await live.client.status();
    await live.platform.stop();
    rmSync(path.join(live.state, 'snapshot.json'));
    rmSync(path.join(live.state, 'git'), { recursive: true });
    await live.start(undefined, { runTests: true });
    assert.deepEqual(await live.client.status(), before);
  });

  it('are stopped when they do not end or write too much, with all they started', async () => {
    const asked = { type: 'run-tests', pipeline: 1, job: 1, project: 'guichet', repository: 'guichet', source: live.repository, folder: '', script: 'test' } as const;
    const run = async (script: string, limit: number) => {
      await live.deploy(but('package.json', 'node --test', script));
      const commit = (await live.client.status()).projects[0]?.repositories[0]?.branches[0]?.commit ?? '';
      const answer = await runningTests(path.join(live.state, 'git'), true, limit)({ ...asked, commit });
      assert.ok(answer.type === 'tests-ran' && answer.outcome.ran);
      return answer.outcome;
    };
    assert.match(said('fr', (await run('node -e \\"setInterval(() => {}, 1000)\\"', 1_500)).stopped ?? ''), /n’ont pas fini en 2 s/);
    const noisy = await run('node -e \\"setInterval(() => console.log(String(1).repeat(50000)), 1)\\"', 60_000);
    assert.match(said('fr', noisy.stopped ?? ''), /plus de 256 ko/);
    assert.ok(noisy.lines.length <= 401);
  });

  it('are not run unless that was allowed', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cpin-none-'));
    const answer = await runningTests(folder, false)({ type: 'run-tests', pipeline: 1, job: 2, project: 'p', repository: 'r', source: '', commit: 'x', folder: '', script: 'test' });
    assert.ok(answer.type === 'tests-ran' && !answer.outcome.ran && /--run-tests/.test(said('fr', answer.outcome.reason)));
    rmSync(folder, { recursive: true });
  });
});
