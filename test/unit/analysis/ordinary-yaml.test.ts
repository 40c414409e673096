import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { isMap, isScalar, isSeq } from 'yaml';
import { parseAsCluster } from '../../../src/core/analysis/yaml/cluster';
import { ordinaryDocuments, ordinaryValues } from '../../../src/core/analysis/yaml/ordinary';
import { toPlain } from '../../../src/core/analysis/yaml/plain';
import { manifest } from '../../bench/support/manifests.mjs';

const filesIn = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name)).map(name => fs.readFileSync(path.join(folder, name), 'utf8'));
const manifests = [manifest(0), manifest(1), ...filesIn('test/oracles/corpus'), ...filesIn('labs')].filter(text => text.length < 3000);

/** All that is said of a node, but for where a block ends. */
function shown(node: unknown): unknown {
  if (isScalar(node)) return [node.value, node.source, node.type, node.range?.slice(0, 2), node.anchor, node.tag];
  if (!isMap(node) && !isSeq(node)) return node;
  const items: readonly unknown[] = isMap(node) ? node.items.map(({ key, value }) => [shown(key), shown(value)]) : node.items.map(shown);
  return [node.range?.slice(0, node.flow ? 2 : 1), node.flow, node.anchor, node.tag, items];
}

/** What is given is what the library reads, of a text in which it sees no fault; false when nothing is given. */
function agrees(text: string): boolean {
  const own = ordinaryValues(text);
  if (own === undefined) return false;
  const documents = parseAsCluster(text);
  const read = documents.map(document => ({ ...toPlain(document), errors: document.errors }));
  assert.deepEqual(read.flatMap(({ problems, errors }) => [...problems, ...errors]), [], text);
  assert.deepEqual(own, read.map(({ value }) => value), text);
  // An empty document holds nothing, or a scalar that is nothing.
  assert.deepEqual(ordinaryDocuments(text)?.map(({ contents }) => shown(contents)), documents.map(({ contents }) => (isScalar(contents) ? null : shown(contents))), text);
  return true;
}

/** Texts of no ordinary shape, or wrong: they are the library's. */
const left = ['', '# rien\n', 'a: &x 1\n', 'a: *x\n', 'a: !t 1\n', '<<: {a: 1}\n', 'a:\tb\n', 'a: b\rc: d\n', 'a: b\n  c: d\n', 'a: [b,\n  c]\n', 'a: 1\na: 2\n', 'yes: 1\n', 'null: 1\n', '__proto__: 1\n',
  '- - a\n', '-\n  a: 1\n', 'a: b: c\n', 'a: "\\x41"\n', '.inf: 1\n', 'a: |+\n  b\n', 'a: >\n  b\n', 'a: |\n  b', 'a: |\n\n  b\n', 'a: |\n   b\n  c\n', ' a: 1\n', 'a:\n   b: 1\n  c: 2\n', 'a: 1\n- b\n', '- a\nb: 1\n', 'a: @b\n', 'a: {b: c, b: d}\n', 'a: [b, ]\n', '? a\n', '--- a\n', 'a: 1\n...\n', '%YAML 1.2\n---\na: 1\n',
  'a: b # c\n  d\n', 'a: b\n  c: d\n', 'a: b\n  c # d\n', 'a: b\n  # c\n  d\n', 'a: "b\n', "a: 'b\nc'\n", 'a: "b\\\n\n  c"\n', 'a: "b\\ \n  c"\n', 'a: "b\\x41\n  c"\n', 'a: "b\n  c" d\n', 'a:\n  b\n  c\n', 'a: b\n  c:\n'];

/** Each way of writing that is read at once. */
const taken = ['a: 1\n', 'a: 010\nb: 0x1F\nc: 1_000\nd: 1:30\ne: .5\nf: -1\ng: 1e3\nh: 2024-01-01\n', 'a: yes\nb: Off\nc: ~\nd: null\ne:\nf: "yes"\ng: \'1\'\n', 'a: b # c\n# d\nb: c#d\n'.replace('c#d', 'd'), 'a:\n- b\n- c: 1\n  d: 2\ne: f\n', 'a:\n  - b:\n    - c\n    d: [e, "f", {g: h}]\n', 'a: {}\nb: []\n', 'a: |\n  b\n\n   c\n\nd: |-\n  e\n',
  '---\na: 1\n---\n---\n- b\n', '"a b": 1\n\'c/d\': 2\n', 'a: http://x:80/y\nb: c:d\n', 'a: "b \\"c\\"\\n\\\\"\nd: \'it\'\'s\'\n', '- --port=80\n- -c\n- -1\n', 'a: [-c, --d, .5]\n', '.dockerconfigjson: a\n', 'a: 1', '- a\n- "b"\n- {c: d}\n- |\n  e\n', 'a:   b   \n',
  'a: b\n  c\n', 'a: b  \n  c  \n\n    d\n\n\n  - e\nf: g\n', '- a\n  b\n- c: d\n    e "f"\n  g: h\n', 'a: yes\n  no\n', 'a: b\n  c\n  # d\ne: f\n', 'a: "b\n  c"\n', 'a: "b  \n\n  c # d\n  e: f  "  # g\nh: i\n', "a: 'it''s\n\n\n  b ''c'' '\n", "- 'a\n  b'\n", 'a: "\n  b\n  "\n', 'a: b\n  {c}\n', 'a: "b\\n---\\nc \\"d\\"\n  e\\\n  \\ f \\\\\n  g"\n', 'a: été\nb: « c »\n', 'a: ^[b]$\n'];

describe('YAML of an ordinary shape', () => {
  it('is read as the library reads it', () => {
    for (const text of taken) for (const written of [text, text.replaceAll('\n', '\r\n')]) assert.ok(agrees(written), written);
  });

  it('is all that is read at once', () => {
    for (const text of left) assert.equal(ordinaryValues(text), undefined, JSON.stringify(text));
  });

  it('is what most manifests are written in', () => {
    const read = manifests.filter(agrees).length;
    assert.ok(read > manifests.length / 2, `${read} of ${manifests.length}`);
  });

  it('stays as the library reads it when lines move and marks are put in', () => {
    const marks = ['--', '\\"', '\\n', '\'\'', '- ', ': ', ':', ' #', '"', "'", '[', '{', '}', ', ', '|', '|-', '>', '&a ', '*a', '!t ', '?', '~', 'null', 'yes', '010', '1_0', '1:30', '1e3', '.inf', '<<', '@', '---', '\n---\n', '\n\n', '\n  ', '\n- ', 'a: b', 'a:', 'key: |\n  x\n', '\\', 'é', '\u00a0', '\u2028', '\uFEFF', '\r', '\t', '- - a', '{a: b}', '[]', '\n#c\n', '   ', ''];
    const change = fc.tuple(fc.nat(3000), fc.constantFrom(...marks), fc.nat(3), fc.nat(6));
    let read = 0;
    fc.assert(fc.property(fc.constantFrom(...manifests), fc.nat(60), fc.integer({ min: 1, max: 12 }), fc.array(change, { minLength: 1, maxLength: 3 }), (text, from, count, changes) => {
      let lines = text.split('\n').slice(from, from + count);
      const margin = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)));
      lines = lines.map(line => line.slice(Math.min(margin, line.length)));
      let changed = `${lines.join('\n')}\n`;
      for (const [place, mark, cut, indent] of changes) {
        const at = place % (changed.length + 1);
        const start = changed.lastIndexOf('\n', at) + 1;
        changed = mark === '' ? changed.slice(0, start) + ' '.repeat(indent) + changed.slice(start).trimStart() : changed.slice(0, at) + mark + changed.slice(at + cut);
      }
      if (agrees(changed)) read++;
    }), { numRuns: 4000 });
    assert.ok(read > 200, `${read} were read`);
  });
});
