import assert from 'node:assert/strict';
import { findCycle, sourceImports } from './imports';
import { law, surfaceOf } from './law';

const files = sourceImports();
const edges = files.flatMap(({ file, own, packages }) => [...own, ...packages.map(name => `package:${name}`)].map(to => ({ from: file, to })));

describe('who may know whom', () => {
  it('reads the imports of the whole house', () => {
    assert.ok(files.length > 50);
    assert.ok(edges.some(e => e.from === 'src/extension.ts' && e.to === 'src/vscode/kit/compose.ts'));
    assert.ok(edges.some(e => e.from.startsWith('src/vscode/') && e.to === 'package:vscode'));
  });

  for (const rule of law) {
    it(`${rule.from.source} knows nothing of ${rule.forbids.source}`, () => {
      const broken = edges.filter(({ from, to }) => rule.from.test(from) && rule.forbids.test(to));
      assert.deepEqual(broken.map(({ from, to }) => `${from} imports ${to}: ${rule.instead}`), []);
    });
  }

  it('lets surfaces meet only in extension.ts and through the kit', () => {
    const broken = edges.filter(({ from, to }) => surfaceOf(from) && surfaceOf(to) && surfaceOf(from) !== surfaceOf(to));
    assert.deepEqual(broken.map(({ from, to }) => `${from} imports ${to}: call the other surface by its command, or move the shared part into src/vscode/kit`), []);
  });

  it('has no circle', () => {
    const cycle = findCycle(files);
    assert.equal(cycle, undefined, `${cycle?.join(' → ')}: move what both need into a file of its own`);
  });

  it('sees a circle when there is one', () => {
    const file = (name: string, ...values: string[]) => ({ file: name, own: values, values, packages: [], lines: 1 });
    assert.deepEqual(findCycle([file('a', 'b'), file('b', 'c'), file('c', 'b')]), ['b', 'c', 'b']);
    assert.equal(findCycle([file('a', 'b', 'c'), file('b', 'c'), file('c')]), undefined);
  });
});

describe('size', () => {
  it('keeps extension.ts a table of contents', () => {
    const lines = files.find(f => f.file === 'src/extension.ts')?.lines ?? Infinity;
    assert.ok(lines < 100, `src/extension.ts has ${lines} lines: it only lists features, move the rest into src/vscode`);
  });

  it('keeps files small', () => {
    const long = files.filter(f => f.lines > 400).map(f => `${f.file} has ${f.lines} lines: split it along what it decides`);
    assert.deepEqual(long, []);
  });
});
