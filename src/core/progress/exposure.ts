import type { JournalEvent } from './event';

/** Ids of the questions that an exam has asked. A reset does not make them unseen. */
export function usedInExams(events: readonly JournalEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(event => (event.type === 'exam.started' && event.purpose === 'exam' ? event.questions : [])));
}
