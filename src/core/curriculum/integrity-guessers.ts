import { learnedCredits } from './guesser-learned';
import { GUESSERS, type Guesser } from './guessers';
import { BLIND_STRATEGIES, type BlindStrategy } from './guessers-kinds';
import type { Content, Fault } from './fault';
import type { Question } from './schemas';

/** Binomial coefficient, for the small numbers of options of a question. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** What a guesser expects on one question, ties sharing the credit, and what chance expects of as many ticks. */
interface Outcome {
  readonly credit: number;
  readonly chance: number;
  /** No tie at the border: the outcome is 0 or 1, fit for an exact test. */
  readonly decided: boolean;
}

/** Exact answers only: one tick where one option is right, half of the options (rounded up) on a multiple. */
function outcome(question: Question, guesser: Guesser): Outcome {
  const { options } = question;
  const size = question.kind !== 'multiple' ? 1 : Math.ceil(options.length / 2);
  const right = options.flatMap((o, i) => (o.correct ? [i] : []));
  const chance = right.length === size ? 1 / choose(options.length, size) : 0;
  const scores = guesser.score(question);
  const border = [...scores].sort((a, b) => b - a)[size - 1] ?? 0;
  const above = scores.flatMap((s, i) => (s > border ? [i] : []));
  const tied = scores.flatMap((s, i) => (s === border ? [i] : []));
  const wanted = right.filter(i => tied.includes(i)).length;
  const possible = right.length === size && above.every(i => right.includes(i)) && wanted === size - above.length;
  const ways = choose(tied.length, size - above.length);
  return { credit: possible ? 1 / ways : 0, chance, decided: ways === 1 };
}

/** P(X ≥ successes) for independent trials of these probabilities (Poisson binomial), computed exactly. */
export function tail(probabilities: readonly number[], successes: number): number {
  let law = [1];
  for (const p of probabilities) law = Array.from({ length: law.length + 1 }, (_, k) => (law[k] ?? 0) * (1 - p) + (law[k - 1] ?? 0) * p);
  return law.slice(successes).reduce((sum, p) => sum + p, 0);
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length);
const percent = (value: number): string => `${(100 * value).toFixed(1).replace('.', ',')} %`;

/** Over the bank: at most 5 points above chance. */
function bankFaults(outcomes: readonly Outcome[], guesser: Guesser): Fault[] {
  const credit = mean(outcomes.map(o => o.credit));
  const chance = mean(outcomes.map(o => o.chance));
  if (credit - chance <= 0.05) return [];
  return [{ kind: 'bank', id: guesser.id, path: [], message: `deviner « ${guesser.title} » réussit ${percent(credit)} des questions, contre ${percent(chance)} au hasard (5 points d’écart au plus).` }];
}

const clear = ({ decided, chance }: Outcome): boolean => decided && chance > 0;

/** By chance alone, a guesser would be right so often only once in a hundred times: an exact one-sided test, on the questions where it does not hesitate. */
function beatsChance(outcomes: readonly Outcome[]): boolean {
  const decided = outcomes.filter(clear);
  return tail(decided.map(o => o.chance), decided.filter(o => o.credit === 1).length) < 0.01;
}

/** In a module: the exact test. */
function moduleFaults(module: string, outcomes: readonly Outcome[], guesser: Guesser): Fault[] {
  if (!beatsChance(outcomes)) return [];
  const decided = outcomes.filter(clear);
  return [{ kind: 'module', id: module, path: ['id'], message: `deviner « ${guesser.title} » réussit ${decided.filter(o => o.credit === 1).length} questions sur ${decided.length}, trop pour du hasard (test exact à 1 %).` }];
}

/** Right options are not longer than wrong ones, on average over a module. */
function lengthFaults(module: string, questions: readonly Question[]): Fault[] {
  const lengths = (correct: boolean): number => mean(questions.map(q => mean(q.options.filter(o => o.correct === correct).map(o => o.text.length))));
  const [right, wrong] = [lengths(true), lengths(false)];
  if (right <= wrong) return [];
  return [{ kind: 'module', id: module, path: ['id'], message: `les options justes sont plus longues que les fausses : ${right.toFixed(0)} caractères en moyenne contre ${wrong.toFixed(0)}.` }];
}

/** From so many questions of a kind, an average says something: it may not pass chance by 5 points. Below, the exact test alone does. */
const ENOUGH = 30;

/** In a kind, where authors have their habits: the exact test, and 5 points on average. */
function kindFaults(kind: Question['kind'], outcomes: readonly Outcome[], guesser: Guesser): Fault[] {
  const [credit, chance] = [mean(outcomes.map(o => o.credit)), mean(outcomes.map(o => o.chance))];
  if (!beatsChance(outcomes) && (outcomes.length < ENOUGH || credit - chance <= 0.05)) return [];
  return [{ kind: 'bank', id: `${kind}/${guesser.id}`, path: [], message: `${kind} : deviner « ${guesser.title} » réussit ${percent(credit)} des ${outcomes.length} questions, contre ${percent(chance)} au hasard.` }];
}

/** Over the questions with one right option, what a mixture of forms gives away that no form gives alone: at most 5 points above chance. */
function learnedFaults(questions: readonly Question[]): Fault[] {
  const [credit, chance] = [mean(learnedCredits(questions)), mean(questions.map(q => 1 / q.options.length))];
  if (questions.length < ENOUGH || credit - chance <= 0.05) return [];
  return [{ kind: 'bank', id: 'learned', path: [], message: `deviner d’après la forme des réponses aux autres questions réussit ${percent(credit)} des ${questions.length} questions à une réponse, contre ${percent(chance)} au hasard (5 points d’écart au plus).` }];
}

/** What the form of the other kinds gives away, in a module or in the bank: an exact one-sided test at 1 %, ties rounded down. */
function blindFaults(kind: 'bank' | 'module', id: string, questions: readonly Question[], { kind: asked, title, odds }: BlindStrategy): Fault[] {
  const all = questions.filter(q => q.kind === asked).map(odds);
  const [success, chance] = [mean(all.map(o => o.success)), mean(all.map(o => o.chance))];
  const exact = tail(all.map(o => o.chance), Math.floor(all.reduce((sum, o) => sum + o.success, 0))) < 0.01;
  const average = kind === 'bank' && all.length >= ENOUGH && success - chance > 0.05;
  if (!exact && !average) return [];
  return [{ kind, id, path: kind === 'module' ? ['id'] : [], message: `${asked} : répondre ${title} réussit ${percent(success)} des ${all.length} questions, contre ${percent(chance)} au hasard.` }];
}

/** The kinds where options are ticked, so that their form may give them away; of a two-tier question, the reason alone is guessed here. */
const TICKED = ['single', 'outcome', 'two-tier', 'multiple'] as const;
const ticked = (question: Question): boolean => TICKED.some(kind => kind === question.kind);

/** What form gives away: nobody passes by knowing nothing. */
export function guesserFaults({ modules }: Content): Fault[] {
  const choices = modules.map(m => ({ module: m.module, questions: m.questions.filter(ticked) })).filter(m => m.questions.length > 0);
  const bank = choices.flatMap(m => m.questions);
  return [
    ...GUESSERS.flatMap(guesser => {
      const guessed = new Map(bank.map(question => [question, outcome(question, guesser)]));
      const of = (questions: readonly Question[]): Outcome[] => questions.flatMap(question => guessed.get(question) ?? []);
      return [
        ...bankFaults(of(bank), guesser),
        ...TICKED.flatMap(kind => kindFaults(kind, of(bank.filter(question => question.kind === kind)), guesser)),
        ...choices.flatMap(m => moduleFaults(m.module, of(m.questions), guesser)),
      ];
    }),
    ...learnedFaults(bank.filter(question => question.kind !== 'multiple')),
    ...BLIND_STRATEGIES.flatMap(s => [...blindFaults('bank', s.kind, modules.flatMap(m => m.questions), s), ...modules.flatMap(m => blindFaults('module', m.module, m.questions, s))]),
    ...choices.flatMap(m => lengthFaults(m.module, m.questions)),
  ];
}
