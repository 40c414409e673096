import assert from 'node:assert/strict';
import { practice, startPractice, type PracticeState } from '../../../src/core/assessment/practice';
import { restorePractice } from '../../../src/core/assessment/restore';
import { bankOf, choice, ids } from './fixtures';

const bank = bankOf();
const start = () => startPractice({ id: 's', startedAt: '2026-11-24T08:00:00.000Z', scope: 'demo', module: 'demo', content: 'v1', seed: 3, questions: [...bank.values()] });
const answer = (state: PracticeState, item: number) => practice(state, { type: 'answer', item, response: [0] }, bank);
const without = (...gone: string[]) => bankOf([...bank.values()].filter(q => !gone.includes(q.id)));

describe('restored session', () => {
  it('comes back as it was when nothing changed', () => {
    for (const state of [start(), answer(start(), 0), practice(start(), { type: 'finish' }, bank)]) assert.deepEqual(restorePractice(state, bank, 'v1', []), state);
  });

  it('takes an answer that the journal holds and the saved state had not, and shows its feedback', () => {
    const restored = restorePractice(start(), bank, 'v1', [{ question: ids[0], response: [0], correct: true }]);
    assert.equal(restored.phase, 'feedback');
    assert.deepEqual(restored.items[0]?.answer, { response: [0], correct: true, credit: 1 });
    assert.equal(restored.items[0]?.recorded, true);
  });

  it('leaves an answer that the journal does not hold to be recorded', () => {
    const restored = restorePractice(answer(start(), 0), bank, 'v1', []);
    assert.equal(restored.items[0]?.recorded, false);
    assert.equal(restorePractice(restored, bank, 'v1', [{ question: ids[0], response: [1], correct: false }]).items[0]?.recorded, true);
  });

  it('passes over a question that changed or went, and keeps what was ticked', () => {
    const ticked = practice(start(), { type: 'select', item: 0, response: [0] }, bank);
    const changed = restorePractice(ticked, bankOf([choice(ids[0], 1, 3), choice(ids[2], 1, 1)]), 'v2', []);
    assert.deepEqual(changed.items.map(i => i.gone), ['changed', 'removed', undefined]);
    assert.equal(changed.current, 2);
    assert.equal(changed.content, 'v2');
    assert.deepEqual(changed.items[0]?.draft, ticked.items[0]?.draft);
  });

  it('asks again a question that came back as it was', () => {
    const gone = restorePractice(start(), without(ids[0]), 'v2', []);
    assert.equal(gone.current, 1);
    assert.equal(restorePractice(gone, bank, 'v3', []).items[0]?.gone, undefined);
  });

  it('keeps the verdict of an answered question that changed, and moves on', () => {
    const restored = restorePractice(answer(start(), 0), without(ids[0]), 'v2', []);
    assert.ok(restored.items[0]?.answer);
    assert.equal(restored.phase, 'answering');
    assert.equal(restored.current, 1);
  });

  it('ends when no question is left', () => {
    const restored = restorePractice(start(), new Map(), 'v2', []);
    assert.equal(restored.phase, 'finished');
  });
});
