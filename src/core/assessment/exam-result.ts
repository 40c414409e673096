import type { ExamState } from './exam';
import { grade } from './grade';
import { digestOf, type QuestionBank } from './practice';
import { isComplete } from './response';

/** The official threshold. Passing it here is no certificate: only the ministry certifies. */
export const threshold = 0.8;

/** A module's share is told from this many questions up: below, it would be mostly chance. */
const enough = 15;

export interface Score {
  readonly correct: number;
  readonly total: number;
}

export interface ExamResult extends Score {
  /** 95 % interval of the share of right answers, from 0 to 1. */
  readonly interval: readonly [low: number, high: number];
  readonly zone: 'above' | 'grey' | 'below';
  readonly modules: ReadonlyMap<string, Score>;
  /** Competence id → ids of the questions missed, in the order of the exam. */
  readonly missed: ReadonlyMap<string, readonly string[]>;
  /** Questions that changed or went since the start: they cannot be graded fairly, and count for nobody. */
  readonly setAside: readonly string[];
}

/** Grades a finished exam: exact answers only, an unanswered question is a wrong one, nothing is taken off. */
export function resultOf(state: ExamState, bank: QuestionBank): ExamResult {
  const verdicts = state.items.flatMap(item => {
    const question = bank.get(item.question);
    if (!question || digestOf(question) !== item.digest) return [];
    return [{ question, correct: isComplete(item.response) && grade(question, item.response).correct }];
  });
  const graded = new Set(verdicts.map(({ question }) => question.id));
  const correct = verdicts.filter(verdict => verdict.correct).length;
  const interval = wilson(correct, verdicts.length);
  const modules = grouped(verdicts, ({ question }) => question.competence.split('.')[0] ?? '');
  const scores = [...modules].filter(([, list]) => list.length >= enough).map(([id, list]) => [id, { correct: list.filter(v => v.correct).length, total: list.length }] as const);
  const missed = grouped(verdicts.filter(verdict => !verdict.correct), ({ question }) => question.competence);
  return {
    correct, total: verdicts.length, interval,
    zone: interval[0] >= threshold ? 'above' : interval[1] < threshold ? 'below' : 'grey',
    modules: new Map(scores),
    missed: new Map([...missed].map(([id, list]) => [id, list.map(({ question }) => question.id)])),
    setAside: state.items.map(item => item.question).filter(id => !graded.has(id)),
  };
}

/** Wilson's score interval at 95 %: unlike the textbook one it holds near 0 and 1 and for few questions (E. B. Wilson, 1927). */
export function wilson(successes: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const z = 1.959964;
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const margin = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return [Math.max(0, (centre - margin) / scale), Math.min(1, (centre + margin) / scale)];
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of items) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
