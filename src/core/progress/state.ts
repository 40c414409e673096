import type { Mastery } from './mastery';

/** How far along something is. `coming`: there is nothing to do for it yet (« à venir »). */
export type ProgressState = 'coming' | 'notStarted' | 'inProgress' | 'acquired';

/** What is still missing before « acquis »: enough first answers to measure, or an interval that is high enough. */
export type Missing = 'evidence' | 'level';

/** What was done for one competence, as counts. */
export interface Practice {
  /** Questions that can be met: how many there are, how many were answered at least once, how many of those were right the last time. */
  readonly questions: { readonly total: number; readonly seen: number; readonly right: number };
  readonly lessons: { readonly total: number; readonly read: number };
  /** Available labs: how many there are, were started, and held at least once. */
  readonly labs: { readonly total: number; readonly started: number; readonly held: number };
}

/** What a learner has still to show for « acquis », in one word for the interface's tables. */
export function missing({ measured, acquired }: Pick<Mastery, 'measured' | 'acquired'>): readonly Missing[] {
  if (acquired) return [];
  return measured ? ['level'] : ['evidence'];
}

/** The state of a competence: acquired by its mastery alone, *à venir* when there is nothing to do for it. */
export function stateOf({ questions, lessons, labs }: Practice, acquired: boolean): ProgressState {
  if (questions.total + labs.total + lessons.total === 0) return 'coming';
  if (acquired) return 'acquired';
  return questions.seen + lessons.read + labs.started > 0 ? 'inProgress' : 'notStarted';
}
