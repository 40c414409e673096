import type { ExamPlan } from '../curriculum/exam-plan';
import type { Question } from '../curriculum/schemas';
import { enemies } from './draw';
import { seeded, shuffled } from './random';

/** What is drawn to: how many questions for each competence, and about how many of each level. */
export type Blueprint = Pick<ExamPlan, 'cells' | 'levels'>;

/** An exam's questions, and for each cell how many could not be found: an exam short of questions must not be offered. */
export interface Drawn {
  readonly questions: readonly Question[];
  readonly missing: ReadonlyMap<string, number>;
  /** How many were in an earlier exam: 0 unless the bank has too few fresh ones left. */
  readonly repeated: number;
}

/**
 * Draws an exam by seed (32 bits) from the exam questions of the bank: each cell has its count, enemies never meet, and within a cell the level
 * that is furthest from its share is taken first. Questions in `used` are taken only when the fresh ones are too few for a whole exam.
 */
export function drawExam(plan: Blueprint, bank: readonly Question[], used: ReadonlySet<string>, seed: number): Drawn {
  const all = bank.filter(question => question.use === 'exam');
  const fresh = draw(plan, all.filter(question => !used.has(question.id)), () => 0, seed);
  if (fresh.missing.size === 0) return { ...fresh, repeated: 0 };
  const again = draw(plan, all, question => Number(used.has(question.id)), seed);
  return { ...again, repeated: again.questions.filter(question => used.has(question.id)).length };
}

/** Draws from `pool`, the questions of a lower `rank` first. */
function draw(plan: Blueprint, pool: readonly Question[], rank: (question: Question) => number, seed: number): Omit<Drawn, 'repeated'> {
  const random = seeded(seed);
  const free = shuffled(pool, random);
  // Two enemies left for the next exam would spoil it: one of each pair is taken in this one.
  const rivals = new Set(free.filter(question => free.some(other => other !== question && enemies(question, other))));
  const wanted = { ...plan.levels };
  const drawn: Question[] = [];
  const missing = new Map<string, number>();
  // The cells with the least choice first, so that another cell's questions do not block them.
  const room = (id: string) => free.filter(question => question.competence === id).length;
  for (const cell of plan.cells.toSorted((a, b) => room(a.id) - a.questions - (room(b.id) - b.questions))) {
    for (let taken = 0; taken < cell.questions; taken++) {
      const candidates = free.filter(question => question.competence === cell.id && !drawn.includes(question) && !drawn.some(other => enemies(question, other)));
      const [next] = candidates.toSorted((a, b) => rank(a) - rank(b) || Number(rivals.has(b)) - Number(rivals.has(a)) || (wanted[b.level] ?? 0) - (wanted[a.level] ?? 0));
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
