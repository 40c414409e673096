import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../../src/node/cli/run';
import { contentFrom } from '../../../src/node/content/load';
import { strings } from '../../../src/protocol/strings';

const pod = (image: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: {app: p, env: dev, tier: backend}\nspec:\n  containers:\n  - name: a\n    image: ${image}\n    livenessProbe: {httpGet: {path: /health, port: 8080}}\n    resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}\n`;

describe('cpin audit', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'cpin-audit-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const write = async (file: string, text: string | Buffer) => {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), text);
  };
  const cpin = async (...args: string[]) => {
    let out = '';
    let err = '';
    const code = await run(args, { out: text => (out += text), err: text => (err += text), cwd: dir, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist' });
    return { code, out, err };
  };

  it('exits 0 when nothing is found, 1 at or above the threshold', async () => {
    await write('k8s/pod.yaml', pod('docker.io/library/nginx:1.29'));
    const clean = await cpin('audit', '.');
    assert.deepEqual([clean.code, clean.err], [0, ''], clean.out);
    await write('k8s/pod.yaml', pod('docker.io/library/nginx:latest'));
    const found = await cpin('audit', '.');
    assert.equal(found.code, 1);
    assert.match(found.out, /^k8s\/pod\.yaml:9:12 {2}erreur {2}.*\[kubernetes\/image-tag-pinned — EXI-ARCH-27\]$/m);
    await write('k8s/pod.yaml', pod('docker.io/library/nginx:1.29').replace('env: dev', 'env: pax'));
    assert.deepEqual([(await cpin('audit', '.')).code, (await cpin('audit', '.', '--fail-on', 'information')).code], [0, 1]);
  });

  it('says of a folder where no rule reads anything that nothing was there to audit, and what is read', async () => {
    await write('photo.png', Buffer.from([137, 80, 78, 71, 0]));
    await write('LICENSE', 'MIT');
    for (const format of ['text', 'markdown', 'html']) {
      const { code, out } = await cpin('audit', '.', '--format', format, '--no-cache');
      assert.equal(code, 0);
      assert.match(out, /Rien à auditer ici.*manifests Kubernetes.*Dockerfiles.*secret.*dossier du dépôt\./, format);
      assert.doesNotMatch(out, /Aucun écart/, format);
    }
    await write('README.md', 'Bonjour.\n');
    for (const format of ['text', 'markdown', 'html']) assert.doesNotMatch((await cpin('audit', '.', '--format', format)).out, /Rien à auditer/, format);
    assert.match((await cpin('audit', '.')).out, /Aucun écart\./);
  });

  it('says in the terminal what it is at, and leaves nothing of it', async () => {
    await write('infra/kustomization.yaml', 'resources: [pod.yaml]\n');
    await write('infra/pod.yaml', pod('docker.io/library/nginx:latest'));
    for (const [command, ...options] of [['audit'], ['fix', '--dry-run']]) {
      const said: string[] = [];
      await run([String(command), '.', ...options], { out: () => undefined, err: () => undefined, say: text => said.push(text), cwd: dir, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist' });
      assert.ok(said.includes('Audit : rendu 1 sur 1, « infra/kustomization.yaml »…'), said.join('\n'));
      assert.equal(said.at(-1), '');
    }
  });

  it('writes JSON with 0-based places, files relative with slashes, and what could not be read', async () => {
    await write('k8s/pod.yaml', `---\n${pod('nginx')}`);
    await write('broken.yaml', 'apiVersion: v1\nkind: [');
    const report = JSON.parse((await cpin('audit', '.', '--format', 'json')).out) as { findings: { rule: string }[]; unreadable: unknown[]; summary: unknown };
    assert.deepEqual(report.findings.find(({ rule }) => rule === 'kubernetes/image-tag-pinned'), {
      rule: 'kubernetes/image-tag-pinned', severity: 'error',
      message: 'Pod « p », conteneur « a » : l’image `nginx` n’a pas de tag, Kubernetes prendra `latest`. Désignez une version ou un digest.',
      file: 'k8s/pod.yaml', range: { start: { line: 9, character: 11 }, end: { line: 9, character: 16 } },
      resource: { index: 0, apiVersion: 'v1', kind: 'Pod', name: 'p' }, environment: 'dev', requirements: ['EXI-ARCH-27'], fixable: false,
    });
    assert.equal(report.unreadable.length, 1);
  });

  it('exits 2 on what nobody can judge, and says it', async () => {
    await write('broken.yaml', 'apiVersion: v1\nkind: [');
    const { code, out } = await cpin('audit', '.');
    assert.equal(code, 2);
    assert.match(out, /broken\.yaml:\d+:\d+ {2}illisible/);
  });

  it('reports a file too long, a binary one, and follows no link that leaves the folder', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'cpin-outside-'));
    await writeFile(path.join(outside, 'secret.yaml'), pod('nginx'));
    await symlink(path.join(outside, 'secret.yaml'), path.join(dir, 'link.yaml'));
    await symlink(outside, path.join(dir, 'folder'));
    await symlink('.', path.join(dir, 'loop'));
    await write('binary.yaml', Buffer.from([0, 1, 2, 3]));
    await write('long.yaml', Buffer.alloc(5_000_000, 'a'));
    await write('package-lock.json', Buffer.alloc(5_000_000, ' '));
    await write('node_modules/x/pod.yaml', pod('nginx'));
    const report = JSON.parse((await cpin('audit', '.', '--format', 'json')).out) as { findings: unknown[]; unreadable: { file: string }[] };
    await rm(outside, { recursive: true });
    assert.deepEqual(report.findings, []);
    assert.deepEqual(report.unreadable.map(({ file }) => file), ['binary.yaml', 'long.yaml']);
  });

  it('refuses in French what it cannot do, with exit 2', async () => {
    await write('file.txt', '');
    for (const [args, expected] of [
      [['audit', 'nowhere'], /« nowhere » n’existe pas/],
      [['audit', 'file.txt'], /est un fichier, pas un dossier/],
      [['audit'], /manque l’argument DIR/],
      [['audit', '.', 'more'], /de trop/],
      [['audit', '.', '--nope'], /option inconnue « --nope »/],
      [['audit', '.', '--format', 'xml'], /« xml » n’est pas admise/],
      [['audit', '.', '--format'], /« --format/],
      [['dance'], /commande inconnue « dance »/],
    ] as const) {
      const { code, err, out } = await cpin(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, expected);
    }
  });

  it('lets no escape code of a repository reach the terminal', async () => {
    await write('k8s/pod.yaml', pod('"nginx\\e[31m"'));
    assert.doesNotMatch((await cpin('audit', '.')).out, /\u001b/);
  });

  it('mends with cpin fix what can be, once read without writing', async () => {
    const faulty = `# tête\n${pod('docker.io/library/nginx:1.29').replace('spec:', 'spec:\n  securityContext:\n    runAsUser: 1 # ici\n    fsGroup: 2')}`;
    await write('k8s/pod.yaml', faulty);
    const read = await cpin('fix', '.', '--dry-run');
    assert.match(read.out, /Corrections possibles : 2/);
    assert.equal(await readFile(path.join(dir, 'k8s/pod.yaml'), 'utf8'), faulty);
    assert.equal((await cpin('fix', '.', '--rule', 'kubernetes/no-imposed-security-context')).code, 0);
    assert.equal(await readFile(path.join(dir, 'k8s/pod.yaml'), 'utf8'), `# tête\n${pod('docker.io/library/nginx:1.29')}`);
    assert.equal((await cpin('audit', '.')).code, 0);
    assert.match((await cpin('fix', '.', '--rule', 'a/b')).err, /n’existe pas/);
  });

  it('writes the report in five formats, for one environment or all, and dates it when asked', async () => {
    await write('k8s/prod/pod.yaml', pod('docker.io/library/nginx').replace('env: dev', 'env: prod'));
    await write('k8s/dev/pod.yaml', pod('docker.io/library/nginx'));
    for (const [kind, expected] of [['text', /EXI-ARCH-27 .*non conforme/], ['json', /"requirements": \[/], ['sarif', /"version": "2\.1\.0"/], ['markdown', /^# Audit CCT/], ['html', /^<!DOCTYPE html>/]] as const) {
      const { code, out, err } = await cpin('audit', '.', '--format', kind);
      assert.deepEqual([code, err], [1, '']);
      assert.match(out, expected);
    }
    const places = async (env: string) => [...new Set((JSON.parse((await cpin('audit', '.', '--env', env, '--format', 'json')).out) as { findings: { file: string }[] }).findings.map(({ file }) => file))];
    assert.deepEqual(await Promise.all(['all', 'dev', 'preprod', 'prod'].map(places)), [['k8s/dev/pod.yaml', 'k8s/prod/pod.yaml'], ['k8s/dev/pod.yaml'], [], ['k8s/prod/pod.yaml']]);
    assert.match((await cpin('audit', '.', '--format', 'markdown', '--date', '2027-02-03', '--name', 'Guichet')).out, /de Guichet[\s\S]*Établi le 2027-02-03/);
  });

  it('shows at the terminal the requirements that ask for work, and all of them on request', async () => {
    await write('k8s/pod.yaml', pod('docker.io/library/nginx'));
    const rows = async (...args: string[]) => (await cpin('audit', '.', ...args)).out.split('\n').filter(line => /^EXI-/.test(line));
    const [some, all] = [await rows(), await rows('--requirements')];
    assert.ok(some.length > 0 && some.every(line => /non conforme|partiel/.test(line)), some.join('\n'));
    assert.equal(all.length, 55);
    assert.match((await cpin('audit', '.')).out, /^CCT : .*--requirements/m);
  });

  it('says of a requirement that is not met where it is not', async () => {
    await write('k8s/pod.yaml', pod('docker.io/library/nginx:1.29'));
    type Row = { status: string; findings: unknown[]; checks: { state: string; evidence: { places: unknown[] }[] }[] };
    const report = async () => (JSON.parse((await cpin('audit', '.', '--format', 'json')).out) as { requirements: Row[] }).requirements.filter(({ status }) => status === 'non-conforme');
    const placeless = ({ findings, checks }: Row) => findings.length === 0 && checks.filter(({ state }) => state === 'fails').every(({ evidence }) => evidence.every(({ places }) => places.length === 0));
    assert.ok((await report()).length > 0);
    assert.deepEqual((await report()).filter(placeless), []);
    await write('k8s/pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n');
    assert.deepEqual(await report(), []);
  });

  it('renders a chart whose templates lead out of the folder without what they lead to', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'cpin-outside-'));
    try {
      await writeFile(path.join(outside, 'secret.yaml'), pod('dehors'));
      await write('chart/Chart.yaml', 'apiVersion: v2\nname: demo\nversion: 0.1.0\n');
      await write('chart/templates/pod.yaml', pod('{{ .Values.image }}'));
      await write('chart/values.yaml', 'image: docker.io/library/nginx\n');
      await symlink(path.join(outside, 'secret.yaml'), path.join(dir, 'chart/templates/lien.yaml'));
      await symlink(outside, path.join(dir, 'chart/charts'));
      const found = await cpin('audit', '.');
      assert.match(found.out, /^chart\/(values|templates\/pod)\.yaml:.*image-tag-pinned/m);
      assert.doesNotMatch(found.out, /dehors/);
      const accepted = await cpin('baseline', '.', '--reason', 'Image de démonstration', '--until', '2999-12-31');
      assert.equal(accepted.code, 0, accepted.err);
      const after = await cpin('audit', '.');
      assert.match(after.out, /Acceptés : \d+\./);
      assert.doesNotMatch(after.out, /image-tag-pinned/);
      await write('chart/templates/autre.yaml', pod('"{{ .Values.image }}"').replace('name: p\n', 'name: q\n'));
      assert.match((await cpin('audit', '.')).out, /image-tag-pinned/, 'what is accepted of one object is not of another');
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('accepts with cpin baseline what is found, until a date, and says what no longer holds', async () => {
    await write('k8s/pod.yaml', pod('docker.io/library/nginx'));
    for (const [args, expected] of [
      [['baseline', '.'], /--reason/], [['baseline', '.', '--reason', 'x', '--until', '2027-13-01'], /n’est pas une date/], [['baseline', '.', '--reason', 'x', '--until', '2001-01-01'], /est passée/],
      [['audit', '.', '--baseline', 'rien.yaml'], /« rien\.yaml » n’existe pas/], [['audit', '.', '--env', 'recette'], /dev, preprod, prod, all/], [['audit', '.', '--date', 'hier'], /n’est pas une date/],
    ] as const) {
      const { code, err, out } = await cpin(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, expected);
    }
    const done = await cpin('baseline', '.', '--reason', 'Image de démonstration', '--until', '2999-12-31');
    assert.equal(done.code, 0, done.err);
    const after = await cpin('audit', '.');
    assert.equal(after.code, 0, after.out);
    assert.match(after.out, /Acceptés : 1\./);
    assert.equal((await cpin('audit', '.', '--date', '3000-01-01')).code, 1);
    await write('k8s/pod.yaml', pod('docker.io/library/nginx:1.29.3'));
    assert.match((await cpin('audit', '.')).out, /acceptation à revoir.*l’écart n’existe plus/);
    await write('.cpin-baseline.yaml', 'version: 1\nfindings: [{}]\n');
    const broken = await cpin('audit', '.');
    assert.equal(broken.code, 2);
    assert.match(broken.err, /« \.cpin-baseline\.yaml », ligne 2/);
    await rm(path.join(dir, '.cpin-baseline.yaml'));
    await symlink('/etc/hostname', path.join(dir, '.cpin-baseline.yaml'));
    assert.match((await cpin('audit', '.')).err, /est un lien et n’est pas suivi/);
  });
});
