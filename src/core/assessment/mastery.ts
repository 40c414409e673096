// How well a competence is mastered: one model, the same for everyone, explained to learners on the page `guide:maitrise`.
//
// The mastery is the share m, from 0 to 1, of the competence's unseen questions that the learner would know the answer of today. Before any evidence
// every share is as likely (uniform prior). A question is answered right by those who know it, and by others as often as chance gives it: right with
// probability g + (1 - g)m. Each piece of evidence counts for its weight, which fades as the memory of its objective does: its likelihood is raised to
// that power. The estimate is the mean of what is then believed, the interval the shortest that holds 90 % of it.

/** One first answer, or one lab check. */
export interface Evidence {
  readonly right: boolean;
  /** Chance of being right without knowing. */
  readonly chance: number;
  /** From 0 to 1: the FSRS retrievability of its objective now. */
  readonly weight: number;
}

/** What is believed of a mastery: `law` holds the probability of each share of `shares`. */
export interface Belief {
  readonly law: readonly number[];
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
}

/** The shares looked at: the middles of 100 equal steps between 0 and 1. */
export const shares: readonly number[] = Array.from({ length: 100 }, (_, step) => (step + 0.5) / 100);

/** Fewer first answers than this measure nothing that should be shown. */
export const enoughEvidence = 5;

/** A competence is acquired when the lower end of the interval is at least this share. With questions that a third of chance answers, 0.7 known makes the official 80 % right. */
export const acquiredFrom = 0.7;

/** What the evidence makes believe. */
export function believe(evidence: readonly Evidence[]): Belief {
  const logs = shares.map(m => evidence.reduce((sum, { right, chance, weight }) => sum + weight * Math.log(right ? chance + (1 - chance) * m : (1 - chance) * (1 - m)), 0));
  const top = Math.max(...logs);
  const raw = logs.map(log => Math.exp(log - top));
  const total = raw.reduce((sum, p) => sum + p, 0);
  const law = raw.map(p => p / total);
  return { law, mean: law.reduce((sum, p, at) => sum + p * (shares[at] ?? 0), 0), interval: shortest(law, 0.9) };
}

/** The shortest run of steps that holds `mass` of the law: the one-humped laws of this model have one. */
function shortest(law: readonly number[], mass: number): readonly [low: number, high: number] {
  let best: readonly [number, number] = [0, law.length];
  let held = 0;
  let from = 0;
  for (let to = 0; to < law.length; to++) {
    held += law[to] ?? 0;
    while (held - (law[from] ?? 0) >= mass) held -= law[from++] ?? 0;
    if (held >= mass && to + 1 - from < best[1] - best[0]) best = [from, to + 1];
  }
  return [best[0] / law.length, best[1] / law.length];
}
