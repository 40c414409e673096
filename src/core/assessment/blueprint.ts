import * as z from 'zod';
import type { Question } from '../curriculum/schemas';
import { enemies } from './draw';
import { seeded, shuffled } from './random';

const level = z.enum(['recall', 'apply', 'analyse']);

/** What an exam is made of: how many questions for each module or competence id, and about how many of each level. */
export const blueprint = z.strictObject({
  cells: z.array(z.strictObject({ id: z.string(), questions: z.number().int().positive(), hypothesis: z.boolean().default(false) })).min(1),
  levels: z.record(level, z.number().int().nonnegative()),
});
export type Blueprint = z.infer<typeof blueprint>;

/** An exam's questions, and for each cell how many could not be found: an exam short of questions must not be offered. */
export interface Drawn {
  readonly questions: readonly Question[];
  readonly missing: ReadonlyMap<string, number>;
}

/**
 * Draws an exam by seed (32 bits) from the exam questions not in `used`: each cell has its count, enemies never meet, and within a cell the level
 * that is furthest from its share is taken first.
 */
export function drawExam(plan: Blueprint, bank: readonly Question[], used: ReadonlySet<string>, seed: number): Drawn {
  const random = seeded(seed);
  const free = shuffled(bank.filter(question => question.use === 'exam' && !used.has(question.id)), random);
  const wanted = { ...plan.levels };
  const drawn: Question[] = [];
  const missing = new Map<string, number>();
  // The cells with the least choice first, so that another cell's questions do not block them.
  const room = (id: string) => free.filter(question => within(question, id)).length;
  for (const cell of plan.cells.toSorted((a, b) => room(a.id) - a.questions - (room(b.id) - b.questions))) {
    for (let taken = 0; taken < cell.questions; taken++) {
      const candidates = free.filter(question => within(question, cell.id) && !drawn.includes(question) && !drawn.some(other => enemies(question, other)));
      const [next] = candidates.toSorted((a, b) => (wanted[b.level] ?? 0) - (wanted[a.level] ?? 0));
      if (!next) {
        missing.set(cell.id, cell.questions - taken);
        break;
      }
      drawn.push(next);
      wanted[next.level] = (wanted[next.level] ?? 0) - 1;
    }
  }
  return { questions: shuffled(drawn, random), missing };
}

function within(question: Question, id: string): boolean {
  return question.competence === id || question.competence.startsWith(`${id}.`);
}
