import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grade } from '../../../src/core/assessment/grade';
import { choice } from './fixtures';

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
