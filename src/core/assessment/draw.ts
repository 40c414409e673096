import type { Question } from '../curriculum/schemas';
import { seeded, shuffled } from './random';

/** What is known of past answers to a question: `last` orders them in time, larger is later. */
export interface Exposure {
  readonly last: number;
  readonly correct: boolean;
}

/**
 * Draws the questions of a practice session: never seen first, then answered wrong, then the longest unseen; chance (32-bit seed) settles ties
 * and the order they are asked in. Two enemies (one gives the other away) are never drawn together.
 */
export function drawPractice(questions: readonly Question[], past: ReadonlyMap<string, Exposure>, size: number, seed: number): Question[] {
  const random = seeded(seed);
  const candidates = shuffled(questions, random).toSorted((a, b) => compare(past.get(a.id), past.get(b.id)));
  const drawn: Question[] = [];
  for (const question of candidates) {
    if (drawn.length === size) break;
    if (!drawn.some(other => enemies(question, other))) drawn.push(question);
  }
  return shuffled(drawn, random);
}

export function enemies(a: Question, b: Question): boolean {
  return a.enemies.includes(b.id) || b.enemies.includes(a.id);
}

function compare(a: Exposure | undefined, b: Exposure | undefined): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  return Number(a.correct) - Number(b.correct) || a.last - b.last;
}
