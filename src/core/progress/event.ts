import * as z from 'zod';

// The journal's vocabulary. Events are only ever added: everything shown about progress is derived from them.

const base = {
  /** Unique: reading is a union of files, and an import may bring an event twice. */
  id: z.string().min(8),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** Version of the content it was earned on. */
  content: z.string(),
};

const state = z.enum(['holds', 'fails', 'unknown']);
const purpose = z.enum(['exam', 'placement']);

export const journalEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('lesson.read'), lesson: z.string() }),
  /** Known already, says the learner after a placement: counts as read. */
  z.object({ ...base, type: z.literal('lesson.skipped'), lesson: z.string() }),
  z.object({ ...base, type: z.literal('question.answered'), session: z.string(), question: z.string(), competence: z.string(), objective: z.string(), correct: z.boolean(), selected: z.array(z.number().int().nonnegative()), confidence: z.enum(['guess', 'unsure', 'sure']).optional() }),
  z.object({ ...base, type: z.literal('quiz.completed'), session: z.string(), module: z.string(), correct: z.number().int(), total: z.number().int().positive() }),
  /** From here on these questions have been in an exam (or in the placement, whose scope is a profile) and may be met elsewhere. */
  z.object({ ...base, type: z.literal('exam.started'), session: z.string(), purpose, scope: z.string(), questions: z.array(z.string()) }),
  z.object({ ...base, type: z.literal('exam.finished'), session: z.string(), purpose, scope: z.string(), ending: z.enum(['handed-in', 'time']), correct: z.number().int().nonnegative(), total: z.number().int().nonnegative() }),
  z.object({ ...base, type: z.literal('lab.started'), lab: z.string() }),
  z.object({ ...base, type: z.literal('lab.reset'), lab: z.string() }),
  z.object({ ...base, type: z.literal('lab.verified'), lab: z.string(), state, checks: z.array(z.object({ check: z.string(), state })) }),
  z.object({ ...base, type: z.literal('hint.shown'), lab: z.string(), check: z.string(), level: z.number().int().positive() }),
  /** From here on, earlier events of the scope no longer count: `all`, a module id or a competence id. */
  z.object({ ...base, type: z.literal('progress.reset'), scope: z.string() }),
]);

export type JournalEvent = z.infer<typeof journalEvent>;
type WithoutStamp<E> = E extends unknown ? Omit<E, 'id' | 'at' | 'content'> : never;
/** An event before the journal stamps it with an id, a time and the content's version. */
export type NewEvent = WithoutStamp<JournalEvent>;

/** A line that could not be read: reported, never fatal, never deleted. */
export interface DamagedLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/**
 * The learner's journal. `append` resolves once the event is on disk; if that cannot be done it rejects with a French sentence and
 * keeps the event in memory, so that nothing earned is lost while the editor runs.
 */
export interface JournalPort {
  append(event: NewEvent): Promise<JournalEvent>;
  read(): Promise<{ readonly events: readonly JournalEvent[]; readonly damaged: readonly DamagedLine[] }>;
}
