import type { Question } from '../curriculum/schemas';
import type { Response } from './response';

export interface Grade {
  /** The verdict that counts: everything right and nothing more. */
  readonly correct: boolean;
  /** From 0 to 1, shown beside the verdict in practice and counted nowhere; 1 for the exact answer alone. */
  readonly credit: number;
}

/** Grades a complete response, in the author's order. Blind strategies (tick all, tick none) earn no credit. */
export function grade(question: Question, response: Response): Grade {
  const credit = creditOf(question, response);
  return { correct: credit === 1, credit };
}

function creditOf(question: Question, response: Response): number {
  const [first = -1, second = -1] = response;
  switch (question.kind) {
    case 'single':
    case 'outcome': return response.length === 1 && question.options[first]?.correct ? 1 : 0;
    case 'multiple': return multiple(question.options, response);
    // The right verdict for a wrong reason is what this kind is there to find.
    case 'two-tier': return (first === 0) === question.statement && question.options[second]?.correct ? 1 : 0;
    case 'order': return Math.max(0, kendall(response));
    case 'match': return question.items.filter((item, at) => response[at] === item.option).length / question.items.length;
    case 'faulty-line': return question.options.some(option => option.correct && option.line === first + 1) ? 1 : 0;
  }
}

/** The share of right options ticked less the share of wrong ones: ticking everything gives exactly 0. */
function multiple(options: Question['options'], response: Response): number {
  const count = (correct: boolean) => options.filter(option => option.correct === correct).length;
  const ticked = (correct: boolean) => response.filter(index => options[index]?.correct === correct).length;
  const share = (correct: boolean) => (count(correct) === 0 ? 0 : ticked(correct) / count(correct));
  return Math.max(0, share(true) - share(false));
}

/** Kendall's τ between the order given and 0, 1, 2…: pairs in order less pairs reversed, over all pairs. */
function kendall(order: Response): number {
  const pairs = order.flatMap((a, at) => order.slice(at + 1).map(b => Math.sign(b - a)));
  return pairs.reduce((sum, sign) => sum + sign, 0) / pairs.length;
}
