import assert from 'node:assert/strict';
import { readerState } from '../../../src/protocol/reader';
import { current, move, scrolled, visit } from '../../../src/vscode/reader/history';

const walk = (...refs: string[]) => refs.reduce<ReturnType<typeof visit> | undefined>((state, ref) => visit(state, ref), undefined)!;

describe('reader history', () => {
  it('goes back and forward, and stops at both ends', () => {
    const there = walk('a', 'b');
    assert.equal(current(move(there, -1)), 'a');
    assert.equal(current(move(move(there, -1), 1)), 'b');
    assert.deepEqual(move(there, 1), there);
    assert.equal(current(move(move(there, -1), -1)), 'a');
  });
  it('forgets what was ahead when a page is opened', () => assert.deepEqual(visit(move(walk('a', 'b'), -1), 'c').entries.map(e => e.ref), ['a', 'c']));
  it('does not repeat the page shown', () => assert.equal(walk('a', 'a').entries.length, 1));
  it('remembers where each page was left', () => {
    const left = move(visit(scrolled(walk('a'), 'a', 120), 'b'), -1);
    assert.equal(left.entries[left.at]?.scroll, 120);
  });
  it('ignores where a page already left was', () => assert.deepEqual(scrolled(walk('a', 'b'), 'a', 9), walk('a', 'b')));
  it('keeps what can be given back after a reload, however long one read', () => {
    const long = walk(...Array.from({ length: 500 }, (_, i) => `p${i}`));
    assert.equal(current(long), 'p499');
    assert.ok(readerState.safeParse(long).success);
  });
  it('survives a saved place that is not in the history', () => assert.equal(current({ entries: [{ ref: 'a', scroll: 0 }], at: 7 }), 'a'));
});
