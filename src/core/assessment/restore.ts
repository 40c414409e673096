import { grade } from './grade';
import { digestOf, firstOpen, type PracticeItem, type PracticeState, type QuestionBank } from './practice';
import type { Response } from './response';

/** An answer of this session that the journal holds: its response is in the author's order. */
export interface RecordedAnswer {
  readonly question: string;
  readonly response: Response;
  readonly correct: boolean;
}

/**
 * Takes a session up again after a reload, a crash or an update of the content. The journal outlives the saved state: an answer it holds is an
 * answer given. A question that changed or went is marked and passed over; what was answered, or ticked, is kept.
 */
export function restorePractice(state: PracticeState, bank: QuestionBank, content: string, recorded: readonly RecordedAnswer[]): PracticeState {
  const known = new Map(recorded.map(answer => [answer.question, answer]));
  const items = state.items.map(item => withFate(withRecorded(item, known.get(item.question), bank), bank));
  const restored = { ...state, content, items };
  if (state.phase === 'finished') return restored;
  const current = items[state.current];
  if (current?.answer && !current.gone) return { ...restored, phase: 'feedback' };
  if (current && !current.answer && !current.gone) return { ...restored, phase: 'answering' };
  const next = firstOpen(items, 0);
  return next < items.length ? { ...restored, current: next, phase: 'answering' } : { ...restored, phase: 'finished' };
}

function withRecorded(item: PracticeItem, recorded: RecordedAnswer | undefined, bank: QuestionBank): PracticeItem {
  if (!recorded) return item;
  if (item.answer) return { ...item, recorded: true };
  const question = bank.get(item.question);
  const credit = question && digestOf(question) === item.digest ? grade(question, recorded.response).credit : Number(recorded.correct);
  const response = [...recorded.response];
  return { ...item, recorded: true, draft: response, answer: { response, correct: recorded.correct, credit } };
}

/** Marks what became of the question; one that came back as it was can be asked again. */
function withFate(item: PracticeItem, bank: QuestionBank): PracticeItem {
  const question = bank.get(item.question);
  if (!question) return { ...item, gone: 'removed' };
  if (digestOf(question) !== item.digest) return { ...item, gone: 'changed' };
  const same = { ...item };
  delete same.gone;
  return same;
}
