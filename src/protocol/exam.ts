import * as z from 'zod';
import type { ExamView, ItemView } from '../core/assessment/exam-view';
import type { SourceView } from '../core/assessment/feedback';
import type { Strings } from './strings';

export type { ExamView, ItemView } from '../core/assessment/exam-view';
export type { PlacementView } from '../core/assessment/placement';
export type { MissedView, ResultView } from '../core/assessment/exam-result-view';

// What the exam's page and the editor say to each other. The page keeps what it sent until the editor says that it is on disk, and sends it again
// to an editor that came back.

const about = { session: z.string().max(100), item: z.number().int().min(0).max(1000) };

export const fromExam = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** `time`: the normal one, a third more, none, or so many minutes. */
  z.strictObject({ type: z.literal('start'), scope: z.string().max(100), time: z.union([z.enum(['normal', 'third', 'none']), z.number().int().min(5).max(600)]), timerHidden: z.boolean() }),
  z.strictObject({ type: z.literal('answer'), ...about, response: z.array(z.number().int().min(-1).max(1000)).max(200) }),
  z.strictObject({ type: z.literal('flag'), ...about, flagged: z.boolean() }),
  z.strictObject({ type: z.literal('go'), ...about }),
  z.strictObject({ type: z.literal('timer'), session: about.session, hidden: z.boolean() }),
  /** The page's own count says that the time is over. */
  z.strictObject({ type: z.literal('tick'), session: about.session }),
  z.strictObject({ type: z.literal('hand-in'), session: about.session }),
  /** Reads one item again; without `item`, back to the result. */
  z.strictObject({ type: z.literal('review'), session: about.session, item: about.item.optional() }),
  /** A note about a question of a finished exam. */
  z.strictObject({ type: z.literal('suggest'), ...about }),
  z.strictObject({ type: z.literal('take-over'), session: about.session }),
  /** Shows the result of the last exam again. */
  z.strictObject({ type: z.literal('last') }),
  z.strictObject({ type: z.literal('choose') }),
  /** After a placement: the lessons of what is known count as read. */
  z.strictObject({ type: z.literal('skip'), session: about.session }),
  z.strictObject({ type: z.literal('open'), href: z.string().max(2000) }),
]);
export type FromExam = z.infer<typeof fromExam>;

/** What can be chosen before the start. A scope with `missing` questions is shown and cannot be chosen. */
export interface StartView {
  readonly purpose: 'exam' | 'placement';
  /** `detail` is a sentence about a profile. */
  readonly scopes: readonly { readonly id: string; readonly title: string; readonly detail?: string; readonly questions: number; readonly minutes: number; readonly missing: number; readonly repeated: number }[];
  /** Texts are HTML of one line. */
  readonly facts: readonly { readonly text: string; readonly source?: SourceView }[];
  /** Whether there is a finished exam to look at. */
  readonly last: boolean;
}

interface Words {
  readonly strings: Strings['exam'];
  /** Label of the button that suggests an improvement. */
  readonly suggest: string;
  readonly common: Strings['common'];
}

export type ToExam =
  | (Words & { readonly type: 'start'; readonly view: StartView })
  | (Words & { readonly type: 'view'; readonly view: ExamView; readonly title: string; readonly quiz: Strings['quiz']; /** The lessons of what the placement found known count as read already. */ readonly skipped: boolean })
  /** What was answered to this item is on disk; `remaining` in milliseconds. */
  | { readonly type: 'saved'; readonly session: string; readonly item: number; readonly response: readonly number[]; readonly items: readonly ItemView[]; readonly remaining: number | null }
  /** Played elsewhere, or no longer stored. */
  | (Words & { readonly type: 'away'; readonly reason: 'elsewhere' | 'lost'; readonly session: string });
