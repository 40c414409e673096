import type { ExamState } from '../../core/assessment/exam';
import { recordOf } from '../../core/assessment/exam-record';
import type { QuestionBank } from '../../core/assessment/practice';
import type { JournalEvent } from '../../core/progress/event';

/** What the journal holds of an exam so far. Ids are made of the exam's, so that a line written twice is one. `now` is ISO 8601, UTC. */
export function eventsOf(state: ExamState, bank: QuestionBank, now: string): JournalEvent[] {
  const { id, purpose, scope, content, startedAt } = state;
  const about = { content, session: id };
  const started: JournalEvent = { ...about, id: `${id}-started`, at: startedAt, type: 'exam.started', purpose, scope, questions: state.items.map(item => item.question) };
  if (state.phase === 'running') return [started];
  const { correct, total, answers } = recordOf(state, bank);
  const answered = answers.map(({ item, response, ...answer }): JournalEvent => ({ ...about, id: `${id}-${item}`, at: now, type: 'question.answered', ...answer, selected: [...response] }));
  return [started, ...answered, { ...about, id: `${id}-finished`, at: now, type: 'exam.finished', purpose, scope, ending: state.ending ?? 'handed-in', correct, total }];
}
