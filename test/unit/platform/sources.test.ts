import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addedLines } from '../../../src/node/platform/added-lines';
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

  it('give the coverage of their new lines alone, as git tells them', async () => {
    const covered = (lines: readonly number[], all: number) => `SF:src/serveur.ts\n${Array.from({ length: all }, (_, index) => `DA:${index + 1},${lines.includes(index + 1) ? 1 : 0}`).join('\n')}\nLF:${all}\nLH:${lines.length}\nend_of_record\n`;
    const source = (lines: number) => Array.from({ length: lines }, (_, index) => `export const n${index} = ${index};\n`).join('');
    const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
    const push = async (version: string, text: string, report: string) => {
      await live.deploy({ ...analysed, 'src/serveur.ts': text, 'coverage/lcov.info': report, 'sonar-project.properties': `sonar.projectVersion=${version}\n` });
      return log();
    };
    await push('1', source(50), covered(upTo(50), 50));
    // Twenty-five new lines, fifteen of them covered; the fifty of before do not help.
    const judged = await push('2', source(75), covered(upTo(65), 75));
    assert.match(judged, /lignes nouvelles couvertes : 15 sur 25 à couvrir, d’après coverage\/lcov\.info\./);
    assert.match(judged, /Coverage on New Code is less than 80\.0% » : 60\.0%, FAILED/);
    const few = await push('2', source(60), covered(upTo(50), 60));
    assert.match(few, /lignes nouvelles couvertes : 0 sur 10 à couvrir, d’après coverage\/lcov\.info ; en dessous de 20 lignes nouvelles, SonarQube n’évalue pas la condition\./);
    assert.equal((await status())?.status, 'success');
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

describe('the lines that git says are new', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cpin-added-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.fr', ...args], { cwd: folder, encoding: 'utf8' }).trim();
  const commit = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
    git('add', '-A');
    git('commit', '-qm', 'x');
    return git('rev-parse', 'HEAD');
  };

  it('are those of each source, whatever its name and whatever it holds', async () => {
    git('init', '-q');
    const first = commit({ 'é "x".ts': 'a\nb\nc\n', 'ancien.ts': 'x\n', 'parti.ts': '1\n2\n3\n4\n5\n6\n', 'gone.ts': 'y\n', 'notes.yaml': 'a: 1\n' });
    git('mv', 'parti.ts', 'venu.ts');
    git('rm', '-q', 'gone.ts');
    // A line of a source may look like the head of a patch.
    const second = commit({ 'é "x".ts': 'a\n++ b/ancien.ts\n@@ -1 +1,5 @@\nB\nc\n', 'ancien.ts': 'x\ny', 'venu.ts': '1\n2\n3\n4\n5\n6\n7\n', 'notes.yaml': 'a: 2\n' });
    assert.deepEqual(await addedLines(folder, first, second), { 'é "x".ts': [[2, 4]], 'ancien.ts': [[2, 2]], 'venu.ts': [[7, 7]] });
    assert.equal(await addedLines(folder, 'f'.repeat(40), second), undefined);
    assert.equal(await addedLines(folder, '--output=x', second), undefined);
  });
});
