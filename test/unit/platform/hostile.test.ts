import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

describe('a hostile repository', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  const git = (args: readonly string[], input?: string) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: live.repository, stdio: 'pipe', ...(input === undefined ? {} : { input }) }).toString().trim();
  const synchronise = async (branch = 'main') => {
    await live.client.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch });
    await live.client.settle();
    return (await live.client.status()).projects[0];
  };
  const held = () => live.platform.runner.state.forge.branches['guichet/guichet']?.find(({ name }) => name === 'main')?.tree;

  before(async () => {
    await live.start();
    assert.ok(await live.deploy(guichet));
  });
  after(() => live.end());

  it('leads nowhere by its links, and brings no other repository', async () => {
    symlinkSync('/etc/passwd', path.join(live.repository, 'deploiement/lien.yaml'));
    git(['add', '.']);
    git(['update-index', '--add', '--cacheinfo', `160000,${git(['rev-parse', 'HEAD'])},sous-module`]);
    writeFileSync(path.join(live.repository, '.gitmodules'), '[submodule "sous-module"]\n\tpath = sous-module\n\turl = file:///etc\n');
    git(['add', '.gitmodules']);
    git(['commit', '--quiet', '-m', 'liens']);
    await synchronise();
    assert.ok(held()?.files['.gitmodules']);
    assert.deepEqual(Object.keys(held()?.files ?? {}).filter(name => /lien|sous-module/.test(name)), []);
    assert.ok(!existsSync(path.join(live.state, 'git/guichet/guichet.git/modules')));
    git(['reset', '--hard', '--quiet', 'HEAD~1']);
  });

  it('is refused with a sentence when it has too many files', async () => {
    const blob = git(['hash-object', '-w', '--stdin'], 'x');
    git(['update-index', '--index-info'], Array.from({ length: 20_001 }, (_, n) => `100644 ${blob}\tgros/${n}.txt\n`).join(''));
    git(['commit', '--quiet', '-m', 'trop de fichiers']);
    assert.match((await synchronise())?.repositories[0]?.syncFailure ?? '', /contient 200\d\d fichiers, plus que la plateforme simulée n’en lit/);
    git(['reset', '--hard', '--quiet', 'HEAD~1']);
  });

  it('is read for its names alone where its files are huge', async () => {
    writeFileSync(path.join(live.repository, 'deploiement/gros.yaml'), `# ${'x'.repeat(600_000)}\n`);
    git(['add', '.']);
    git(['commit', '--quiet', '-m', 'gros']);
    await synchronise();
    assert.ok(held()?.files['deploiement/gros.yaml']);
    assert.equal(held()?.texts['deploiement/gros.yaml'], undefined);
    git(['reset', '--hard', '--quiet', 'HEAD~1']);
  });

  it('ends with a message when its pipeline includes itself', async () => {
    writeFileSync(path.join(live.repository, '.gitlab-ci-dso.yml'), 'include: [{ local: boucle.yml }]\ntester: { script: [echo] }\n');
    writeFileSync(path.join(live.repository, 'boucle.yml'), 'include: [{ local: .gitlab-ci-dso.yml }, { local: boucle.yml }]\n');
    git(['add', '.']);
    git(['commit', '--quiet', '-m', 'boucle']);
    const [pipeline] = (await synchronise())?.pipelines ?? [];
    assert.equal(pipeline?.title, 'boucle');
    assert.notEqual(pipeline?.status, 'running');
  });

  it('runs nothing by the name of its branch', async () => {
    const trace = path.join(live.root, 'trace');
    const project = await synchronise(`--upload-pack=touch ${trace}`);
    assert.match(project?.repositories[0]?.syncFailure ?? '', /fatal: invalid refspec/);
    assert.ok(!existsSync(trace));
  });
});
