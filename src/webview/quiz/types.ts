import type { QuestionView, QuizFromWebview, QuizToWebview } from '../../protocol/quiz';

/** Sends the host what the learner did. */
export type Post = (message: QuizFromWebview) => void;

/** The page's words, in the language in force. */
export type Words = Extract<QuizToWebview, { type: 'gone' }>['strings'];

/** What the form of any kind of question receives. */
export interface ChoicesProps {
  readonly question: QuestionView;
  readonly words: Words;
  /** What is chosen so far; empty, or -1 in a place, for what is not. */
  readonly response: readonly number[];
  readonly onChange: (response: readonly number[]) => void;
}
