import type { Question } from '../curriculum/schemas';
import type { Response } from './response';

export interface Grade {
  /** The verdict that counts: everything right and nothing more. */
  readonly correct: boolean;
  /** From 0 to 1, shown beside the verdict in practice and counted nowhere. */
  readonly credit: number;
}

/** Grades a complete response, in the author's order. Blind strategies (tick all, tick none) earn no credit. */
export function grade(question: Question, response: Response): Grade {
  const right = question.options.filter(option => option.correct).length;
  const wrong = question.options.length - right;
  const ticked = (correct: boolean) => response.filter(index => question.options[index]?.correct === correct).length;
  const correct = ticked(true) === right && ticked(false) === 0;
  if (question.kind === 'single') return { correct, credit: correct ? 1 : 0 };
  // Right ticked over right, less wrong ticked over wrong: ticking everything gives exactly 0.
  return { correct, credit: Math.max(0, share(ticked(true), right) - share(ticked(false), wrong)) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
