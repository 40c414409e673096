import { GUESSERS, standard } from './guessers';
import type { Question } from './schemas';

// Someone who knows nothing of the subject, but has seen the answers of four fifths of the bank and learnt which mixture of forms pays: a conditional
// logit (McFadden, « Conditional logit analysis of qualitative choice behavior », 1974) on the scores of the guessers, tried on the last fifth.

const FOLDS = 5;
const STEPS = 40;
const RATE = 0.4;
/** What a weight costs: few questions teach little, and a weight that nothing asks for stays at nought. */
const RIDGE = 0.02;

/** One option a row, one score a column, and the row of the right option. */
interface Example { readonly rows: readonly (readonly number[])[]; readonly right: number }

/** All the guessers' scores: of a score and its contrary, which differ by the sign alone, each takes half of the weight. */
function example(question: Question): Example {
  const columns = GUESSERS.map(guesser => standard(guesser.score(question)));
  return { rows: question.options.map((_, i) => columns.map(column => column[i] ?? 0)), right: question.options.findIndex(o => o.correct) };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/** How likely each option is to be the right one, for these weights. */
function likelihoods(rows: Example['rows'], weights: readonly number[]): number[] {
  const odds = rows.map(row => Math.exp(dot(row, weights)));
  const total = odds.reduce((sum, o) => sum + o, 0);
  return odds.map(o => o / total);
}

/** The weights that make the right options likeliest, by gradient ascent. */
function learn(examples: readonly Example[]): number[] {
  let weights = GUESSERS.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map(w => -RIDGE * w);
    for (const { rows, right } of examples) {
      likelihoods(rows, weights).forEach((p, i) => rows[i]?.forEach((x, j) => { slope[j] = (slope[j] ?? 0) + x * ((i === right ? 1 : 0) - p) / examples.length; }));
    }
    weights = weights.map((w, j) => w + RATE * (slope[j] ?? 0));
  }
  return weights;
}

/** For questions with one right option each: the chance of picking it by what was learnt on the others, ties sharing the credit. */
export function learnedCredits(questions: readonly Question[]): number[] {
  const examples = questions.map(example);
  const learnt = Array.from({ length: FOLDS }, (_, fold) => learn(examples.filter((__, i) => i % FOLDS !== fold)));
  return examples.map(({ rows, right }, i) => {
    const scores = rows.map(row => dot(row, learnt[i % FOLDS] ?? []));
    const best = scores.flatMap((score, at) => (score >= Math.max(...scores) - 1e-9 ? [at] : []));
    return best.includes(right) ? 1 / best.length : 0;
  });
}
