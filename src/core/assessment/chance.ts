import type { Question } from '../curriculum/schemas';
import { linesOf } from './response';

/** The chance, from 0 to 1, of the exact answer for someone who knows nothing and answers at random, by what the form of the question lets them choose from. */
export function chanceOf(question: Question): number {
  const n = question.options.length;
  switch (question.kind) {
    case 'single':
    case 'outcome': return 1 / n;
    // Every set of boxes but the empty one, which is no answer.
    case 'multiple': return 1 / (2 ** n - 1);
    case 'two-tier': return 1 / (2 * n);
    case 'order': return 1 / arrangements(n, n);
    case 'match': return 1 / arrangements(n, question.items.length);
    case 'faulty-line': return 1 / linesOf(question).filter(line => line.trim() !== '').length;
  }
}

/** In how many ways `k` of `n` things can be put in a row. */
function arrangements(n: number, k: number): number {
  let ways = 1;
  for (let left = n; left > n - k; left--) ways *= left;
  return ways;
}
