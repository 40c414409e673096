import { partOf, sizeOf, wholeExam, type ExamPlan } from '../curriculum/exam-plan';
import type { Module, Question } from '../curriculum/schemas';
import { drawExam } from './blueprint';

/** What can be chosen before an exam: the whole programme, or a module of it. */
export interface Offer {
  readonly id: string;
  /** The module's; empty for the whole. */
  readonly title: string;
  readonly plan: ExamPlan;
  readonly questions: number;
  /** Questions that the bank lacks: then it cannot be begun. */
  readonly missing: number;
  /** Questions that were in an earlier exam already. */
  readonly repeated: number;
}

/** Every scope of the plan, with what the bank can give it. A module that the catalogue does not have yet counts in the whole as lacking all its questions. */
export function offersOf(plan: ExamPlan, modules: readonly Module[], bank: readonly Question[], used: ReadonlySet<string>): Offer[] {
  const scopes = [{ id: wholeExam, title: '' }, ...modules];
  return scopes.flatMap(({ id, title }) => {
    const part = partOf(plan, id);
    if (!part) return [];
    const { missing, repeated } = drawExam(part, bank, used, 0);
    return [{ id, title, plan: part, questions: sizeOf(part), missing: [...missing.values()].reduce((sum, n) => sum + n, 0), repeated }];
  });
}
