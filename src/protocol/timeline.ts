import * as z from 'zod';
import type { Absence } from './platform';
import type { Strings } from './strings';

type Health = 'good' | 'moving' | 'bad' | 'idle';
/** How many times as fast as the clock, or as fast as possible. */
export type Pace = 1 | 10 | 'fastest';

/** Something that happened. Instants are virtual milliseconds since the run began; `time` is how they read. */
export interface MomentView {
  readonly at: number;
  readonly time: string;
  readonly what: string;
  readonly health: Health;
  /** What goes as it should and few look at. */
  readonly detail: boolean;
  readonly times: number;
}

/** A run as it is now. */
export interface RunView {
  readonly title: string;
  readonly now: string;
  readonly settled: boolean;
  /** Of the platform, or of the replay when the past is shown. */
  readonly pace: Pace;
  readonly moments: readonly MomentView[];
}

/** The platform as it was. */
export interface ThenView {
  readonly at: number;
  readonly time: string;
  readonly rows: readonly { readonly what: string; readonly state: string; readonly health: Health }[];
  readonly faults: readonly string[];
}

const instant = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What the page shows, which the editor keeps through a reload: untrusted when it comes back. */
export const savedTimeline = z.strictObject({ folder: z.string().max(4096), at: instant.optional(), details: z.boolean() });
export type SavedTimeline = z.infer<typeof savedTimeline>;

export const fromTimeline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Starts the platform, which the page says is stopped. */
  z.strictObject({ type: z.literal('start') }),
  /** Shows the platform as it was at an instant. */
  z.strictObject({ type: z.literal('moment'), at: instant }),
  z.strictObject({ type: z.literal('present') }),
  z.strictObject({ type: z.literal('pace'), pace: z.union([z.literal(1), z.literal(10), z.literal('fastest')]) }),
  /** Goes from moment to moment, from the one shown; those that are details too, or not. */
  z.strictObject({ type: z.literal('play'), details: z.boolean() }),
  z.strictObject({ type: z.literal('pause') }),
  /** Has the platform itself go back to the moment shown. */
  z.strictObject({ type: z.literal('restart') }),
]);
export type FromTimeline = z.infer<typeof fromTimeline>;

export type ToTimeline =
  /** `folder` is what the page keeps to come back. */
  | { readonly type: 'run'; readonly folder: string; readonly view: RunView; readonly strings: Strings['timeline'] }
  /** Without a view, the present is shown again. */
  | { readonly type: 'then'; readonly view?: ThenView }
  /** Whether the past is going by. */
  | { readonly type: 'playing'; readonly playing: boolean }
  | ({ readonly type: 'absent'; readonly folder: string; readonly startLabel: string } & Absence);
