import type { Time } from '../time';
import type { Moment } from './moment';
import type { StatusView } from './status';
import type { Explanation } from './why';
import type { Language } from './words/language';
import { said } from './words/said';

/** A moment, in the words of a language. */
export type MomentView = Omit<Moment, 'what'> & { readonly what: string };

/** A run on its virtual time. */
export interface TimelineView {
  readonly now: Time;
  /** How many times as fast as the clock it goes, or as fast as it can. */
  readonly pace: 1 | 10 | 'fastest';
  /** Whether nothing more is to be expected soon. */
  readonly settled: boolean;
  readonly moments: readonly MomentView[];
}

/** Moments in the words of a language. */
export function momentViews(moments: readonly Moment[], language: Language): MomentView[] {
  return moments.map(moment => ({ ...moment, what: said(language, moment.what) }));
}

/** The platform as it was at an instant. */
export interface PastView {
  readonly at: Time;
  readonly status: StatusView;
  readonly why: readonly Explanation[];
}
