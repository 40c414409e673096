import { cardsOf, dailyStack, type Nudge, type ReviewAnswer } from '../assessment/review';
import { askable } from '../assessment/scope';
import type { Shelf } from '../assessment/shelf';
import type { Question } from '../curriculum/schemas';
import type { JournalEvent } from './event';
import { usedInExams } from './exposure';
import { countingFor } from './scope';

const day = 86_400_000;

/** What decides of today's review beside the journal: `now` in milliseconds, `size` questions a day at most, `findings` the ids of the rules that find something in the open files. */
export interface DueAsked {
  readonly now: number;
  readonly size: number;
  readonly seed: number;
  readonly findings: readonly string[];
}

/** The questions to review now, from what the journal says since the last reset, and from what is wrong in the learner's files. */
export function dueQuestions(events: readonly JournalEvent[], { catalog, contents, bank }: Pick<Shelf, 'catalog' | 'contents' | 'bank'>, { now, size, seed, findings }: DueAsked): Question[] {
  const objectives = new Map(catalog.labs.flatMap(lab => lab.checks.map(check => [`${lab.id} ${check.id}`, check.objective] as const)));
  const competences = catalog.modules.flatMap(module => module.competences.map(competence => competence.id));
  // Each competence has its own last reset, and counts only what is its own since.
  const own = competences.flatMap(competence => countingFor(competence, events).map(event => ({ competence, event })));
  const answers = own.flatMap(({ competence, event }): ReviewAnswer[] => (event.type === 'question.answered' && event.competence === competence ? [{ ...event, at: Date.parse(event.at) }] : []));
  const failed = own.flatMap(({ competence, event }): Nudge[] => {
    if (event.type !== 'lab.verified') return [];
    const failing = event.checks.flatMap(check => (check.state === 'fails' ? (objectives.get(`${event.lab} ${check.check}`) ?? []) : []));
    return failing.filter(objective => objective.startsWith(`${competence}.`)).map(objective => ({ objective, at: Date.parse(event.at) }));
  });
  // A finding counts from the morning, so that an answer given today is the better witness.
  const found = taughtBy(findings, contents).map((objective): Nudge => ({ objective, at: Math.floor(now / day) * day }));
  return dailyStack(cardsOf(answers, [...failed, ...found]), answers, askable([...bank.values()], usedInExams(events)), now, size, seed);
}

/** The objectives whose lesson or questions speak of one of these rules, in the order of the content. */
export function taughtBy(rules: readonly string[], contents: Shelf['contents']): string[] {
  const speaks = (one: { readonly rules: readonly string[] }) => one.rules.some(rule => rules.includes(rule));
  return [...new Set(contents.flatMap(({ lessons, questions }) => [...lessons.filter(speaks).map(lesson => lesson.id), ...questions.filter(speaks).map(question => question.objective)]))];
}
