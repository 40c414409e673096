import type { ExamState } from '../../core/assessment/exam';
import { placementView } from '../../core/assessment/placement';
import type { Coach } from '../kit/context';
import { loadShelf } from '../kit/shelf';

/** Ids made of the placement's, so that asking twice skips once. */
const idOf = (session: string, lesson: string) => `${session}-skip-${lesson}`;

/** The lessons of what a placement found known count as read from now on; any of them can still be opened. */
export async function skipKnown(coach: Coach, state: ExamState): Promise<void> {
  const shelf = await loadShelf(coach);
  const known = placementView(state, shelf.catalog.placement, shelf).modules.flatMap(module => module.competences).filter(competence => competence.known);
  const at = new Date().toISOString();
  await coach.journal.merge(known.flatMap(({ lessons }) => lessons.map(lesson => ({ id: idOf(state.id, lesson), at, content: shelf.catalog.version, type: 'lesson.skipped' as const, lesson }))));
}

/** Whether that was asked already. */
export async function hasSkipped({ journal }: Pick<Coach, 'journal'>, session: string): Promise<boolean> {
  return (await journal.read()).events.some(event => event.type === 'lesson.skipped' && event.id === idOf(session, event.lesson));
}
