import assert from 'node:assert/strict';
import { existsSync, readFileSync, watch } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../../src/node/cli/run';
import { ownEslint } from '../../../src/node/code/own-eslint';
import { contentFrom } from '../../../src/node/content/load';
import { keptIn } from '../../../src/node/kept-results';
import { strings } from '../../../src/protocol/strings';
import { emptyFolder, folderWithEslint, folderWithProgram } from '../../support/own-eslint';

interface Report { findings: { rule: string; severity: string; message: string; file: string; range: unknown; requirements: string[] }[]; unreadable: { file: string; reason: string }[]; requirements: { id: string; status: string }[] }

const config = `module.exports = [{ rules: { 'no-unused-vars': 'error', 'prefer-const': 'warn' } }];\nrequire('node:fs').writeFileSync('vu.txt', JSON.stringify(process.env));\n`;
const source = 'export function f() {\n  let reste = 1;\n  let jamais;\n  return reste;\n}\n';
const hangs = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' });\nrequire('node:fs').writeFileSync('pid', String(process.pid));\nfor (;;);\n`;

describe('the ESLint of the audited repository', () => {
  const folders: string[] = [];
  const made = async (folder: Promise<string>) => {
    folders.push(await folder);
    return folder;
  };
  let dir: string;
  let kept: string;
  before(async () => {
    dir = await made(folderWithEslint());
    kept = await made(emptyFolder());
    await writeFile(path.join(dir, 'package.json'), '{ "private": true }\n');
  });
  beforeEach(async () => {
    await writeFile(path.join(dir, 'eslint.config.js'), config);
    await writeFile(path.join(dir, 'service.mjs'), source);
  });
  afterEach(() => rm(path.join(dir, 'vu.txt'), { force: true }));
  after(() => Promise.all(folders.map(one => rm(one, { recursive: true, force: true }))));

  it('shows no secret that a plugin repeats, in a finding or in what stopped it', async () => {
    // Written in two parts, so that nobody takes them for real ones.
    const secrets = [`ghp_${'a1B2c3D4e5F6'.repeat(3)}`, `Zq8${'vR2mK9xT'}4wLp`, `${'9f86d081884c7d65'}9a2feaa0c55ad015`, 'hunter2Z'];
    const messages = [`Found a string with entropy 4.3 : "${secrets[0]}"`, `Hardcoded password = "${secrets[1]}"`, `No hex ${secrets[2]} here`, `The password '${secrets[3]}' is in clear`, "'compteur2024Total' is assigned a value but never used"].map(message => ({ ruleId: 'maison', severity: 2, message, line: 1, column: 1 }));
    const talks = await made(folderWithProgram(`console.log(${JSON.stringify(JSON.stringify([{ filePath: 'FILE', messages }]))}.replace('FILE', require('node:path').join(process.cwd(), 'a.js')));\n`));
    const { findings } = await ownEslint(talks);
    assert.equal(findings.length, 5);
    const dies = await made(folderWithProgram(`console.error('Error: token ${secrets[0]}');\nprocess.exit(2);\n`));
    const { unreadable } = await ownEslint(dies);
    const said = JSON.stringify([findings, unreadable]);
    assert.deepEqual(secrets.filter(secret => said.includes(secret)), []);
    assert.match(findings[4]?.message ?? '', /'compteur2024Total'/);
    assert.match(unreadable[0]?.reason ?? '', /Error: token ghp…/);
  });

  const cpin = async (...args: string[]) => {
    let out = '';
    let err = '';
    const code = await run(args, { out: text => (out += text), err: text => (err += text), cwd: dir, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist', kept: keptIn(kept) });
    return { code, out, err };
  };
  const audited = async (...args: string[]) => JSON.parse((await cpin('audit', '.', '--format', 'json', ...args)).out) as Report;
  const own = ({ findings }: Report) => findings.filter(({ rule }) => rule.startsWith('eslint/'));

  it('gives ESLint 8 the configuration of the root alone, and says when the one installed reads none', async () => {
    const told = `const { join } = require('node:path');\nconsole.log(JSON.stringify([{ filePath: join(process.cwd(), 'a.js'), messages: [{ ruleId: 'r', severity: 2, line: 1, column: 1, message: [process.env.ESLINT_USE_FLAT_CONFIG, ...process.argv.slice(2)].join(' ') }] }]));\n`;
    for (const [name, text] of [['.eslintrc.json', '{ "root": true }'], ['.eslintrc', 'root: true'], ['package.json', '{ "eslintConfig": { "root": true } }']] as const) {
      const folder = await made(folderWithProgram(told));
      await rm(path.join(folder, 'eslint.config.js'));
      await writeFile(path.join(folder, name), text);
      assert.match((await ownEslint(folder)).unreadable[0]?.reason ?? '', /ancien format, que l’ESLint installé ici ne lit plus/);
      await writeFile(path.join(folder, 'node_modules/eslint/package.json'), '{ "name": "eslint", "version": "8.57.1", "bin": { "eslint": "./bin/eslint.js" } }');
      const { findings, unreadable } = await ownEslint(folder);
      assert.deepEqual(unreadable, []);
      assert.match(findings[0]?.message ?? '', / : false .*--no-eslintrc --config /);
      assert.ok(findings[0]?.message.includes(`--config ${name} `));
    }
    const none = await made(folderWithProgram(told));
    await rm(path.join(none, 'eslint.config.js'));
    await writeFile(path.join(none, 'package.json'), '{ "private": true }');
    assert.match((await ownEslint(none)).unreadable[0]?.reason ?? '', /^ce dépôt n’a pas de configuration d’ESLint/);
  });

  it('is not run unless it is asked for, nor is what it said kept', async () => {
    assert.deepEqual(own(await audited()), []);
    assert.ok(!existsSync(path.join(dir, 'vu.txt')), 'its configuration was run');
    assert.equal(own(await audited('--eslint')).length, 2);
    assert.deepEqual(own(await audited()), []);
  });

  it('adds its messages with 0-based places, and changes no verdict', async () => {
    const [without, withOwn] = [await audited(), await audited('--eslint')];
    assert.deepEqual(own(withOwn).map(({ rule, severity, file, range, requirements }) => ({ rule, severity, file, range, requirements })), [
      { rule: 'eslint/prefer-const', severity: 'warning', file: 'service.mjs', range: { start: { line: 1, character: 6 }, end: { line: 1, character: 11 } }, requirements: [] },
      { rule: 'eslint/no-unused-vars', severity: 'error', file: 'service.mjs', range: { start: { line: 2, character: 6 }, end: { line: 2, character: 12 } }, requirements: [] },
    ]);
    assert.deepEqual(withOwn.requirements.map(({ id, status }) => [id, status]), without.requirements.map(({ id, status }) => [id, status]));
  });

  it('has nothing of the environment of whoever runs the audit', async () => {
    process.env['CPIN_SECRET_DU_TEST'] = 'x';
    try {
      await audited('--eslint');
    } finally {
      delete process.env['CPIN_SECRET_DU_TEST'];
    }
    const seen = JSON.parse(await readFile(path.join(dir, 'vu.txt'), 'utf8')) as Record<string, string>;
    assert.ok('PATH' in seen && !('CPIN_SECRET_DU_TEST' in seen));
    assert.notEqual(seen['HOME'], process.env['HOME']);
  });

  it('is named in each format without a card', async () => {
    for (const [format, expected] of [['text', /\[eslint\/no-unused-vars\]/], ['markdown', /\[eslint\/no-unused-vars\]$/m], ['html', /\[eslint\/no-unused-vars\]<\/span>/]] as const) assert.match((await cpin('audit', '.', '--eslint', '--format', format)).out, expected);
    const sarif = JSON.parse((await cpin('audit', '.', '--eslint', '--format', 'sarif')).out) as { runs: { results: { ruleId: string; ruleIndex?: number }[] }[] };
    assert.deepEqual(sarif.runs[0]?.results.filter(({ ruleId }) => ruleId.startsWith('eslint/')).map(({ ruleIndex }) => ruleIndex), [undefined, undefined]);
  });

  it('can have its findings accepted, and its acceptances outlive audits and baselines without it', async () => {
    const baseline = (...more: string[]) => cpin('baseline', '.', '--reason', 'reprise', '--until', '2999-01-01', ...more);
    try {
      assert.equal((await baseline('--eslint')).code, 0);
      assert.deepEqual(own(await audited('--eslint')), []);
      assert.equal((await baseline()).code, 0);
      assert.deepEqual(own(await audited('--eslint')), []);
      assert.deepEqual((JSON.parse((await cpin('audit', '.', '--format', 'json')).out) as { stale: unknown[] }).stale, []);
    } finally {
      await rm(path.join(dir, '.cpin-baseline.yaml'), { force: true });
    }
  });

  it('says what its configuration breaks on, and exits 2 since nobody knows', async () => {
    await writeFile(path.join(dir, 'eslint.config.js'), 'throw new Error("clé absente");\n');
    await writeFile(path.join(dir, 'service.mjs'), 'export const a = 1;\n');
    const { code, out } = await cpin('audit', '.', '--eslint');
    assert.equal(code, 2, out);
    assert.match(out, /node_modules\/eslint {2}illisible {2}l’ESLint du dépôt s’est arrêté sans rapport \(code 2\) : « Error: clé absente »/);
    assert.ok(!out.includes(dir));
  });

  it('says what lacks: ESLint, its configuration', async () => {
    await rm(path.join(dir, 'eslint.config.js'));
    assert.match((await ownEslint(dir)).unreadable[0]?.reason ?? '', /^ce dépôt n’a pas de configuration d’ESLint/);
    assert.match((await ownEslint(kept)).unreadable[0]?.reason ?? '', /^ESLint n’est pas installé/);
  });

  it('is not run where a link to it, or to its configuration, leaves the folder', async () => {
    const linked = await made(emptyFolder());
    await symlink(path.join(dir, 'node_modules'), path.join(linked, 'node_modules'), 'junction');
    await writeFile(path.join(linked, 'eslint.config.js'), config);
    assert.match((await ownEslint(linked)).unreadable[0]?.reason ?? '', /mène hors du dépôt/);
    const configured = await made(folderWithProgram(hangs));
    await rm(path.join(configured, 'eslint.config.js'));
    await symlink(path.join(dir, 'eslint.config.js'), path.join(configured, 'eslint.config.js'));
    assert.match((await ownEslint(configured)).unreadable[0]?.reason ?? '', /« eslint.config.js » est un lien qui mène hors du dépôt/);
    assert.ok(!existsSync(path.join(configured, 'pid')) && !existsSync(path.join(linked, 'vu.txt')));
  });

  it('is stopped when it does not end, with what it started', async () => {
    const endless = await made(folderWithProgram(hangs));
    // What it started holds its output open: an answer means that both have ended.
    assert.match((await ownEslint(endless, { limit: 1000 })).unreadable[0]?.reason ?? '', /n’a pas fini en 1 s : arrêté/);
  });

  it('is stopped when the audit is', async () => {
    const endless = await made(folderWithProgram(hangs));
    const controller = new AbortController();
    const pidFile = path.join(endless, 'pid');
    const watcher = watch(endless, () => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '' && controller.abort());
    const { unreadable } = await ownEslint(endless, { signal: controller.signal });
    watcher.close();
    assert.match(unreadable[0]?.reason ?? '', /arrêté avant de répondre/);
    const pid = Number(await readFile(pidFile, 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  it('is stopped when it writes without end, and not believed when it writes anything else', async () => {
    const loud = await made(folderWithProgram(`const more = () => process.stdout.write('x'.repeat(1 << 20), more);\nmore();\n`));
    assert.match((await ownEslint(loud)).unreadable[0]?.reason ?? '', /écrit plus de 16 Mo/);
    const odd = await made(folderWithProgram(`console.log(JSON.stringify([{ filePath: '/etc/passwd', messages: [{ ruleId: 'x', severity: 2, message: 'm' }] }, { filePath: __filename, messages: [{ ruleId: 'a](javascript:x)', severity: 1, message: 'm', line: -4, column: 1e9, endLine: 0 }] }]));\n`));
    const { findings, unreadable } = await ownEslint(odd);
    assert.deepEqual([findings.map(({ rule, location: { range } }) => [rule, range.start.line]), unreadable], [[['eslint/sans-nom', 0]], []]);
    const silent = await made(folderWithProgram(''));
    assert.match((await ownEslint(silent)).unreadable[0]?.reason ?? '', /sans rapport \(code 0\)/);
  });
});
