import * as z from 'zod';
import type { Question } from '../curriculum/schemas';
import { advance, clock, startClock, type Instant } from './clock';
import { digestOf, type QuestionBank } from './practice';
import { digest, seeded } from './random';
import { fromPage, placesOf, type Response } from './response';

// A mock exam: every question can be reached, answered again and flagged until the end, nothing is told before it. A pure state machine like the
// practice session; every event says when it happens, and the first one past the limit ends the exam on what was answered by then.

const item = z.strictObject({
  question: z.string(),
  digest: z.number(),
  places: z.array(z.number().int()),
  /** In the author's order; empty or holding -1 while nothing, or not everything, is chosen. */
  response: z.array(z.number().int()),
  flagged: z.boolean(),
});

export const examState = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  /** An exam, or the placement that looks for where to begin; `scope` is the whole, a module or a profile. */
  purpose: z.enum(['exam', 'placement']),
  scope: z.string(),
  /** The process that plays it: two windows must not write over each other. */
  owner: z.string(),
  startedAt: z.string(),
  content: z.string(),
  /** Milliseconds allowed, extra time included; null when the candidate chose no limit. */
  limit: z.number().positive().nullable(),
  clock,
  items: z.array(item).min(1),
  current: z.number().int().nonnegative(),
  timerHidden: z.boolean(),
  phase: z.enum(['running', 'finished']),
  /** Why it ended. */
  ending: z.enum(['handed-in', 'time']).optional(),
  /** After the end: the item being read again. */
  reviewing: z.number().int().nonnegative().optional(),
  /** Set when the journal holds what was earned: until then a restart adds it. */
  recorded: z.boolean(),
});
export type ExamState = z.infer<typeof examState>;

export type ExamEvent =
  | { readonly type: 'answer'; readonly item: number; readonly response: Response }
  | { readonly type: 'flag'; readonly item: number; readonly flagged: boolean }
  | { readonly type: 'go'; readonly item: number }
  | { readonly type: 'timer'; readonly hidden: boolean }
  | { readonly type: 'tick' }
  | { readonly type: 'review'; readonly item?: number | undefined }
  | { readonly type: 'recorded' }
  /** Another process takes it over. */
  | { readonly type: 'own'; readonly owner: string }
  | { readonly type: 'hand-in' };

/** Extra time is chosen before the start: a factor of the normal time, or no limit at all. `minutes` is the normal time. */
export function limitOf(minutes: number, extra: number | 'none'): number | null {
  return extra === 'none' ? null : Math.round(minutes * 60_000 * extra);
}

/** How an exam begins: `seed` (32 bits) decides the order of the options, `questions` the order they are asked in. */
export interface ExamStart extends Pick<ExamState, 'id' | 'purpose' | 'scope' | 'owner' | 'startedAt' | 'content' | 'limit'> {
  readonly seed: number;
  readonly questions: readonly Question[];
  readonly now: Instant;
}

export function startExam({ seed, questions, now, ...about }: ExamStart): ExamState {
  const items = questions.map(question => ({ question: question.id, digest: digestOf(question), places: placesOf(question, seeded(seed ^ digest(question.id))), response: [], flagged: false }));
  return { version: 1, ...about, clock: startClock(now), items, current: 0, timerHidden: false, phase: 'running', recorded: false };
}

/** The next state. Time is counted first: what comes after the limit is not taken in. A finished exam is only read again. */
export function exam(state: ExamState, event: ExamEvent, now: Instant, bank: QuestionBank): ExamState {
  if (event.type === 'own') return { ...state, owner: event.owner };
  if (state.phase === 'finished') return finished(state, event);
  const timed = { ...state, clock: advance(state.clock, now) };
  if (state.limit !== null && timed.clock.elapsed >= state.limit) return { ...timed, clock: { ...timed.clock, elapsed: state.limit }, phase: 'finished', ending: 'time' };
  const target = 'item' in event && event.item !== undefined ? state.items[event.item] : undefined;
  if ('item' in event && !target) return timed;
  switch (event.type) {
    case 'answer': return answered(timed, event, bank);
    case 'flag': return { ...timed, items: timed.items.map((i, at) => (at === event.item ? { ...i, flagged: event.flagged } : i)) };
    case 'go': return { ...timed, current: event.item };
    case 'timer': return { ...timed, timerHidden: event.hidden };
    case 'tick':
    case 'review':
    case 'recorded': return timed;
    case 'hand-in': return { ...timed, phase: 'finished', ending: 'handed-in' };
  }
}

function finished(state: ExamState, event: ExamEvent): ExamState {
  if (event.type === 'recorded') return { ...state, recorded: true };
  if (event.type !== 'review' || (event.item !== undefined && !state.items[event.item])) return state;
  const { reviewing, ...rest } = state;
  return event.item === undefined ? (reviewing === undefined ? state : rest) : { ...state, reviewing: event.item };
}

/** Milliseconds left; null without a limit. */
export function remaining(state: ExamState): number | null {
  return state.limit === null ? null : Math.max(0, state.limit - state.clock.elapsed);
}

function answered(state: ExamState, { item: at, response: sent }: { item: number; response: Response }, bank: QuestionBank): ExamState {
  const target = state.items[at];
  const question = target && bank.get(target.question);
  const response = question && fromPage(question, target.places, sent);
  return response ? { ...state, items: state.items.map((i, index) => (index === at ? { ...i, response: [...response] } : i)) } : state;
}
