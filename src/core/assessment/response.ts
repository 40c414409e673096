import { numbersOf } from '../curriculum/numbered';
import type { Question } from '../curriculum/schemas';
import { shuffled, type Random } from './random';

/**
 * What a learner answers, as numbers whose meaning depends on the kind:
 * single, outcome, multiple: the options ticked; two-tier: 0 for true or 1 for false, then the reason; order: the options from first to last;
 * match: for each item the option it goes with; faulty-line: the line, from 0. In an answer under way -1 stands for what is not chosen yet.
 * In the core options count in the order of the author's file; on the page they are places in the shuffled order, so that a page never
 * learns the author's.
 */
export type Response = readonly number[];

/** For each place on the page, the index in the author's order: by chance, but by size for numbers (« La ligne 1 », « La ligne 2 »), which are looked for by size. */
export function placesOf(question: Question, random: Random): number[] {
  const places = shuffled(question.options.map((_, index) => index), random);
  const numbers = question.kind === 'order' ? undefined : numbersOf(question.options);
  return numbers ? places.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0)) : places;
}

/** Reads what a page sent: the same answer in the author's order, or undefined when it is not an answer to this question, even under way. */
export function fromPage(question: Question, places: readonly number[], sent: Response): Response | undefined {
  const option = (place: number) => (place === -1 ? -1 : places[place]);
  const all = (values: readonly (number | undefined)[]) => (values.every(value => value !== undefined) ? values : undefined);
  const distinct = new Set(sent).size === sent.length;
  switch (question.kind) {
    case 'single':
    case 'outcome': return sent.length <= 1 && !sent.includes(-1) ? all(sent.map(option)) : undefined;
    case 'multiple': return distinct && !sent.includes(-1) ? all(sent.map(option))?.toSorted((a, b) => a - b) : undefined;
    case 'two-tier': return sent.length === 2 && [-1, 0, 1].includes(sent[0] ?? NaN) ? all([sent[0], option(sent[1] ?? NaN)]) : undefined;
    case 'order': return distinct && !sent.includes(-1) && (sent.length === places.length || sent.length === 0) ? all(sent.map(option)) : undefined;
    case 'match': return sent.length === question.items.length ? all(sent.map(option)) : undefined;
    case 'faulty-line': return sent.length <= 1 && sent.every(line => Number.isInteger(line) && line >= 0 && line < linesOf(question).length) ? sent : undefined;
  }
}

/** The inverse of `fromPage`, for a response that it has read. */
export function toPage(question: Question, places: readonly number[], response: Response): Response {
  const place = (index: number) => places.indexOf(index);
  switch (question.kind) {
    case 'multiple': return response.map(place).toSorted((a, b) => a - b);
    case 'two-tier': return response.map((value, at) => (at === 0 ? value : place(value)));
    case 'faulty-line': return response;
    default: return response.map(place);
  }
}

/** Whether the response can be graded. Nothing chosen is not an answer: it cannot be told from a slip. */
export function isComplete(response: Response): boolean {
  return response.length > 0 && !response.includes(-1);
}

/** The lines of the exhibit that can be pointed at, blank ones too so that they count as in the file. */
export function linesOf(question: Extract<Question, { kind: 'faulty-line' }>): string[] {
  return question.exhibit.text.replace(/\n$/, '').split('\n');
}
