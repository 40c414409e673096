import { shares, type Belief } from '../assessment/mastery';
import { seeded, shuffled } from '../assessment/random';
import type { ExamPlan } from '../curriculum/exam-plan';
import { sizeOf } from '../curriculum/exam-plan';

/** What is known of one competence of the plan: the belief on its mastery, and the mean chance of its questions. */
export interface Cell {
  readonly belief: Pick<Belief, 'law'>;
  readonly chance: number;
}

export interface Readiness {
  /** Chance of reaching the threshold at an exam of unseen questions. */
  readonly probability: number;
  /** Where that chance lies with 90 % certainty, the mastery of each competence being only believed. */
  readonly interval: readonly [low: number, high: number];
  /** The share of right answers to expect. */
  readonly expected: number;
}

/** How many masteries are imagined for the interval. */
const worlds = 200;

/**
 * The chance of reaching the plan's threshold. A question of a competence is answered right with probability g + (1 - g)m; competences are taken as
 * independent of each other. A competence that is not in `cells` is believed to be anything.
 */
export function readinessOf(plan: ExamPlan, cells: ReadonlyMap<string, Cell>): Readiness {
  const unknown: Cell = { belief: { law: shares.map(() => 1 / shares.length) }, chance: 1 / 4 };
  const parts = plan.cells.map(({ id, questions }) => ({ questions, cell: cells.get(id) ?? unknown }));
  const needed = Math.ceil(plan.threshold * sizeOf(plan) - 1e-9);
  const scores = parts.reduce((law, { questions, cell }) => convolve(law, mixed(questions, cell)), [1]);
  // Each world takes one hundredth or so of each belief, in an order of its own: together they are the beliefs.
  const random = seeded(1);
  const imagined = parts.map(({ cell }) => shuffled(quantiles(cell.belief.law, worlds), random));
  const chances = Array.from({ length: worlds }, (_, world) => {
    const law = parts.reduce((sum, { questions, cell }, at) => convolve(sum, binomial(questions, right(cell, imagined[at]?.[world] ?? 0))), [1]);
    return tail(law, needed);
  }).sort((a, b) => a - b);
  const expected = parts.reduce((sum, { questions, cell }) => sum + questions * cell.belief.law.reduce((mean, p, at) => mean + p * right(cell, shares[at] ?? 0), 0), 0) / sizeOf(plan);
  return { probability: tail(scores, needed), interval: [chances[Math.floor(0.05 * worlds)] ?? 0, chances[Math.ceil(0.95 * worlds) - 1] ?? 1], expected };
}

const right = ({ chance }: Cell, m: number) => chance + (1 - chance) * m;

/** The law of the number of right answers to `n` questions, the mastery being believed. */
function mixed(n: number, cell: Cell): number[] {
  const laws = shares.map(m => binomial(n, right(cell, m)));
  return Array.from({ length: n + 1 }, (_, k) => cell.belief.law.reduce((sum, p, at) => sum + p * (laws[at]?.[k] ?? 0), 0));
}

function binomial(n: number, p: number): number[] {
  let law = [1];
  for (let i = 0; i < n; i++) law = convolve(law, [1 - p, p]);
  return law;
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const sum = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((p, i) => b.forEach((q, j) => { sum[i + j] = (sum[i + j] ?? 0) + p * q; }));
  return sum;
}

function tail(law: readonly number[], from: number): number {
  return Math.min(1, law.slice(from).reduce((sum, p) => sum + p, 0));
}

/** `count` shares spread as the law spreads its mass. */
function quantiles(law: readonly number[], count: number): number[] {
  const result: number[] = [];
  let held = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const wanted = (i + 0.5) / count;
    while (at < law.length - 1 && held + (law[at] ?? 0) < wanted) held += law[at++] ?? 0;
    result.push(shares[at] ?? 1);
  }
  return result;
}
