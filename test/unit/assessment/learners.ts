import { cardsOf, type ReviewAnswer } from '../../../src/core/assessment/review';
import type { Evidence } from '../../../src/core/assessment/mastery';
import { seeded } from '../../../src/core/assessment/random';

// Simulated learners, made by a generator that shares nothing with the model of mastery: three-parameter items (Birnbaum) whose difficulty the authors
// have wrong by a logit, ability lost with the logarithm of time, and two kinds of people whose answers say less than they seem to: memorisers, right
// on whatever they have seen before, and guessers, who read nothing.

const day = 86_400_000;
type Profile = 'student' | 'memoriser' | 'guesser';

export interface Learner {
  /** The share of unseen questions whose answer they know, at the time asked. */
  readonly truth: number;
  readonly evidence: readonly Evidence[];
}

export function learners(count: number, seed: number): Learner[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (): Learner => {
    const dice = random();
    const profile: Profile = dice < 0.1 ? 'guesser' : dice < 0.25 ? 'memoriser' : 'student';
    const ability = profile === 'guesser' ? -Infinity : (profile === 'memoriser' ? -0.8 : 0.3) + 1.4 * normal();
    const forgetting = 0.15 + 0.2 * random();
    /** What is left of an ability some days after it was last used. */
    const after = (days: number) => ability - forgetting * Math.log(1 + days / 2);
    const knows = (theta: number, item: Item) => 1 / (1 + Math.exp(-item.slope * (theta - item.difficulty)));
    const item = (objective: string, n: number): Item => {
      // What the authors believe, and a logit away from it what is.
      const believed = normal() * 0.6;
      return { id: `${objective}.${n}`, objective, slope: Math.exp(0.2 * normal()), difficulty: believed + normal(), floor: [1 / 3, 1 / 3, 1 / 4, 1 / 7, 1 / 15, 1 / 24][Math.floor(random() * 6)] ?? 0 };
    };
    const objectives = ['a', 'b', 'c', 'd'];
    const items = objectives.flatMap(objective => Array.from({ length: 6 }, (_, n) => item(objective, n)));
    const asked = 5 + Math.floor(random() * 16);
    const answers: (ReviewAnswer & { floor: number; first: boolean })[] = [];
    let now = 0;
    const answer = (one: Item, first: boolean, rested: number) => {
      const known = profile === 'memoriser' && !first ? 1 : profile === 'guesser' ? 0 : knows(after(rested), one);
      answers.push({ objective: one.objective, question: one.id, at: now, correct: random() < one.floor + (1 - one.floor) * known, floor: one.floor, first });
    };
    for (const one of items.toSorted(() => random() - 0.5).slice(0, asked)) {
      // Some evenings apart, with a repeat of something seen now and then.
      const rested = random() < 0.3 ? Math.floor(random() * 6) : 0;
      now += rested * day + 60_000;
      answer(one, true, rested / 2);
      const seen = answers[Math.floor(random() * answers.length)];
      const again = random() < 0.5 ? items.find(other => other.id === seen?.question) : undefined;
      now += 60_000;
      if (again) answer(again, false, 0);
    }
    const rest = random() < 0.5 ? random() * 3 : random() * 45;
    now += rest * day;
    const unseen = Array.from({ length: 300 }, (_, n) => item('unseen', n));
    const truth = profile === 'guesser' ? 0 : unseen.reduce((sum, one) => sum + knows(after(rest), one), 0) / unseen.length;
    const cards = cardsOf(answers);
    const evidence = answers.filter(one => one.first).map(({ correct, floor, objective }): Evidence => ({ right: correct, chance: floor, weight: cards.get(objective)?.retrievability(now) ?? 0 }));
    return { truth, evidence };
  });
}

interface Item {
  readonly id: string;
  readonly objective: string;
  readonly slope: number;
  readonly difficulty: number;
  /** Chance of being right without knowing. */
  readonly floor: number;
}
