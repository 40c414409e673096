import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { analyser } from '../../../../src/core/analysis/analyse';
import { mend } from '../../../../src/core/analysis/mend';
import { readCode } from '../../../../src/node/code/reader';
import { analysisOf, book } from '../../../support/analysis';

type Files = Readonly<Record<string, string>>;
const analyse = analyser(book.rules, book.catalogue);

/** Applies the fixes of a rule as `cpin fix` does; what it gives is checked: the rule passes, and no other finds more. */
async function mended(files: Files, rule: string): Promise<Files> {
  const before = analysisOf(files).findings;
  const { files: changed } = await mend(all => analyse(all, 'repository', undefined, readCode), Object.entries(files).map(([file, text]) => ({ file, text })), finding => finding.rule === rule);
  const after = { ...files, ...Object.fromEntries(changed.map(({ file, text }) => [file, text])) };
  const { findings, unreadable } = analysisOf(after);
  assert.deepEqual(unreadable, []);
  const count = (all: typeof before, one: string) => all.filter(finding => finding.rule === one).length;
  for (const one of new Set(findings.map(finding => finding.rule))) assert.ok(count(findings, one) <= count(before, one), `${one} newly fails: ${JSON.stringify(findings.filter(finding => finding.rule === one).map(({ message }) => message))}`);
  return after;
}

/** Runs the tests of a project with Node's own runner, TypeScript made into JavaScript by esbuild. */
async function passes(files: Files): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpin-fix-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    const tests = Object.keys(files).filter(file => file.endsWith('.test.ts'));
    assert.ok(tests.length > 0);
    await build({ entryPoints: tests.map(file => path.join(folder, file)), bundle: true, platform: 'node', format: 'cjs', outdir: path.join(folder, 'made'), logLevel: 'silent' });
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'made'], { cwd: folder, env });
    assert.match(stdout, /# pass [1-9]/);
    assert.match(stdout, /# fail 0/);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const application = {
  'package.json': '{ "dependencies": { "express": "5.0.0" } }\n',
  'src/config.ts': "// Réglages\nexport const apiUrl   = 'https://api.recette.interieur.gouv.fr'; // recette\nexport const base = {\n  host: '10.12.0.4', // la base\n  port: 5432,\n};\n",
  'src/config.test.ts': "import assert from 'node:assert';\nimport test from 'node:test';\nimport { apiUrl, base } from './config';\ntest('as before', () => { assert.equal(apiUrl, 'https://api.recette.interieur.gouv.fr'); assert.deepEqual(base, { host: '10.12.0.4', port: 5432 }); });\n",
};

describe('fixes of source code', () => {
  it('go on where one fix leaves the work of another, though its like was mended before', async () => {
    const text = (head: string, loop: string) => `export const f = (all: string[]) => {\n  ${head} unit = all[0];\n  if (unit === 'a') return unit;\n  return undefined;\n};\nexport const g = (all: string[]) => {\n  for (${loop} unit of all) {\n    if (unit === 'b') return unit;\n  }\n  return undefined;\n};\n`;
    const after = await mended({ 'src/a.ts': text('let', 'var') }, 'typescript/const-by-default');
    assert.equal(after['src/a.ts'], text('const', 'const'));
  });

  it('put configuration in the environment, and the tests still pass', async () => {
    await passes(application);
    const after = await mended(application, 'architecture/no-hardcoded-config');
    assert.equal(after['src/config.ts'], "// Réglages\nexport const apiUrl   = process.env['API_URL'] ?? 'https://api.recette.interieur.gouv.fr'; // recette\nexport const base = {\n  host: process.env['BASE_HOST'] ?? '10.12.0.4', // la base\n  port: Number(process.env['BASE_PORT'] ?? 5432),\n};\n");
    assert.equal(analysisOf(after).findings.filter(({ rule }) => rule === 'architecture/no-hardcoded-config').length, 0);
    await passes(after);
  });

  const workload = (container: string) => `apiVersion: apps/v1\nkind: Deployment # app\nmetadata: { name: app, labels: { app: app, env: dev, tier: backend } }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: app } }\n  template:\n    metadata: { labels: { app: app, env: dev, tier: backend } }\n    spec:\n      containers:\n        - name: app # ici\n          image: registre.exemple.fr/app:1.0.0\n${container}          ports:\n            - containerPort: 8080\n`;

  it('give the value in the ConfigMap the application takes its variables from', async () => {
    const after = await mended({ ...application, 'k8s/app.yaml': workload('          envFrom:\n            - configMapRef: { name: reglages }\n'), 'k8s/reglages.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: reglages }\ndata:\n  LOG_LEVEL: info # ici\n' }, 'architecture/no-hardcoded-config');
    assert.equal(after['k8s/reglages.yaml'], 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: reglages }\ndata:\n  LOG_LEVEL: info # ici\n  API_URL: "https://api.recette.interieur.gouv.fr"\n  BASE_HOST: "10.12.0.4"\n  BASE_PORT: "5432"\n');
  });

  it('give the value beside the variables of the only container', async () => {
    const files = { ...application, 'k8s/app.yaml': workload('          env:\n            - name: LOG_LEVEL\n              value: info # niveau\n') };
    const after = await mended(files, 'architecture/no-hardcoded-config');
    assert.match(after['k8s/app.yaml'] ?? '', /value: info # niveau\n {12}- name: API_URL\n {14}value: "https:\/\/api\.recette\.interieur\.gouv\.fr"\n {12}- name: BASE_HOST/);
    const bare = (await mended({ ...application, 'k8s/app.yaml': workload('') }, 'architecture/no-hardcoded-config'))['k8s/app.yaml'] ?? '';
    assert.match(bare, /image: registre\.exemple\.fr\/app:1\.0\.0\n {10}env:\n {12}- name: API_URL\n {14}value: "https/);
  });

  it('leave to people what runs in a browser, what the compiler fixes, and a name that is taken', () => {
    const fixable = (files: Files) => analysisOf(files).findings.filter(({ rule, fix }) => rule === 'architecture/no-hardcoded-config' && fix).length;
    const text = "export const apiUrl = 'https://api.recette.gouv.fr';";
    assert.equal(fixable({ 'src/a.ts': text }), 1);
    assert.equal(fixable({ 'src/a.ts': text, 'package.json': '{"devDependencies":{"vite":"7.0.0"}}' }), 0);
    assert.equal(fixable({ 'src/a.tsx': text }), 0);
    assert.equal(fixable({ 'src/a.ts': "export enum E { ApiUrl = 'https://api.recette.gouv.fr' }" }), 0);
    assert.equal(fixable({ 'src/a.ts': text, 'k8s/app.yaml': workload('          envFrom:\n            - configMapRef: { name: reglages }\n'), 'k8s/reglages.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: reglages }\ndata: { API_URL: autre }\n' }), 0);
  });

  const layered = {
    'src/domain/deposer.ts': "import { Demande } from './demande';\nimport { DemandesPostgres } from '../infrastructure/demandes-postgres';\n\n// Dépose\nexport class Deposer {\n  constructor(private readonly demandes: DemandesPostgres) {}\n\n  async deposer(texte: string): Promise<string> {\n    return this.demandes.enregistrer(texte, new Date(0)); // ici\n  }\n}\nexport type D = Demande;\n",
    'src/domain/demande.ts': 'export interface Demande { texte: string }\n',
    'src/infrastructure/demandes-postgres.ts': "// Base\nimport { randomUUID } from 'node:crypto';\n\nexport class DemandesPostgres {\n  private readonly lignes = new Map<string, string>();\n\n  async enregistrer(texte: string, quand: Date): Promise<string> {\n    const id = `${randomUUID().length}-${quand.getTime()}`;\n    this.lignes.set(id, texte);\n    return id;\n  }\n\n  purger() { this.lignes.clear(); }\n}\n",
    'src/deposer.test.ts': "import assert from 'node:assert';\nimport test from 'node:test';\nimport { Deposer } from './domain/deposer';\nimport { DemandesPostgres } from './infrastructure/demandes-postgres';\ntest('deposits', async () => assert.equal(await new Deposer(new DemandesPostgres()).deposer('a'), '36-0'));\n",
  };

  it('put an interface between the domain and the class it names, and the tests still pass', async () => {
    await passes(layered);
    const after = await mended(layered, 'architecture/forbidden-import');
    assert.equal(after['src/domain/demandes.ts'], '/** Ce que « domain » attend, quelle que soit la façon de le faire. */\nexport interface Demandes {\n  enregistrer(texte: string, quand: Date): Promise<string>;\n}\n');
    assert.equal(after['src/domain/deposer.ts'], layered['src/domain/deposer.ts'].replace("import { DemandesPostgres } from '../infrastructure/demandes-postgres';", "import type { Demandes } from './demandes';").replace('demandes: DemandesPostgres)', 'demandes: Demandes)'));
    assert.equal(after['src/infrastructure/demandes-postgres.ts'], layered['src/infrastructure/demandes-postgres.ts'].replace("import { randomUUID }", "import type { Demandes } from '../domain/demandes';\nimport { randomUUID }").replace('class DemandesPostgres {', 'class DemandesPostgres implements Demandes {'));
    assert.deepEqual(analysisOf(after).findings.filter(({ rule }) => rule.startsWith('architecture/')), []);
    await passes(after);
  });

  it('leave to people an inversion that would move other types, or that injection decides', () => {
    for (const [from, to] of [['quand: Date', 'quand: Ligne'], ['): Promise<string> {\n    const', ') {\n    const']] as const) assert.ok(!analysisOf({ ...layered, 'src/infrastructure/demandes-postgres.ts': layered['src/infrastructure/demandes-postgres.ts'].replace(from, to) }).findings.some(({ fix }) => fix?.creates));
    assert.ok(!analysisOf({ ...layered, 'src/domain/deposer.ts': `${layered['src/domain/deposer.ts']}export const d = new DemandesPostgres();\n` }).findings.some(({ fix }) => fix?.creates));
  });
});

describe('fixes that reach other objects', () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: base }\ndata:\n  hote: base.interne # ici\n  password: Printemps2026! # à sortir\n';
  const pod = (env: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: app, labels: { app: app, env: dev, tier: backend } }\nspec:\n  containers:\n    - name: app\n      image: registre.exemple.fr/app:1.0.0\n      readinessProbe: { tcpSocket: { port: 8080 } }\n      resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 10m, memory: 16Mi } }\n${env}`;

  it('take a credential out of a ConfigMap to a SopsSecret, and lead its readers there', async () => {
    const after = await mended({ 'k8s/base.yaml': map, 'k8s/app.yaml': pod('      env:\n        - name: MDP # ici\n          valueFrom:\n            configMapKeyRef:\n              name: base\n              key: password\n        - { name: HOTE, valueFrom: { configMapKeyRef: { name: base, key: hote } } }\n') }, 'kubernetes/cm-no-credentials');
    assert.equal(after['k8s/base.yaml'], map.replace('  password: Printemps2026! # à sortir\n', ''));
    assert.match(after['k8s/base-secret.sops.yaml'] ?? '', /kind: SopsSecret\nmetadata:\n {2}name: base-secret\nspec:\n {2}secretTemplates:\n {4}- name: base-secret\n {6}stringData:\n {8}password: <à-remplir>\n$/);
    assert.doesNotMatch(after['k8s/base-secret.sops.yaml'] ?? '', /Printemps/);
    assert.match(after['k8s/app.yaml'] ?? '', /name: MDP # ici\n {10}valueFrom:\n {12}secretKeyRef:\n {14}name: base-secret\n {14}key: password\n {8}- \{ name: HOTE, valueFrom: \{ configMapKeyRef: \{ name: base, key: hote \} \} \}/);
    const whole = await mended({ 'k8s/base.yaml': map, 'k8s/app.yaml': pod('      envFrom:\n        - configMapRef: { name: base }\n') }, 'kubernetes/cm-no-credentials');
    assert.match(whole['k8s/app.yaml'] ?? '', /configMapRef: \{ name: base \}\n {8}- secretRef:\n {12}name: base-secret\n/);
  });

  it('probe the port a container declares', async () => {
    const text = pod('      ports: [{ name: metrics, containerPort: 9090 }, { name: http, containerPort: 8080 }]\n').replace(/ {6}readinessProbe.*\n/, '');
    assert.match((await mended({ 'app.yaml': text }, 'kubernetes/probes-required'))['app.yaml'] ?? '', /readinessProbe:\n {8}tcpSocket:\n {10}port: 8080\n {6}livenessProbe:/);
  });

  it('keep within the quota what it gives to containers', async () => {
    const quota = (cpu: string) => `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: dso-quota }\nspec: { hard: { limits.cpu: ${cpu}, requests.cpu: ${cpu}, limits.memory: 1Gi, requests.memory: 1Gi } }\n`;
    const text = pod('').replace(/ {6}resources.*\n/, '');
    assert.match((await mended({ 'app.yaml': text, 'quota.yaml': quota('90m') }, 'kubernetes/resources-required'))['app.yaml'] ?? '', /cpu: 90m/);
    assert.match((await mended({ 'app.yaml': text, 'quota.yaml': quota('4') }, 'kubernetes/resources-required'))['app.yaml'] ?? '', /cpu: 200m/);
    assert.equal((await mended({ 'app.yaml': text, 'quota.yaml': quota('5m') }, 'kubernetes/resources-required'))['app.yaml'], text);
  });
});
