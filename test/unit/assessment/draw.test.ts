import assert from 'node:assert/strict';
import { drawPractice } from '../../../src/core/assessment/draw';
import { choice } from './fixtures';

const id = (n: number) => `demo.un.q${String(n).padStart(2, '0')}`;
const questions = Array.from({ length: 12 }, (_, n) => choice(id(n), 1, 2, n === 0 ? { enemies: [id(1)] } : {}));

describe('draw of a practice session', () => {
  it('takes what was never seen, then what was missed, then the longest unseen', () => {
    const past = new Map(questions.slice(2).map((q, n) => [q.id, { last: n, correct: n !== 9 }]));
    const drawn = drawPractice(questions.slice(1), past, 3, 4).map(q => q.id).toSorted();
    assert.deepEqual(drawn, [id(1), id(2), id(11)]);
  });

  it('never puts enemies together, whatever the seed', () => {
    for (let seed = 0; seed < 300; seed++) {
      const drawn = drawPractice(questions, new Map(), 12, seed).map(q => q.id);
      assert.equal(drawn.length, 11);
      assert.ok(!(drawn.includes(id(0)) && drawn.includes(id(1))));
    }
  });

  it('asks each question once, in an order set by the seed', () => {
    const draw = (seed: number) => drawPractice(questions, new Map(), 5, seed).map(q => q.id);
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    assert.equal(new Set(draw(1)).size, 5);
  });
});
