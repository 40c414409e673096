import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grade } from '../../../src/core/assessment/grade';
import type { Question } from '../../../src/core/curriculum/schemas';
import { choice, kinds, other } from './fixtures';

const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('grade', () => {
  it('counts a single choice right or wrong, with nothing between', () => {
    const question = choice('demo.un.q01', 1, 3);
    assert.deepEqual(grade(question, [0]), { correct: true, credit: 1 });
    assert.deepEqual(grade(question, [2]), { correct: false, credit: 0 });
  });

  it('takes the share of wrong options ticked from the share of right ones', () => {
    const question = choice('demo.un.q01', 2, 3);
    assert.deepEqual(grade(question, [0, 1]), { correct: true, credit: 1 });
    assert.deepEqual(grade(question, [0]), { correct: false, credit: 1 / 2 });
    assert.deepEqual(grade(question, [0, 1, 2]), { correct: false, credit: 1 - 1 / 3 });
    assert.equal(grade(question, [0, 2, 3]).credit, 0);
  });

  it('gives nothing for ticking all or none, however many options there are', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 6 }), (right, wrong) => {
      const question = choice('demo.un.q01', right, wrong);
      for (const blind of [indices(right + wrong), []]) assert.deepEqual(grade(question, blind), { correct: false, credit: 0 });
    }));
  });

  it('gives full credit to the exact answer alone', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.nat(), (right, wrong, mask) => {
      const response = indices(right + wrong).filter(i => (mask >> i) & 1);
      const { correct, credit } = grade(choice('demo.un.q01', right, wrong), response);
      const exact = response.length === right && response.every(i => i < right);
      assert.equal(correct, exact);
      assert.equal(credit === 1, exact);
    }));
  });
});

describe('blind strategies', () => {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const expected = (question: Question, responses: readonly (readonly number[])[]) => mean(responses.map(response => grade(question, response).credit));
  const orders = (items: readonly number[]): number[][] => (items.length === 0 ? [[]] : items.flatMap(first => orders(items.filter(i => i !== first)).map(rest => [first, ...rest])));
  const near = (actual: number, wanted: number) => assert.ok(Math.abs(actual - wanted) < 1e-12, `${actual} is not ${wanted}`);

  it('choose one of n options: 1/n', () => near(expected(kinds.outcome, indices(3).map(i => [i])), 1 / 3));

  it('choose a verdict and one of four reasons: 1/8', () => near(expected(kinds.twoTier, [0, 1].flatMap(verdict => indices(4).map(reason => [verdict, reason]))), 1 / 8));

  it('need both tiers right', () => {
    assert.equal(grade(kinds.twoTier, [1, 0]).correct, true);
    for (const half of [[0, 0], [1, 1]]) assert.deepEqual(grade(kinds.twoTier, half), { correct: false, credit: 0 });
  });

  it('leave n steps as they come: what the inversions of a random order give', () => {
    // Numbers of orders of 3 and 4 things with 0, 1, 2… inversions (Mahonian numbers); each inversion costs two pairs.
    for (const inversions of [[1, 2, 2, 1], [1, 3, 5, 6, 5, 3, 1]]) {
      const pairs = inversions.length - 1;
      const size = pairs === 3 ? 3 : 4;
      const total = inversions.reduce((sum, count) => sum + count, 0);
      const wanted = inversions.reduce((sum, count, k) => sum + count * Math.max(0, 1 - (2 * k) / pairs), 0) / total;
      near(expected(other('demo.un.q13', size, 0, { kind: 'order' }), orders(indices(size))), wanted);
    }
  });

  it('give no credit to the reverse order', () => assert.equal(grade(kinds.order, [3, 2, 1, 0]).credit, 0));

  it('match at random: one in as many options; all with the same one: at most one pair', () => {
    const random = indices(4).flatMap(a => indices(4).flatMap(b => indices(4).map(c => [a, b, c])));
    near(expected(kinds.match, random), 1 / 4);
    for (const option of indices(4)) assert.ok(grade(kinds.match, [option, option, option]).credit <= 1 / 3);
    assert.equal(grade(kinds.match, [2, 0, 1]).correct, true);
  });

  it('point at any of n lines: 1/n', () => near(expected(kinds.faultyLine, indices(4).map(line => [line])), 1 / 4));
});
