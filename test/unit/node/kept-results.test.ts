import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../../src/node/cli/run';
import { contentFrom } from '../../../src/node/content/load';
import { keptIn, type KeptResults } from '../../../src/node/kept-results';
import { strings } from '../../../src/protocol/strings';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: "nginx:latest", env: [{name: A, value: 12345}]}]\n';
const chart = { 'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', 'chart/values.yaml': 'image: nginx:latest\n', 'chart/templates/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: c}\nspec: {containers: [{name: a, image: "{{ .Values.image }}"}]}\n' };

describe('results of audits', () => {
  let root: string;
  let home: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'cpin-kept-'));
    home = path.join(await mkdtemp(path.join(tmpdir(), 'cpin-home-')), 'audits');
    await write('k8s/pod.yaml', pod);
  });
  afterEach(() => Promise.all([root, path.dirname(home)].map(folder => rm(folder, { recursive: true }))));

  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  /** One audit in the terminal: what it says, and whether it found a result that was kept. */
  const audit = async (kept: KeptResults = keptIn(home), ...options: string[]) => {
    let out = '';
    let found = false;
    const watched: KeptResults = { ...kept, find: async (...asked) => { const result = await kept.find(...asked); found = result !== undefined; return result; } };
    await run(['audit', '.', '--format', 'json', ...options], { out: text => (out += text), err: () => undefined, cwd: root, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist', kept: watched });
    return { out, found };
  };

  it('are the same when they were kept', async () => {
    const first = await audit();
    const again = await audit();
    assert.deepEqual([first.found, again.found], [false, true]);
    assert.equal(again.out, first.out);
    assert.equal((await audit(keptIn(home), '--no-cache')).found, false);
  });

  it('are made anew when a file is changed, added, renamed or removed, or the audit is another', async () => {
    await audit();
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['a manifest changed', () => write('k8s/pod.yaml', pod.replace('latest', '1.29.0'))],
      ['a file was added', () => write('k8s/more.yaml', pod)],
      ['a file was renamed', () => rename(path.join(root, 'k8s/more.yaml'), path.join(root, 'k8s/other.yaml'))],
      ['a file was removed', () => rm(path.join(root, 'k8s/other.yaml'))],
      ['layers were declared', () => write('.cpin.yaml', 'architecture: {}\n')],
      ['a chart was added', () => Promise.all(Object.entries(chart).map(([file, text]) => write(file, text)))],
      ['the values of a chart changed', () => write('chart/values.yaml', 'image: nginx:1.29.0\n')],
    ];
    for (const [what, step] of steps) {
      await step();
      const { out, found } = await audit();
      assert.equal(found, false, what);
      assert.equal(out, (await audit(keptIn(home), '--no-cache')).out, what);
    }
    assert.equal((await audit()).found, true);
    assert.equal((await audit(keptIn(home), '--env', 'prod')).found, false);
    assert.equal((await audit(keptIn(home), '--no-typescript')).found, false);
  });

  it('take what the team accepts, which is no part of them', async () => {
    const count = async () => (JSON.parse((await audit()).out) as { findings: { severity: string }[] }).findings.filter(({ severity }) => severity !== 'information').length;
    const before = await count();
    await run(['baseline', '.', '--reason', 'essai', '--until', '2999-01-01'], { out: () => undefined, err: () => undefined, cwd: root, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist', kept: keptIn(home) });
    assert.ok(before > 0);
    assert.equal(await count(), 0);
  });

  it('that are damaged are as good as none', async () => {
    const { out } = await audit();
    const [name = ''] = await readdir(home);
    const text = await readFile(path.join(home, name), 'utf8');
    for (const damaged of ['', 'x', text.slice(0, -1), text.replace('"warning"', '"error"').replace('"error"', '"warning"'), text.replace('\n', ' ')]) {
      await writeFile(path.join(home, name), damaged);
      const again = await audit();
      assert.deepEqual([again.found, again.out === out], [false, true], damaged.slice(0, 80));
    }
  });

  it('hold no text of a file, stay few, and are never written in the folder that is audited', async () => {
    for (let one = 0; one < 45; one++) await keptIn(home).keep(`/folder/${one}`, 'all', 'key', { findings: [], unreadable: [], resources: [] });
    assert.equal((await readdir(home)).length, 40);
    await keptIn(home).erase();
    await audit();
    assert.ok(!(await readFile(path.join(home, (await readdir(home))[0] ?? ''), 'utf8')).includes('12345'));
    const inside = path.join(root, '.cache');
    await audit(keptIn(inside));
    await assert.rejects(readdir(inside));
  });

  it('that cannot be written cost nothing but time', async () => {
    await writeFile(home, 'a file');
    const { out, found } = await audit();
    assert.equal(found, false);
    assert.ok(out.includes('kubernetes/image-tag-pinned'));
  });
});
