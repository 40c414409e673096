import type { QuizFromWebview, QuizToWebview } from '../../protocol/quiz';

/** Sends the host what the learner did. */
export type Post = (message: QuizFromWebview) => void;

/** The page's words, in the language in force. */
export type Words = Extract<QuizToWebview, { type: 'gone' }>['strings'];
