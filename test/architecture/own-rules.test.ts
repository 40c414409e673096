import assert from 'node:assert/strict';
import { analyser } from '../../src/core/analysis/analyse';
import type { SourceFile } from '../../src/core/analysis/port';
import { readContent } from '../../src/node/content/authors';
import { readCode } from '../../src/node/code/reader';
import { readFolder } from '../../src/node/workspace';

describe('this repository under its own rules', () => {
  const { rules, catalogue } = readContent('.').catalog;
  const architecture = (files: readonly SourceFile[]) => analyser(rules.filter(({ id }) => id.startsWith('architecture/')), catalogue)(files, 'repository', undefined, readCode);
  const own = readFolder('.', file => /^(src\/.*\.tsx?|\.cpin\.yaml|tsconfig\.json)$/.test(file)).then(({ files }) => files);

  it('passes what it teaches of architecture', async () => {
    const { findings, unreadable } = architecture(await own);
    assert.deepEqual(findings.map(({ location, message }) => `${location.file}:${location.range.start.line + 1} ${message}`), []);
    assert.deepEqual(unreadable, []);
  });

  it('would not, if the core knew a machine or an upper room', async () => {
    const file = 'src/core/analysis/text.ts';
    const spoilt = (await own).map(one => (one.file === file ? { file, text: `import { readFile } from 'node:fs';\nimport '../labs/verify';\nimport './mend';\nimport '../../node/home';\n${one.text}\nexport const r = readFile;` } : one));
    assert.deepEqual([...new Set(architecture(spoilt).findings.map(({ rule }) => rule))].sort(), ['architecture/forbidden-import', 'architecture/no-cycle', 'architecture/pure-domain']);
  });
});
