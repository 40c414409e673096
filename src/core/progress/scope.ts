import type { JournalEvent } from './event';

/** The scope of a reset that forgets everything. */
export const everything = 'all';

/** The module of a competence or objective id: its first part. */
export const moduleOf = (id: string): string => id.split('.')[0] ?? id;

/** The competence of an objective or question id: its first two parts. */
export const competenceOf = (id: string): string => id.split('.').slice(0, 2).join('.');

/**
 * The events that count for one competence, in order: those after the last reset of the competence, of its module or of everything.
 * Labs speak of several competences, so resetting one of them leaves what the others earned.
 */
export function countingFor(competence: string, events: readonly JournalEvent[]): readonly JournalEvent[] {
  const scopes = new Set([everything, moduleOf(competence), competence]);
  const last = events.findLastIndex(event => event.type === 'progress.reset' && scopes.has(event.scope));
  return events.slice(last + 1);
}

/** The competence an event speaks of, if it is a single one. */
function competenceOfEvent(event: JournalEvent): string | undefined {
  if (event.type === 'question.answered') return event.competence;
  return event.type === 'lesson.read' || event.type === 'lesson.skipped' ? competenceOf(event.lesson) : undefined;
}

/** How many of the events named by `ids` no longer count because of a later reset: said after an import, which cannot bring them back. */
export function forgotten(events: readonly JournalEvent[], ids: ReadonlySet<string>): number {
  return events.filter((event, index) => {
    if (!ids.has(event.id) || event.type === 'progress.reset') return false;
    const competence = competenceOfEvent(event);
    const scopes = new Set(competence === undefined ? [everything] : [everything, moduleOf(competence), competence]);
    return events.slice(index + 1).some(later => later.type === 'progress.reset' && scopes.has(later.scope));
  }).length;
}
