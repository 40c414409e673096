import { limitOf, startExam, type ExamState } from '../../../src/core/assessment/exam';
import { instant } from '../../../src/node/instant';
import { bankOf, choice, kinds, shelfOf } from '../assessment/fixtures';

/** One question of each kind. */
export const examShelf = () => shelfOf(bankOf([choice('demo.un.q01', 1, 2), choice('demo.un.q02', 2, 2), ...Object.values(kinds)]));

/** An exam on all of them, in 90 minutes. */
export function examOf(owner: string): ExamState {
  return startExam({ id: 'exam-one', purpose: 'exam', scope: 'all', owner, startedAt: '2026-11-24T08:00:00.000Z', content: 'v1', seed: 7, limit: limitOf(90, 1), questions: [...examShelf().bank.values()], now: instant() });
}
