import * as z from 'zod';
import type { Question } from '../curriculum/schemas';
import { grade } from './grade';
import { digest, seeded } from './random';
import { fromPage, isComplete, placesOf, type Response } from './response';

// A practice session: one question after another, with what to learn from it after each answer. A pure state machine: the state is plain
// data that survives a reload, and whatever cannot happen now (a double click, a late message) leaves it as it was.

const response = z.array(z.number().int());
/** How sure the learner says they are, before answering. */
export const confidence = z.enum(['guess', 'unsure', 'sure']);
export type Confidence = z.infer<typeof confidence>;

const item = z.strictObject({
  question: z.string(),
  /** Digest of the question this item was made from: if it differs, the question changed under the session. */
  digest: z.number(),
  places: response,
  /** Ticked and not yet submitted, in the author's order like every response kept. */
  draft: response,
  confidence: confidence.optional(),
  answer: z.strictObject({ response, correct: z.boolean(), credit: z.number() }).optional(),
  /** Set when the journal holds the answer: until then a restart appends it. */
  recorded: z.boolean(),
  /** Why this question cannot be asked any more. An answer already given keeps counting. */
  gone: z.enum(['changed', 'removed']).optional(),
});

export const practiceState = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** What the session is about: see `Scope`. `module` is what its completion is credited to. */
  scope: z.string(),
  module: z.string(),
  /** Version of the content it was drawn from, or last checked against. */
  content: z.string(),
  items: z.array(item).min(1),
  current: z.number().int().nonnegative(),
  phase: z.enum(['answering', 'feedback', 'finished']),
  /** After the end: the item being read again. */
  reviewing: z.number().int().nonnegative().optional(),
  completionRecorded: z.boolean(),
});

export type PracticeItem = z.infer<typeof item>;
export type PracticeState = z.infer<typeof practiceState>;
export type QuestionBank = ReadonlyMap<string, Question>;

/** `item` says which question the sender was looking at; an event about another one is late, and ignored. Responses are places on the page. */
export type PracticeEvent =
  | { readonly type: 'select'; readonly item: number; readonly response: Response }
  | { readonly type: 'confidence'; readonly item: number; readonly level: Confidence }
  | { readonly type: 'answer'; readonly item: number; readonly response: Response }
  | { readonly type: 'next'; readonly item: number }
  | { readonly type: 'finish' }
  | { readonly type: 'review'; readonly item: number }
  | { readonly type: 'summary' }
  | { readonly type: 'recorded'; readonly item: number }
  | { readonly type: 'completionRecorded' };

/** Begins a session on `questions`, in their order; `seed` (32 bits) decides the order of the options. */
export function startPractice(start: { id: string; startedAt: string; scope: string; module: string; content: string; seed: number; questions: readonly Question[] }): PracticeState {
  const items = start.questions.map((question): PracticeItem => ({
    question: question.id,
    digest: digestOf(question),
    places: placesOf(question, seeded(start.seed ^ digest(question.id))),
    draft: [],
    recorded: false,
  }));
  return { version: 1, id: start.id, startedAt: start.startedAt, scope: start.scope, module: start.module, content: start.content, items, current: 0, phase: 'answering', completionRecorded: false };
}

export function digestOf(question: Question): number {
  return digest(JSON.stringify(question));
}

/** The next state. The same object comes back when the event does not apply: nothing to save, nothing to show. */
export function practice(state: PracticeState, event: PracticeEvent, bank: QuestionBank): PracticeState {
  switch (event.type) {
    case 'select': return answering(state, event.item) ? withDraft(state, event.response, bank) : state;
    case 'confidence': return answering(state, event.item) ? withItem(state, event.item, { confidence: event.level }) : state;
    case 'answer': return answering(state, event.item) ? answered(state, event.response, bank) : state;
    case 'next': return state.phase === 'feedback' && event.item === state.current ? moveOn(state) : state;
    case 'finish': return state.phase === 'finished' ? state : { ...state, phase: 'finished' };
    case 'review': return state.phase === 'finished' && state.items[event.item]?.answer ? { ...state, reviewing: event.item } : state;
    case 'summary': return state.reviewing === undefined ? state : withoutReview(state);
    case 'recorded': return state.items[event.item]?.answer ? withItem(state, event.item, { recorded: true }) : state;
    case 'completionRecorded': return isCompleted(state) ? { ...state, completionRecorded: true } : state;
  }
}

/** Every question that can still be asked was answered: only then is the session worth a line in the journal. */
export function isCompleted(state: PracticeState): boolean {
  return state.phase === 'finished' && state.items.some(i => i.answer) && state.items.every(i => i.answer || i.gone);
}

/** The first question to ask from `from` on; the number of items when there is none left. */
export function firstOpen(items: readonly PracticeItem[], from: number): number {
  const index = items.findIndex((i, at) => at >= from && !i.answer && !i.gone);
  return index === -1 ? items.length : index;
}

export function withItem(state: PracticeState, index: number, change: Partial<PracticeItem>): PracticeState {
  return { ...state, items: state.items.map((i, at) => (at === index ? { ...i, ...change } : i)) };
}

function answering(state: PracticeState, item: number): boolean {
  return state.phase === 'answering' && item === state.current;
}

function withDraft(state: PracticeState, sent: Response, bank: QuestionBank): PracticeState {
  const draft = read(state, sent, bank)?.response;
  return draft ? withItem(state, state.current, { draft: [...draft] }) : state;
}

function answered(state: PracticeState, sent: Response, bank: QuestionBank): PracticeState {
  const answer = read(state, sent, bank);
  if (!answer || !isComplete(answer.response)) return state;
  const response = [...answer.response];
  return { ...withItem(state, state.current, { draft: response, answer: { response, ...grade(answer.question, response) } }), phase: 'feedback' };
}

function read(state: PracticeState, sent: Response, bank: QuestionBank): { question: Question; response: Response } | undefined {
  const current = state.items[state.current];
  const question = current && bank.get(current.question);
  const response = question && fromPage(question, current.places, sent);
  return response && { question, response };
}

function moveOn(state: PracticeState): PracticeState {
  const current = firstOpen(state.items, state.current + 1);
  return current < state.items.length ? { ...state, current, phase: 'answering' } : { ...state, phase: 'finished' };
}

function withoutReview(state: PracticeState): PracticeState {
  const result = { ...state };
  delete result.reviewing;
  return result;
}
