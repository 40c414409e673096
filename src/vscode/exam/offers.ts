import { drawExam } from '../../core/assessment/blueprint';
import type { ExamState } from '../../core/assessment/exam';
import { offersOf } from '../../core/assessment/exam-offer';
import { sourceOf } from '../../core/assessment/feedback';
import { drawPlacement } from '../../core/assessment/placement';
import type { Shelf } from '../../core/assessment/shelf';
import type { Question } from '../../core/curriculum/schemas';
import type { JournalEvent } from '../../core/progress/event';
import { usedInExams } from '../../core/progress/exposure';
import type { StartView } from '../../protocol/exam';

type Purpose = ExamState['purpose'];

/** What can be chosen before the start, from the content and the journal. Undefined when the content plans nothing of the kind. */
export function startView(purpose: Purpose, { catalog, bank, markdown }: Shelf, events: readonly JournalEvent[], last: boolean): StartView | undefined {
  if (purpose === 'placement') {
    const { placement } = catalog;
    return placement && { purpose, last, facts: [], scopes: placement.profiles.map(({ id, title, summary }) => ({ id, title, detail: summary, questions: placement.questions, minutes: placement.minutes, missing: 0, repeated: 0 })) };
  }
  if (!catalog.exam) return undefined;
  const offers = offersOf(catalog.exam, catalog.modules, [...bank.values()], usedInExams(events));
  return {
    purpose, last,
    scopes: offers.map(({ id, title, plan, questions, missing, repeated }) => ({ id, title, questions, minutes: plan.minutes, missing, repeated })),
    facts: catalog.exam.facts.map(({ text, source }) => ({ text: markdown.inline(text), ...(source !== undefined && { source: sourceOf(source, catalog) }) })),
  };
}

/** The questions of a scope, drawn by seed, and the normal time for them; undefined when it cannot be begun. */
export function drawFor(purpose: Purpose, scope: string, { catalog, bank }: Shelf, events: readonly JournalEvent[], seed: number): { readonly questions: readonly Question[]; readonly minutes: number } | undefined {
  const all = [...bank.values()];
  if (purpose === 'placement') {
    const profile = catalog.placement?.profiles.find(one => one.id === scope);
    const met = new Set(events.flatMap(event => (event.type === 'question.answered' ? [event.question] : [])));
    return catalog.placement && profile && { questions: drawPlacement(profile, catalog.modules, all, met, catalog.placement.questions, seed), minutes: catalog.placement.minutes };
  }
  const used = usedInExams(events);
  const offer = catalog.exam && offersOf(catalog.exam, catalog.modules, all, used).find(one => one.id === scope && one.missing === 0);
  return offer && { questions: drawExam(offer.plan, all, used, seed).questions, minutes: offer.plan.minutes };
}
