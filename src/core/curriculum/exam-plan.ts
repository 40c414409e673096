import * as z from 'zod';
import { citation, competenceId } from './schemas';

const level = z.enum(['recall', 'apply', 'analyse']);

/** `src/data/exam.yaml`: what a mock exam is made of. Every figure is official, with its source, or an hypothesis of ours, marked as one. */
export const examPlan = z.strictObject({
  id: z.string(),
  title: z.string(),
  minutes: z.number().int().positive(),
  /** The share of right answers aimed at. */
  threshold: z.number().min(0).max(1),
  /** What the start page says of these figures: each has its source, or is an hypothesis. */
  facts: z.array(z.strictObject({ text: z.string(), source: citation.optional(), hypothesis: z.boolean().default(false) }).refine(fact => fact.hypothesis || fact.source, 'un fait cite sa source, ou se dit une hypothèse (hypothesis: true)')),
  /** About how many questions of each level. */
  levels: z.record(level, z.number().int().nonnegative()),
  /** How many questions of each competence. */
  cells: z.array(z.strictObject({ id: competenceId, questions: z.number().int().positive(), hypothesis: z.boolean().default(false) })).min(1),
});
export type ExamPlan = z.infer<typeof examPlan>;

/** The scope of the whole exam; any other is a module's id. */
export const wholeExam = 'all';

/** The part of a plan that concerns one module, time and levels in proportion; the plan itself for the whole. Undefined when the plan has nothing of it. */
export function partOf(plan: ExamPlan, scope: string): ExamPlan | undefined {
  if (scope === wholeExam) return plan;
  const cells = plan.cells.filter(cell => cell.id.startsWith(`${scope}.`));
  if (cells.length === 0) return undefined;
  const share = sizeOf({ cells }) / sizeOf(plan);
  const { recall, apply, analyse } = plan.levels;
  const levels = { recall: Math.round(recall * share), apply: Math.round(apply * share), analyse: Math.round(analyse * share) };
  return { ...plan, cells, levels, minutes: Math.ceil(plan.minutes * share) };
}

/** How many questions the plan asks. */
export function sizeOf({ cells }: Pick<ExamPlan, 'cells'>): number {
  return cells.reduce((sum, cell) => sum + cell.questions, 0);
}
