import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { but } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

const analysed = but('.gitlab-ci-dso.yml', 'read_secret:', 'qualite:\n  stage: test-app\n  extends: .sonar:sonar-scanner\nread_secret:', but('.gitlab-ci-dso.yml', 'kaniko-ci.yml]', 'kaniko-ci.yml, sonar-ci.yml]'));

describe('the sources of a commit on a platform that runs', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  before(() => live.start());
  after(() => live.end());
  const status = async () => (await live.client.status()).projects[0]?.pipelines[0]?.jobs.find(({ name }) => name === 'qualite');
  const log = async () => live.client.jobLog((await status())?.id ?? 0);

  it('are read from git by the quality gate, in a thread of their own', async () => {
    await live.deploy(analysed);
    assert.equal((await status())?.status, 'success');
    assert.match(await log(), /\[simulation\] fichiers sources analysés : 1\./);
    await live.deploy({ ...analysed, 'src/serveur.ts': 'export const pair = (n: number): boolean => n % 2 === n % 2;\n', 'node_modules/x/index.js': 'eval(process.argv[2]);\n' });
    assert.equal((await status())?.status, 'failed');
    assert.match(await log(), /BUG MAJOR src\/serveur\.ts:1 typescript\/likely-bug/);
    assert.ok(!(await log()).includes('node_modules'));
  });

  it('are not read again by a replay', async () => {
    const before = await live.client.status();
    await live.platform.stop();
    rmSync(path.join(live.state, 'snapshot.json'));
    rmSync(path.join(live.state, 'git'), { recursive: true });
    await live.start();
    assert.deepEqual(await live.client.status(), before);
  });
});
