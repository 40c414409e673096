import type { Time } from '../time';
import type { Moment } from './moment';
import type { StatusView } from './status';
import type { Explanation } from './why';

/** A run on its virtual time. */
export interface TimelineView {
  readonly now: Time;
  /** How many times as fast as the clock it goes, or as fast as it can. */
  readonly pace: 1 | 10 | 'fastest';
  /** Whether nothing more is to be expected soon. */
  readonly settled: boolean;
  readonly moments: readonly Moment[];
}

/** The platform as it was at an instant. */
export interface PastView {
  readonly at: Time;
  readonly status: StatusView;
  readonly why: readonly Explanation[];
}
