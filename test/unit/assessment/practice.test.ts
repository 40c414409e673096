import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCompleted, practice, practiceState, startPractice, type PracticeEvent, type PracticeState } from '../../../src/core/assessment/practice';
import { bankOf, choice, ids } from './fixtures';

const bank = bankOf();
const start = (seed = 1) => startPractice({ id: 's', startedAt: '2026-11-24T08:00:00.000Z', scope: 'demo', module: 'demo', content: 'v1', seed, questions: [...bank.values()] });
const play = (state: PracticeState, ...events: PracticeEvent[]) => events.reduce((s, event) => practice(s, event, bank), state);
/** Places on the page of the options with these indices. */
const places = (state: PracticeState, item: number, ...indices: number[]) => indices.map(i => state.items[item]?.places.indexOf(i) ?? -1);

describe('practice session', () => {
  it('orders options by seed: the same seed the same order, and every order comes up', () => {
    assert.deepEqual(start(7), start(7));
    const orders = new Set(Array.from({ length: 60 }, (_, seed) => start(seed).items[0]?.places.join()));
    assert.equal(orders.size, 6);
  });

  it('goes from answer to feedback to the next question, and ends after the last', () => {
    let state = start();
    state = play(state, { type: 'answer', item: 0, response: places(state, 0, 0) });
    assert.equal(state.phase, 'feedback');
    assert.deepEqual(state.items[0]?.answer, { response: [0], correct: true, credit: 1 });
    state = play(state, { type: 'next', item: 0 }, { type: 'answer', item: 1, response: places(state, 1, 2) }, { type: 'next', item: 1 }, { type: 'answer', item: 2, response: places(state, 2, 0) });
    assert.equal(isCompleted(state), false);
    state = play(state, { type: 'next', item: 2 });
    assert.equal(state.phase, 'finished');
    assert.equal(isCompleted(state), true);
    assert.deepEqual(state.items.map(i => i.answer?.correct), [true, false, true]);
  });

  it('ignores a double submit, a late message, an unknown option, an empty answer and two ticks on a single choice', () => {
    const state = start();
    for (const response of [[], [9], [-1], [0, 1], [0, 0], [0.5]]) assert.equal(play(state, { type: 'answer', item: 0, response }), state);
    assert.equal(play(state, { type: 'answer', item: 1, response: [0] }), state);
    assert.equal(play(state, { type: 'next', item: 0 }), state);
    const answered = play(state, { type: 'answer', item: 0, response: [0] });
    for (const event of [{ type: 'answer', item: 0, response: [1] }, { type: 'select', item: 0, response: [1] }, { type: 'confidence', item: 0, level: 'sure' }, { type: 'next', item: 1 }] as const) {
      assert.equal(play(answered, event), answered);
    }
    const moved = play(answered, { type: 'next', item: 0 });
    assert.equal(play(moved, { type: 'next', item: 0 }), moved);
  });

  it('keeps what is ticked and not submitted, and how sure the learner is', () => {
    const state = start();
    const ticked = play(state, { type: 'select', item: 0, response: places(state, 0, 2) }, { type: 'confidence', item: 0, level: 'unsure' });
    assert.deepEqual(ticked.items[0]?.draft, [2]);
    assert.equal(ticked.items[0]?.confidence, 'unsure');
    assert.deepEqual(play(ticked, { type: 'select', item: 0, response: [] }).items[0]?.draft, []);
  });

  it('can be ended early, without counting as completed, and reread', () => {
    const state = play(start(), { type: 'answer', item: 0, response: [0] }, { type: 'finish' });
    assert.equal(isCompleted(state), false);
    assert.equal(play(state, { type: 'completionRecorded' }), state);
    assert.equal(play(state, { type: 'review', item: 0 }).reviewing, 0);
    assert.equal(play(state, { type: 'review', item: 1 }), state, 'an unanswered question is not shown with its answers');
    assert.equal(play(state, { type: 'review', item: 0 }, { type: 'summary' }).reviewing, undefined);
  });

  it('stays valid and serialisable, never loses or changes an answer, whatever is sent', () => {
    const item = fc.integer({ min: -1, max: 4 });
    const response = fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 5 });
    const event = fc.oneof(
      fc.record({ type: fc.constantFrom('select' as const, 'answer' as const), item, response }),
      fc.record({ type: fc.constantFrom('next' as const, 'review' as const, 'recorded' as const), item }),
      fc.record({ type: fc.constantFrom('finish' as const, 'summary' as const, 'completionRecorded' as const) }),
      fc.record({ type: fc.constant('confidence' as const), item, level: fc.constantFrom('guess' as const, 'sure' as const) }),
    );
    fc.assert(fc.property(fc.array(event, { maxLength: 40 }), fc.nat(), (events, seed) => {
      let state = start(seed);
      for (const e of events) {
        const next = practice(state, e, bank);
        state.items.forEach((i, at) => i.answer && assert.deepEqual(next.items[at]?.answer, i.answer));
        state = next;
      }
      assert.deepEqual(practiceState.parse(JSON.parse(JSON.stringify(state))), state);
    }));
  });

  it('draws on a bank that lost the question without failing', () => {
    const state = start();
    assert.equal(practice(state, { type: 'answer', item: 0, response: [0] }, new Map()), state);
    assert.equal(practice(state, { type: 'answer', item: 0, response: [2] }, bankOf([choice(ids[0], 1, 2)])).phase, 'feedback');
  });
});
