import * as z from 'zod';

/** A moment as a process sees it: `wall` in milliseconds since 1970, `mono` in milliseconds that only ever grow while `run`, the process, lives. */
export interface Instant {
  readonly wall: number;
  readonly mono: number;
  readonly run: string;
}

/** Time spent, in milliseconds, and when it was last counted. */
export const clock = z.strictObject({ elapsed: z.number().nonnegative(), wall: z.number(), mono: z.number(), run: z.string() });
export type Clock = z.infer<typeof clock>;

export function startClock(now: Instant): Clock {
  return { elapsed: 0, wall: now.wall, mono: now.mono, run: now.run };
}

/**
 * Counts the time since the last count. Within a process the monotonic clock alone is believed, so setting the date changes nothing; across a
 * restart only the date is left, time goes on, and a date that went back counts for nothing.
 */
export function advance(from: Clock, now: Instant): Clock {
  const spent = from.run === now.run ? now.mono - from.mono : now.wall - from.wall;
  return { elapsed: from.elapsed + Math.max(0, spent), wall: now.wall, mono: now.mono, run: now.run };
}
