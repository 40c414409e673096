import * as z from 'zod';
import type { QuizView } from '../core/assessment/view';
import type { Strings } from './strings';

export type { FeedbackView, OptionFeedback, SourceView } from '../core/assessment/feedback';
export type { SummaryView } from '../core/assessment/summary';
export type { QuestionView, QuizView } from '../core/assessment/view';

// What the questions' page and the editor say to each other. Every message names the session and the item it is about, so that a late or
// repeated one is recognised. Answers are places on the page: the page knows no other order, and no right answer before it is graded.

const about = { session: z.string().max(100), item: z.number().int().min(0).max(1000) };
const response = z.array(z.number().int().min(-1).max(1000)).max(200);

export const quizFromWebview = z.discriminatedUnion('type', [
  /** The page listens. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('select'), ...about, response }),
  z.strictObject({ type: z.literal('confidence'), ...about, level: z.enum(['guess', 'unsure', 'sure']) }),
  z.strictObject({ type: z.literal('answer'), ...about, response }),
  z.strictObject({ type: z.literal('next'), ...about }),
  z.strictObject({ type: z.literal('review'), ...about }),
  z.strictObject({ type: z.literal('finish'), session: about.session }),
  z.strictObject({ type: z.literal('summary'), session: about.session }),
  /** A new session: on the questions missed in this one, or on the same subject. */
  z.strictObject({ type: z.literal('again'), session: about.session, questions: z.enum(['missed', 'scope']) }),
  /** A note about the question shown. */
  z.strictObject({ type: z.literal('suggest'), ...about }),
  /** Chooses another subject. */
  z.strictObject({ type: z.literal('choose') }),
  /** Follows a link of a text, as written there: the editor judges it again. */
  z.strictObject({ type: z.literal('open'), href: z.string().max(2000) }),
]);

export type QuizFromWebview = z.infer<typeof quizFromWebview>;

export type QuizToWebview =
  | { readonly type: 'view'; readonly view: QuizView; readonly strings: Strings['quiz']; readonly common: Strings['common']; /** Label of the button that suggests an improvement. */ readonly suggest: string }
  /** There is no such session any more: its progress was erased. */
  | { readonly type: 'gone'; readonly strings: Strings['quiz'] };
