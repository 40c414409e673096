import { linkScheme } from '../curriculum/links';
import type { PracticeState } from './practice';
import type { Shelf } from './shelf';

/** One objective with questions missed in the session, and the lesson that teaches it, when there is one. */
export interface ToReview {
  readonly objective: string;
  /** Its text, as HTML of one line. */
  readonly html: string;
  readonly lesson?: { readonly href: string; readonly title: string };
  readonly missed: number;
}

export interface SummaryView {
  readonly correct: number;
  readonly answered: number;
  readonly total: number;
  /** By competence, in the order of the module. */
  readonly review: readonly { readonly competence: string; readonly title: string; readonly objectives: readonly ToReview[] }[];
  /** The answered items, to be read again: a question that changed since cannot be shown. `stem` is HTML of one line. */
  readonly items: readonly { readonly item: number; readonly stem: string; readonly correct: boolean; readonly readable: boolean }[];
}

/** The score of the session and what to review. */
export function summaryOf(state: PracticeState, shelf: Shelf): SummaryView {
  const answered = state.items.filter(item => item.answer);
  const items = state.items.flatMap((item, index) => {
    if (!item.answer) return [];
    const readable = !item.gone;
    const stem = (readable && shelf.bank.get(item.question)?.stem) || '';
    return [{ item: index, stem: shelf.markdown.inline(stem), correct: item.answer.correct, readable }];
  });
  return {
    correct: answered.filter(item => item.answer?.correct).length,
    answered: answered.length,
    total: state.items.filter(item => item.answer || !item.gone).length,
    review: toReview(state, shelf),
    items,
  };
}

function toReview(state: PracticeState, shelf: Shelf): SummaryView['review'] {
  const missed = new Map<string, number>();
  for (const item of state.items) {
    const objective = item.answer && !item.answer.correct ? shelf.bank.get(item.question)?.objective : undefined;
    if (objective) missed.set(objective, (missed.get(objective) ?? 0) + 1);
  }
  const lessons = new Map(shelf.contents.flatMap(content => content.lessons).map(lesson => [lesson.id, lesson]));
  return shelf.catalog.modules.flatMap(module => module.competences).flatMap(competence => {
    const objectives = competence.objectives.flatMap(({ id, text }) => {
      const lesson = lessons.get(id);
      return missed.has(id) ? [{ objective: id, html: shelf.markdown.inline(text), missed: missed.get(id) ?? 0, ...(lesson && { lesson: { href: `${linkScheme}lesson:${id}`, title: lesson.title } }) }] : [];
    });
    return objectives.length > 0 ? [{ competence: competence.id, title: competence.title, objectives }] : [];
  });
}
