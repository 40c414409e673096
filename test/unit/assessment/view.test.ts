import assert from 'node:assert/strict';
import fc from 'fast-check';
import { practice, startPractice, type PracticeState } from '../../../src/core/assessment/practice';
import { restorePractice } from '../../../src/core/assessment/restore';
import { viewOf } from '../../../src/core/assessment/view';
import type { Question } from '../../../src/core/curriculum/schemas';
import { bankOf, choice, ids, kinds, shelfOf } from './fixtures';

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
        return bankOf([{ ...question, options: question.options.map((o, i) => ({ ...o, correct: i === right, why: `SECRET ${right} ${i}` })) } as Question]);
      };
      const [one, two] = [keyed(key), keyed(other)];
      assert.equal(message(begin(one, seed), one), message(begin(two, seed), two));
    }));
  });

  it('keeps the secret of every kind', () => {
    for (const question of Object.values(kinds)) {
      const bank = bankOf([question]);
      const sent = message(begin(bank), bank);
      assert.doesNotMatch(sent, /secret/i);
      assert.doesNotMatch(sent, /"(correct|why|misconception|source|statement|line|option)"/);
    }
  });

  it('does not depend on the key of a two-tier, a match or a faulty line', () => {
    const same = (one: Question, two: Question) => assert.equal(message(begin(bankOf([one])), bankOf([one])), message(begin(bankOf([two])), bankOf([two])));
    same(kinds.twoTier, { ...kinds.twoTier, statement: true } as Question);
    const { match, faultyLine } = kinds;
    assert.ok(match.kind === 'match' && faultyLine.kind === 'faulty-line');
    same(match, { ...match, items: match.items.map((item, at) => ({ ...item, option: at })) });
    same(faultyLine, { ...faultyLine, options: faultyLine.options.map(option => ({ ...option, line: option.line + 1 })) });
  });

  it('says after grading where each step or pair goes, and what line was pointed at', () => {
    const feedback = (question: Question, response: number[]) => {
      const bank = bankOf([question]);
      const view = viewOf(practice(begin(bank), { type: 'answer', item: 0, response }, bank), shelfOf(bank));
      assert.ok(view.page === 'feedback', question.kind);
      return view.feedback;
    };
    const order = feedback(kinds.order, [0, 1, 2, 3]).options;
    assert.deepEqual(order.map(o => o.placed?.expected), ['1', '2', '3', '4']);
    assert.ok(order.every(o => o.correct === (o.placed?.yours === o.placed?.expected)));
    const match = feedback(kinds.match, [0, 0, 0]).options;
    assert.deepEqual(match.map(o => o.placed?.expected), ['option 2 de demo.un.q14', 'option 0 de demo.un.q14', 'option 1 de demo.un.q14', undefined]);
    assert.equal(feedback(kinds.faultyLine, [0]).elsewhere, '1. un');
    assert.equal(feedback(kinds.faultyLine, [2]).correct, true);
    assert.deepEqual(feedback(kinds.twoTier, [0, 0]).statement, { yours: true, expected: false });
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
