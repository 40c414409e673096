import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contentFrom } from '../../src/node/content/load';
import { run } from '../../src/node/cli/run';
import { strings } from '../../src/protocol/strings';

describe('cpin content check', function () {
  this.timeout(20_000);
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'cpin-content-'));
    for (const folder of ['walkthroughs', 'labs', 'src/data']) cpSync(folder, path.join(root, folder), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const check = async (dir = root) => {
    let out = '';
    let err = '';
    const code = await run(['content', 'check', dir], { out: text => (out += text), err: text => (err += text), cwd: root, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist' });
    return { code, out, err };
  };
  const edit = (file: string, change: (text: string) => string) => writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
  const lineOf = (file: string, text: string) => readFileSync(path.join(root, file), 'utf8').split('\n').findIndex(line => line.includes(text)) + 1;

  it('exits 0 on this repository and lists what is to come', async () => {
    const { code, out } = await check();
    assert.equal(code, 0, out);
    assert.match(out, /À venir \(\d+\) :\n {2}[a-z]+ : /);
    assert.match(out, /Aucun problème\./);
  });

  it('names the file and the line of a source that does not exist', async () => {
    const file = 'walkthroughs/practitioner/questions/cct.yaml';
    edit(file, text => text.replace('source: depots#liste', 'source: depots#absente'));
    const { code, out } = await check();
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^${file}:${lineOf(file, 'depots#absente')}: practitioner\\.cct\\.q01 : la source « depots#absente » : introuvable\\.$`, 'm'));
  });

  it('names the line of a lesson\'s text', async () => {
    const file = 'walkthroughs/practitioner/lessons/cct/lire.md';
    edit(file, text => `${text}\nVoir [ceci](coach:rule:kubernetes/absente).\n`);
    assert.match((await check()).out, new RegExp(`^${file}:${lineOf(file, 'absente')}: practitioner\\.cct\\.lire : la règle « kubernetes/absente » : introuvable\\.$`, 'm'));
  });

  it('names the file and the line of a question whose id is taken, and of a lesson that is too short or lacks a part', async () => {
    const questions = 'walkthroughs/practitioner/questions/cct.yaml';
    const lesson = 'walkthroughs/practitioner/lessons/cct/lire.md';
    edit(questions, text => text.replace('- id: practitioner.cct.q03\n', '- id: practitioner.cct.q02\n'));
    edit(lesson, text => text.split('\n## Deux numéros')[0] ?? '');
    const { out } = await check();
    assert.match(out, new RegExp(`^${questions}:\\d+: practitioner\\.cct\\.q02 : .*employé deux fois`, 'm'));
    assert.match(out, new RegExp(`^${lesson}:${lineOf(lesson, 'Cinquante-cinq')}: practitioner\\.cct\\.lire : \\d+ mots hors des blocs de code`, 'm'));
    assert.match(out, new RegExp(`^${lesson}:\\d+: practitioner\\.cct\\.lire : il manque la partie « ## Les pièges »`, 'm'));
  });

  it('reports a damaged file on its line, and only that', async () => {
    edit('walkthroughs/practitioner/module.yaml', text => text.replace('id: practitioner', 'id: [practitioner'));
    const { code, out } = await check();
    assert.equal(code, 1);
    assert.match(out, /^walkthroughs\/practitioner\/module\.yaml:\d+: /m);
    assert.doesNotMatch(out, /introuvable/);
  });

  it('reports a field that is not expected, and a lesson without a header', async () => {
    edit('walkthroughs/misconceptions.yaml', text => text.replace('  belief:', '  croyance: x\n  belief:'));
    writeFileSync(path.join(root, 'walkthroughs/practitioner/lessons/cct/vide.md'), 'Rien.\n');
    const { out } = await check();
    assert.match(out, /^walkthroughs\/misconceptions\.yaml:\d+: /m);
    assert.match(out, /vide\.md:1: en-tête absent/);
  });

  it('exits 2 on a folder without content, or that does not exist', async () => {
    mkdirSync(path.join(root, 'vide'));
    const empty = await check('vide');
    assert.deepEqual([empty.code, /aucun module/.test(empty.err)], [2, true]);
    assert.equal((await check('absent')).code, 2);
  });
});
