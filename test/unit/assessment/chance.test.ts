import assert from 'node:assert/strict';
import { chanceOf } from '../../../src/core/assessment/chance';
import { grade } from '../../../src/core/assessment/grade';
import type { Response } from '../../../src/core/assessment/response';
import type { Question } from '../../../src/core/curriculum/schemas';
import { choice, kinds } from './fixtures';

// What the answers of someone who reads nothing are worth, kind by kind, found by trying every answer there is.

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const arrangements = (n: number, k: number): number[][] => (k === 0 ? [[]] : arrangements(n, k - 1).flatMap(some => range(n).filter(i => !some.includes(i)).map(i => [...some, i])));
const subsets = (n: number) => range(2 ** n).map(bits => range(n).filter(i => bits & (1 << i)));

/** Every complete answer that the form lets give, each as likely for who answers at random. */
function everyAnswer(question: Question): Response[] {
  const n = question.options.length;
  switch (question.kind) {
    case 'single':
    case 'outcome': return range(n).map(i => [i]);
    case 'multiple': return subsets(n).filter(some => some.length > 0);
    case 'two-tier': return [0, 1].flatMap(verdict => range(n).map(reason => [verdict, reason]));
    case 'order': return arrangements(n, n);
    case 'match': return arrangements(n, question.items.length);
    case 'faulty-line': return range(4).map(line => [line]);
  }
}

const all = { single: choice('demo.un.q01', 1, 2), multiple: choice('demo.un.q02', 2, 2), ...kinds };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('answering at random', () => {
  for (const [name, question] of Object.entries(all)) {
    it(`is exactly right as often as the model of mastery says: ${name}`, () => {
      const exact = mean(everyAnswer(question).map(answer => Number(grade(question, answer).correct)));
      assert.ok(Math.abs(exact - chanceOf(question)) < 1e-9, `${exact} against ${chanceOf(question)}`);
    });
  }

  it('earns the partial credit that chance gives, and nothing by ticking all or none', () => {
    const credit = (question: Question) => Number(mean(everyAnswer(question).map(answer => grade(question, answer).credit)).toFixed(4));
    assert.deepEqual(Object.fromEntries(Object.entries(all).map(([name, question]) => [name, credit(question)])), {
      // multiple: of the 15 sets of 2 right and 2 wrong options, 1 earns 1 and 4 earn a half. order: the mean of max(0, τ) over 24 orders, (1·1 + 3·4/6 + 5·2/6) / 24. match: each item goes with one of 4.
      single: 0.3333, multiple: 0.2, outcome: 0.3333, twoTier: 0.125, order: 0.1944, match: 0.25, faultyLine: 0.25,
    });
    const { multiple } = all;
    assert.deepEqual([grade(multiple, [0, 1, 2, 3]).credit, grade(multiple, []).credit], [0, 0]);
  });

  it('earns less than half by any blind strategy, whatever the kind', () => {
    const first: Record<string, Response> = { single: [0], multiple: [0], outcome: [0], twoTier: [0, 0], order: [0, 1, 2, 3], match: [0, 1, 2], faultyLine: [0] };
    // The same places on the page at each shuffle: over all shuffles, what "always the first ones" is worth.
    for (const [name, question] of Object.entries(all)) {
      const n = question.options.length;
      const shuffles = arrangements(n, n);
      const blind = mean(shuffles.map(places => {
        const answer = first[name] ?? [];
        const placed = question.kind === 'two-tier' ? [answer[0] ?? 0, places[answer[1] ?? 0] ?? 0] : question.kind === 'faulty-line' ? answer : answer.map(place => places[place] ?? 0);
        return grade(question, placed).credit;
      }));
      assert.ok(blind < 0.5, `${name}: ${blind}`);
    }
  });
});
