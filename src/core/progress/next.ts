import type { ExamPlan } from '../curriculum/exam-plan';
import type { CompetenceProgress, ModuleProgress } from './report';

/** What is most worth doing now. */
export type NextAction =
  | { readonly kind: 'review'; readonly count: number }
  | { readonly kind: 'lesson'; readonly competence: string; readonly lesson: string }
  | { readonly kind: 'questions'; readonly competence: string }
  | { readonly kind: 'lab'; readonly competence: string; readonly lab: string }
  | { readonly kind: 'exam' };

/** What it is chosen from. `due` are questions to review today, `first` the modules of the learner's path, if they have one. */
export interface NextInput {
  readonly modules: readonly ModuleProgress[];
  readonly plan: ExamPlan | undefined;
  readonly due: number;
  readonly first: readonly string[];
}

/**
 * First what is about to be forgotten; then the competence where an exam has most to gain: its questions times the share still unknown, those of the
 * learner's path before all. There: a lesson as long as little is known and one is unread, else questions never met, else a lab. When nothing is left, an exam.
 */
export function nextAction({ modules, plan, due, first }: NextInput): NextAction {
  if (due > 0) return { kind: 'review', count: due };
  const weight = new Map(plan?.cells.map(cell => [cell.id, cell.questions]));
  const stake = ({ id, mastery }: CompetenceProgress) => (weight.get(id) ?? 1) * (1 - mastery.mean);
  const path = modules.filter(module => first.includes(module.id));
  for (const some of [path, modules]) {
    const open = some.flatMap(module => module.competences).filter(({ state }) => state !== 'acquired' && state !== 'coming');
    for (const competence of open.toSorted((a, b) => stake(b) - stake(a))) {
      const action = actionIn(competence);
      if (action) return action;
    }
  }
  return { kind: 'exam' };
}

function actionIn({ id, mastery, lessons, questions, nextLesson, validations }: CompetenceProgress): NextAction | undefined {
  const unread = lessons.read < lessons.total && nextLesson !== undefined;
  if (unread && (!mastery.measured || mastery.mean < 0.5)) return { kind: 'lesson', competence: id, lesson: nextLesson };
  if (questions.seen < questions.total) return { kind: 'questions', competence: id };
  const lab = validations.find(validation => validation.kind === 'lab' && (validation.state === 'notStarted' || validation.state === 'inProgress'));
  if (lab) return { kind: 'lab', competence: id, lab: lab.id };
  return unread ? { kind: 'lesson', competence: id, lesson: nextLesson } : undefined;
}
