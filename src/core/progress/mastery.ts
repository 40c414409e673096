// When a competence is « acquis ». The rule is simple on purpose and lives here alone.

/** How far along something is. `coming`: there is nothing to do for it yet (« à venir »). */
export type ProgressState = 'coming' | 'notStarted' | 'inProgress' | 'acquired';

/** What is still missing before « acquis », each an id of the interface's tables. */
export type Missing = 'objectives' | 'score' | 'labs';

/** What was done for one competence, as counts. */
export interface Practice {
  /** Practice questions: how many there are, how many were answered at least once, how many of those were right the last time. */
  readonly questions: { readonly total: number; readonly seen: number; readonly right: number };
  /** Objectives that have at least one question, and those with at least one answer. */
  readonly objectives: { readonly total: number; readonly practised: number };
  readonly lessons: { readonly total: number; readonly read: number };
  /** Available labs: how many there are, were started, and held at least once. */
  readonly labs: { readonly total: number; readonly started: number; readonly held: number };
}

/** Share of seen questions whose latest answer must be right. */
export const threshold = 0.8;

/**
 * A competence is acquired when all three hold: every objective that has a question was practised; of the questions seen, at least
 * four in five were right at the latest answer; every available lab of the competence has held once. A competence with neither
 * question nor lab cannot be acquired, and is *à venir* if it has no lesson either. It is our own estimate: only the ministry certifies.
 */
export function missing(practice: Practice): readonly Missing[] {
  const { questions, objectives, labs } = practice;
  const result: Missing[] = [];
  if (objectives.practised < objectives.total) result.push('objectives');
  if (questions.total > 0 && questions.right < threshold * Math.max(questions.seen, 1)) result.push('score');
  if (labs.held < labs.total) result.push('labs');
  return result;
}

/** The state that the rule above gives. */
export function stateOf(practice: Practice): ProgressState {
  const { questions, lessons, labs } = practice;
  const practisable = questions.total + labs.total > 0;
  if (!practisable && lessons.total === 0) return 'coming';
  if (practisable && missing(practice).length === 0) return 'acquired';
  return questions.seen + lessons.read + labs.started > 0 ? 'inProgress' : 'notStarted';
}
