import type { ExamState } from './exam';
import { resultOf } from './exam-result';
import { grade } from './grade';
import { digestOf, type QuestionBank } from './practice';
import { isComplete, type Response } from './response';

/** An answer of a finished exam, in the author's order; what was not answered is no answer. */
export interface ExamAnswer {
  /** Place in the exam: what makes its line of the journal the same however often it is written. */
  readonly item: number;
  readonly question: string;
  readonly competence: string;
  readonly objective: string;
  readonly correct: boolean;
  readonly response: Response;
}

/** What a finished exam earns: its score and every complete answer to a question that is still the same. */
export function recordOf(state: ExamState, bank: QuestionBank): { readonly correct: number; readonly total: number; readonly answers: readonly ExamAnswer[] } {
  const { correct, total } = resultOf(state, bank);
  const answers = state.items.flatMap(({ question: id, digest, response }, item): ExamAnswer[] => {
    const question = bank.get(id);
    if (!question || digestOf(question) !== digest || !isComplete(response)) return [];
    const { competence, objective } = question;
    return [{ item, question: id, competence, objective, correct: grade(question, response).correct, response }];
  });
  return { correct, total, answers };
}
