import assert from 'node:assert/strict';
import fc from 'fast-check';
import { practice, startPractice, type PracticeState } from '../../../src/core/assessment/practice';
import { restorePractice } from '../../../src/core/assessment/restore';
import { viewOf } from '../../../src/core/assessment/view';
import type { Question } from '../../../src/core/curriculum/schemas';
import { bankOf, choice, ids, shelfOf } from './fixtures';

const begin = (bank: Map<string, Question>, seed = 5) => startPractice({ id: 's', startedAt: '2026-11-24T08:00:00.000Z', scope: 'demo.un', module: 'demo', content: 'v1', seed, questions: [...bank.values()] });
const message = (state: PracticeState, bank = bankOf()) => JSON.stringify(viewOf(state, shelfOf(bank)));

describe('what the page is told', () => {
  it('holds no right answer, reason, misconception or source before grading', () => {
    const sent = message(practice(begin(bankOf()), { type: 'select', item: 0, response: [0] }, bankOf()));
    assert.doesNotMatch(sent, /secret/i);
    assert.doesNotMatch(sent, /"(correct|why|misconception|source|digest|difficulty)"/);
    assert.match(sent, /option 0 de/);
  });

  it('is the same whichever option is right: nothing in it depends on the key', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(3), fc.nat(3), (seed, key, other) => {
      const keyed = (right: number) => {
        const question = choice(ids[0], 1, 3);
        return bankOf([{ ...question, options: question.options.map((o, i) => ({ ...o, correct: i === right, why: `SECRET ${right} ${i}` })) }]);
      };
      const [one, two] = [keyed(key), keyed(other)];
      assert.equal(message(begin(one, seed), one), message(begin(two, seed), two));
    }));
  });

  it('shows no unanswered question with its answers after an early end', () => {
    const bank = bankOf();
    const state = practice(practice(begin(bank), { type: 'answer', item: 0, response: [0] }, bank), { type: 'finish' }, bank);
    const view = viewOf(state, shelfOf(bank));
    assert.equal(view.page, 'summary');
    assert.doesNotMatch(JSON.stringify(view), /secret/i);
  });

  it('shows after grading each option in the order of the page, with its verdict, reason and source', () => {
    const bank = bankOf();
    const state = practice(begin(bank), { type: 'answer', item: 0, response: [1] }, bank);
    const view = viewOf(state, shelfOf(bank));
    assert.ok(view.page === 'feedback');
    assert.deepEqual(view.feedback.options.map(o => o.text), view.question.options);
    assert.deepEqual(view.feedback.options.map(o => o.selected), [false, true, false]);
    const right = view.feedback.options.find(o => o.correct);
    assert.deepEqual(right?.source, { href: 'coach:source:secret-source#section-0', title: 'SECRET titre — SECRET section' });
    assert.equal(view.last, false);
  });

  it('says where one is, and that questions were passed over', () => {
    const view = viewOf(restorePractice(begin(bankOf()), bankOf([choice(ids[1], 2, 2), choice(ids[2], 1, 2)]), 'v2', []), shelfOf());
    assert.ok(view.page === 'question');
    assert.deepEqual([view.number, view.total, view.changed, view.removed, view.title], [1, 1, 1, 1, 'Compétence un']);
  });

  it('sums up the score and what to review, by competence and objective, with the lesson', () => {
    const bank = bankOf();
    let state = begin(bank);
    for (let item = 0; item < 3; item++) {
      const right = state.items[item]?.places.indexOf(item === 2 ? 0 : 1) ?? 0;
      state = practice(practice(state, { type: 'answer', item, response: [right] }, bank), { type: 'next', item }, bank);
    }
    const view = viewOf(state, shelfOf(bank));
    assert.ok(view.page === 'summary');
    assert.deepEqual([view.summary.correct, view.summary.answered, view.summary.total, view.completed], [1, 3, 3, true]);
    assert.deepEqual(view.summary.review, [{ competence: 'demo.un', title: 'Compétence un', objectives: [{ objective: 'demo.un.objectif', html: 'Savoir faire', missed: 2, lesson: { href: 'coach:lesson:demo.un.objectif', title: 'La leçon' } }] }]);
  });
});
