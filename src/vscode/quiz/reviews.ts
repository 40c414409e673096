import { cardsOf, dailyStack, type Nudge, type ReviewAnswer } from '../../core/assessment/review';
import { askable } from '../../core/assessment/scope';
import type { Shelf } from '../../core/assessment/shelf';
import type { Question } from '../../core/curriculum/schemas';
import type { JournalEvent } from '../../core/progress/event';
import { usedInExams } from '../../core/progress/exposure';
import { countingFor } from '../../core/progress/scope';

/** The questions to review now, from what the journal says since the last reset; `now` in milliseconds, `size` questions a day at most. */
export function dueQuestions(events: readonly JournalEvent[], shelf: Shelf, now: number, size: number, seed: number): Question[] {
  const objectives = new Map(shelf.catalog.labs.flatMap(lab => lab.checks.map(check => [`${lab.id} ${check.id}`, check.objective] as const)));
  const competences = shelf.catalog.modules.flatMap(module => module.competences.map(competence => competence.id));
  // Each competence has its own last reset, and counts only what is its own since.
  const own = competences.flatMap(competence => countingFor(competence, events).map(event => ({ competence, event })));
  const answers = own.flatMap(({ competence, event }): ReviewAnswer[] => (event.type === 'question.answered' && event.competence === competence ? [{ ...event, at: Date.parse(event.at) }] : []));
  const nudges = own.flatMap(({ competence, event }): Nudge[] => {
    if (event.type !== 'lab.verified') return [];
    const failing = event.checks.flatMap(check => (check.state === 'fails' ? (objectives.get(`${event.lab} ${check.check}`) ?? []) : []));
    return failing.filter(objective => objective.startsWith(`${competence}.`)).map(objective => ({ objective, at: Date.parse(event.at) }));
  });
  return dailyStack(cardsOf(answers, nudges), answers, askable([...shelf.bank.values()], usedInExams(events)), now, size, seed);
}
