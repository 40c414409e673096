import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/core/analysis/text';
import { analysisOf, cards, underlined } from '../../../support/analysis';

const of = (text: string, file = 'src/a.ts') => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule.startsWith('typescript/'));
const rules = (text: string, file?: string) => of(text, file).map(({ rule, key }) => `${rule.slice('typescript/'.length)}:${key.split('|')[0] ?? ''}`);

describe('the linter', () => {
  for (const [text, expected] of Object.entries({
    "setTimeout('run()', 1);": 'no-dynamic-code:implied',
    "export const f = new Function('return 1');": 'no-dynamic-code:function',
    "import https from 'https';\nexport const a = new https.Agent({ 'rejectUnauthorized': false });": 'tls-verified:option',
    "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';": 'tls-verified:environment',
    "export const q = (db: Db, id: string) => db.query('select * from a where id = ' + id);": 'no-built-sql:concatenation',
    "export const resetToken = () => { const token = Math.random(); return token; };": 'no-weak-random:random',
    "export const a = /^(\\w+\\s?)*$/;": 'no-unsafe-regex:slow',
    "export const a = (s: string) => typeof s === 'strnig';": 'likely-bug:typeof',
    "export const a = { b: 1, b: 2 };": 'likely-bug:same-key',
    "export const a = (x: number) => x === NaN;": 'likely-bug:nan',
    "export const a = (x: number) => ['total : ${x}', x];": 'likely-bug:template',
  })) it(`finds ${expected} in ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(rules(text), [expected]));

  for (const text of [
    "export const q = (db: Db, id: string) => db.query('select * from a where id = $1', [id]);", "const TABLE = 'a';\nexport const q = (db: Db) => db.query(`select * from ${TABLE}`);", "export const color = Math.random();", "export const a = /^(\\d+(?:\\.\\d+)?)(?:\\s*(kb|mb))?$/u;", "export const a = /^(\\w+,)*\\w+$/;",
    "export const a = { rejectUnauthorized: process.env.NODE_ENV === 'production' };", "// eval('1')\nexport const a = \"eval('1')\";", "export const a = (x: unknown) => x == null;", "try { run(); } catch (error) { console.error(error); }", "if (a) {}",
    "// eslint-disable-next-line no-eval -- bac à sable isolé\nexport const a = eval('1');",
  ]) it(`finds nothing in ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(rules(text), []));

  it('reads JavaScript, JSX and the scripts of Vue, and leaves tests alone', () => {
    assert.deepEqual(rules("module.exports = eval('1');", 'a.cjs'), ['no-dynamic-code:eval']);
    assert.deepEqual(rules("export const A = () => <b title={eval('1')} />;", 'a.jsx'), ['no-dynamic-code:eval']);
    const vue = "<template>\n  <b/>\n</template>\n<script setup lang=\"ts\">\nconst a: number = eval('1');\n</script>\n";
    const [finding] = of(vue, 'a.vue');
    assert.equal(finding && underlined(vue, finding), 'eval');
    assert.deepEqual(rules("eval('1');", 'src/a.test.ts'), []);
  });

  it('mends with ESLint’s own fix, and leaves the rest byte for byte', () => {
    const text = "\uFEFF// tête\r\nexport const f = (v: unknown) => typeof v == 'string'; // fin\r\nexport const g = () => {\r\n  let x = 1;\r\n  return x;\r\n};\r\n";
    const edits = of(text).flatMap(({ fix }) => fix?.edits ?? []);
    assert.equal(applyEdits(text, edits), text.replace('==', '===').replace('let x', 'const x'));
  });

  it('says where TypeScript stops being readable, and lints the other files', () => {
    const { unreadable, findings } = analysisOf({ 'src/a.ts': 'export const a = {;\n', 'src/b.ts': "eval('1');" });
    assert.deepEqual(unreadable.map(({ file, range }) => [file, range?.start.line]), [['src/a.ts', 0]]);
    assert.deepEqual(findings.map(({ location }) => location.file), ['src/b.ts']);
  });

  it('has a reading in the card of every rule it may report', async () => {
    const { lintRules, shapes } = await import('../../../../src/node/code/lint-rules');
    for (const { rule, variant } of [...Object.values(lintRules), ...Object.values(shapes)]) assert.ok(cards.find(({ id }) => id === rule)?.variants.some(({ id }) => id === variant), `${rule} ${variant}`);
  });

  it('says nothing of what a tool wrote on one line, under any name', () => {
    const line = 'var a=b==c;';
    assert.deepEqual(analysisOf({ 'src/lib.js': line.repeat(500) }).findings, []);
    assert.ok(analysisOf({ 'src/lib.js': `${line}\n`.repeat(500) }).findings.length > 0);
  });
});
