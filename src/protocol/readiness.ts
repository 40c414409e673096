import * as z from 'zod';
import type { Strings } from './strings';

/** One competence on the map. Shares are whole percents. */
export interface CompetenceView {
  readonly id: string;
  readonly title: string;
  readonly state: 'coming' | 'notStarted' | 'inProgress' | 'acquired';
  readonly firsts: number;
  readonly checks: number;
  /** Undefined while not measured. */
  readonly mastery?: { readonly mean: number; readonly low: number; readonly high: number };
}

/** What the progress page shows: words are the page's, figures and titles come from here. */
export interface ReadinessView {
  readonly next: { readonly kind: 'review' | 'lesson' | 'questions' | 'lab' | 'exam'; readonly count: number; readonly title: string; readonly lab: string };
  readonly readiness?: { readonly probability: number; readonly low: number; readonly high: number; readonly expected: number; readonly unmeasured: number; readonly total: number };
  readonly modules: readonly { readonly title: string; readonly competences: readonly CompetenceView[] }[];
  readonly confidence?: { readonly levels: readonly { readonly level: 'guess' | 'unsure' | 'sure'; readonly right: number; readonly total: number }[]; readonly over: boolean };
}

export const fromReadiness = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Does the action shown as the most useful. */
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('exam') }),
  z.strictObject({ type: z.literal('placement') }),
  z.strictObject({ type: z.literal('open'), href: z.string().max(2000) }),
]);
export type FromReadiness = z.infer<typeof fromReadiness>;

interface Words {
  readonly strings: Strings['readiness'];
  readonly progress: Strings['progress'];
  readonly quiz: Strings['quiz'];
  readonly common: Strings['common'];
}

export type ToReadiness =
  | (Words & { readonly type: 'view'; readonly view: ReadinessView })
  | (Words & { readonly type: 'failed'; readonly reason: string });
