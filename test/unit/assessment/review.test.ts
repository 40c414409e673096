import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Rating } from 'ts-fsrs';
import { askable } from '../../../src/core/assessment/scope';
import { cardsOf, dailyStack, ratingOf, type ReviewAnswer } from '../../../src/core/assessment/review';
import type { Question } from '../../../src/core/curriculum/schemas';
import { choice } from './fixtures';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 1, 8);
const answer = (objective: string, days: number, correct: boolean, more: Partial<ReviewAnswer> = {}): ReviewAnswer => ({ objective, question: `${objective}.q`, at: start + days * day, correct, ...more });
const due = (...answers: ReviewAnswer[]) => ((cardsOf(answers).get('o')?.due ?? NaN) - start) / day;
const question = (id: string, name: string, use: Question['use'] = 'practice') => choice(id, 1, 2, { objective: `demo.un.${name}`, use });

describe('spaced review', () => {
  it('rates wrong as Again, right and unsure as Hard, right as Good', () => {
    assert.equal(ratingOf({ correct: false, confidence: 'sure' }), Rating.Again);
    assert.equal(ratingOf({ correct: true, confidence: 'guess' }), Rating.Hard);
    assert.equal(ratingOf({ correct: true, confidence: 'unsure' }), Rating.Hard);
    assert.equal(ratingOf({ correct: true, confidence: 'sure' }), Rating.Good);
    assert.equal(ratingOf({ correct: true }), Rating.Good);
  });

  it('comes back sooner after a wrong or unsure answer, later after each right one', () => {
    const [again, hard, good] = [due(answer('o', 0, false)), due(answer('o', 0, true, { confidence: 'unsure' })), due(answer('o', 0, true))];
    assert.ok(again < hard && hard < good, `${again} ${hard} ${good}`);
    assert.ok(again >= 1, 'never the same day');
    assert.ok(due(answer('o', 0, true), answer('o', good, true)) - good > good);
  });

  it('fades with time and is refreshed by an answer', () => {
    const card = cardsOf([answer('o', 0, true)]).get('o');
    assert.ok(card);
    const [now, later] = [card.retrievability(start), card.retrievability(start + 30 * day)];
    assert.ok(now > 0.99 && later < now);
    assert.ok(Math.abs(card.retrievability(card.due) - 0.9) < 0.03, 'due when nine in ten are remembered');
  });

  it('does not depend on the order in which the journal was read, and survives a clock that went back', () => {
    const answers = [answer('o', 0, true), answer('o', 3, false), answer('p', 1, true), answer('o', 9, true)];
    const dates = (list: readonly ReviewAnswer[]) => [...cardsOf(list)].map(([o, c]) => [o, c.due]).toSorted();
    fc.assert(fc.property(fc.shuffledSubarray(answers, { minLength: 4 }), list => assert.deepEqual(dates(list), dates(answers))));
    assert.ok(Number.isFinite(due(answer('o', 5, true), answer('o', -400, true))));
  });

  it('makes cards due for a failed check, five objectives a day at most, unless answered since', () => {
    const objectives = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const answers = objectives.map(o => answer(o, 0, true));
    const nudges = objectives.map((objective, n) => ({ objective, at: start + day + n }));
    const now = start + day + 100;
    assert.deepEqual([...cardsOf(answers, nudges).values()].filter(c => c.due <= now).map(c => c.objective), ['a', 'b', 'c', 'd', 'e']);
    const since = [...answers, { ...answer('a', 0, true), at: start + day + 50 }];
    assert.ok((cardsOf(since, nudges).get('a')?.due ?? 0) > now);
    assert.equal(cardsOf([], [{ objective: 'new', at: start }]).get('new')?.due, start);
  });

  it('stacks the due objectives, most forgotten first, each with its least recently seen question, within the day’s size', () => {
    const questions = [question('demo.un.q01', 'o'), question('demo.un.q02', 'o'), question('demo.un.q03', 'p'), question('demo.un.q04', 'p', 'exam'), question('demo.un.q05', 'never')];
    const answers = [answer('demo.un.o', 0, true, { question: 'demo.un.q01' }), answer('demo.un.p', 0, false, { question: 'demo.un.q03' })];
    const stack = (size: number, days: number, list = answers) => dailyStack(cardsOf(list), list, askable(questions, new Set()), start + days * day, size, 1).map(q => q.id);
    assert.deepEqual(stack(20, 60), ['demo.un.q03', 'demo.un.q02']);
    assert.deepEqual(stack(1, 60), ['demo.un.q03']);
    assert.deepEqual(stack(20, 0), []);
    assert.deepEqual(stack(1, 60, [...answers, answer('demo.un.z', 60, true)]), [], 'the day’s share is used up');
    assert.deepEqual(askable(questions, new Set(['demo.un.q04'])).map(q => q.id), questions.map(q => q.id), 'an exam that asked a question frees it');
  });
});
