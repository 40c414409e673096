import type { Question } from '../curriculum/schemas';
import { shuffled, type Random } from './random';

/**
 * What a learner answers, as numbers whose meaning depends on the kind: the indices of the ticked options. In the core they count in the
 * order of the author's file; on the page they are places in the shuffled order, so that a page never learns the author's order.
 */
export type Response = readonly number[];

/** For each place on the page, the index in the author's order. */
export function placesOf(question: Question, random: Random): number[] {
  return shuffled(question.options.map((_, index) => index), random);
}

/** Reads what a page sent: the same answer in the author's order, or undefined when it names what the question does not have. */
export function fromPage(question: Question, places: readonly number[], sent: Response): Response | undefined {
  const indices = sent.map(place => places[place]);
  if (!indices.every(index => index !== undefined) || new Set(indices).size !== indices.length) return undefined;
  if (question.kind === 'single' && indices.length > 1) return undefined;
  return indices.toSorted((a, b) => a - b);
}

/** The inverse of `fromPage`, for a response that it has read. */
export function toPage(places: readonly number[], response: Response): Response {
  return response.map(index => places.indexOf(index)).toSorted((a, b) => a - b);
}

/** Whether the response can be graded. Nothing ticked is not an answer: it cannot be told from a slip. */
export function isComplete(question: Question, response: Response): boolean {
  return question.kind === 'single' ? response.length === 1 : response.length > 0;
}
