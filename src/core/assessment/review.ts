import { Rating, createEmptyCard, fsrs, type Card, type Grade } from 'ts-fsrs';
import type { Question } from '../curriculum/schemas';
import type { Confidence } from './practice';
import { seeded, shuffled } from './random';

// Spaced review. A card is an objective; it is never stored but replayed from the answers in the journal, so that it is the same on every
// machine that has them. Whole days and no fuzz: the same answers always give the same dates.

const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });
const day = 86_400_000;

/** An answer to a question of an objective; `at` in milliseconds since 1970. */
export interface ReviewAnswer {
  readonly objective: string;
  readonly question: string;
  readonly at: number;
  readonly correct: boolean;
  readonly confidence?: Confidence | undefined;
}

/** A reason to look again before the date: a lab check that failed or a finding, at this time. */
export interface Nudge {
  readonly objective: string;
  readonly at: number;
}

/** What is known of the learner's memory of one objective. Times in milliseconds since 1970, stability in days. */
export interface ReviewCard {
  readonly objective: string;
  readonly due: number;
  readonly stability: number;
  /** Chance from 0 to 1 that it is remembered at the time asked; 0 before the first answer. */
  readonly retrievability: (now: number) => number;
}

/** Wrong is *Again*, right and unsure *Hard*, right *Good*; not having said counts as sure. */
export function ratingOf({ correct, confidence }: Pick<ReviewAnswer, 'correct' | 'confidence'>): Grade {
  if (!correct) return Rating.Again;
  return confidence === undefined || confidence === 'sure' ? Rating.Good : Rating.Hard;
}

/** The cards that these answers and nudges make, by objective. Nudges count for five objectives a day (UTC) at most, the first ones. */
export function cardsOf(answers: readonly ReviewAnswer[], nudges: readonly Nudge[] = []): Map<string, ReviewCard> {
  const cards = new Map<string, Card>();
  for (const answer of answers.toSorted((a, b) => a.at - b.at)) {
    const card = cards.get(answer.objective) ?? createEmptyCard<Card>(answer.at);
    // A clock that went back must not make an answer older than the one before it.
    const at = Math.max(answer.at, card.last_review?.getTime() ?? answer.at);
    cards.set(answer.objective, scheduler.next(card, at, ratingOf(answer)).card);
  }
  for (const { objective, at } of firstOfEachDay(nudges, 5)) {
    const card = cards.get(objective) ?? createEmptyCard<Card>(at);
    // An answer given since is the better witness.
    if ((card.last_review?.getTime() ?? 0) <= at && card.due.getTime() > at) cards.set(objective, { ...card, due: new Date(at) });
    else if (!cards.has(objective)) cards.set(objective, card);
  }
  return new Map([...cards].map(([objective, card]) => [objective, viewed(objective, card)]));
}

/**
 * Today's stack: for each due objective, the most forgotten first, the least recently seen of its `questions`, never seen ones before all. At most
 * `size` less what was already answered since the day (UTC) began; the seed settles ties between questions.
 */
export function dailyStack(cards: ReadonlyMap<string, ReviewCard>, answers: readonly ReviewAnswer[], questions: readonly Question[], now: number, size: number, seed: number): Question[] {
  const done = new Set(answers.filter(answer => sameDay(answer.at, now)).map(answer => answer.objective)).size;
  const due = [...cards.values()].filter(card => card.due <= now).toSorted((a, b) => a.retrievability(now) - b.retrievability(now));
  const seen = new Map(answers.toSorted((a, b) => a.at - b.at).map(answer => [answer.question, answer.at]));
  const candidates = shuffled(questions, seeded(seed)).toSorted((a, b) => (seen.get(a.id) ?? -Infinity) - (seen.get(b.id) ?? -Infinity) || 0);
  return due.flatMap(card => candidates.find(question => question.objective === card.objective) ?? []).slice(0, Math.max(0, size - done));
}

function viewed(objective: string, card: Card): ReviewCard {
  const retrievability = (now: number) => (card.last_review ? scheduler.get_retrievability(card, Math.max(now, card.last_review.getTime()), false) : 0);
  return { objective, due: card.due.getTime(), stability: card.stability, retrievability };
}

function firstOfEachDay(nudges: readonly Nudge[], limit: number): Nudge[] {
  const days = new Map<number, Map<string, Nudge>>();
  for (const nudge of nudges.toSorted((a, b) => a.at - b.at)) {
    const today = days.get(Math.floor(nudge.at / day)) ?? new Map<string, Nudge>();
    if (today.has(nudge.objective) || today.size < limit) today.set(nudge.objective, nudge);
    days.set(Math.floor(nudge.at / day), today);
  }
  return [...days.values()].flatMap(today => [...today.values()]);
}

function sameDay(a: number, b: number): boolean {
  return Math.floor(a / day) === Math.floor(b / day);
}
