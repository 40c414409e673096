import { linkScheme } from '../curriculum/links';
import type { ExamState } from './exam';
import { resultOf, type ExamResult } from './exam-result';
import type { Shelf } from './shelf';

/** One missed question: `item` is its place in the exam; `stem` and `objective` are HTML of one line. */
export interface MissedView {
  readonly item: number;
  readonly stem: string;
  readonly objective: string;
  readonly lesson?: { readonly href: string; readonly title: string };
}

/** What a finished exam tells. */
export interface ResultView extends Pick<ExamResult, 'correct' | 'total' | 'interval' | 'zone'> {
  readonly ending: 'handed-in' | 'time';
  /** Milliseconds. */
  readonly elapsed: number;
  readonly modules: readonly { readonly title: string; readonly correct: number; readonly total: number }[];
  readonly missed: readonly { readonly competence: string; readonly title: string; readonly questions: readonly MissedView[] }[];
  readonly setAside: number;
  readonly items: readonly { readonly item: number; readonly stem: string; readonly state: 'right' | 'wrong' | 'unanswered' | 'gone' }[];
}

/** Words a finished exam: names, lessons and places for the ids of its result. */
export function resultView(state: ExamState, shelf: Shelf): ResultView {
  const { correct, total, interval, zone, modules, missed, setAside } = resultOf(state, shelf.bank);
  const { catalog } = shelf;
  const wrong = new Set([...missed.values()].flat());
  return {
    correct, total, interval, zone, ending: state.ending ?? 'handed-in', elapsed: state.clock.elapsed,
    modules: catalog.modules.flatMap(({ id, title }) => (modules.has(id) ? [{ title, correct: 0, total: 0, ...modules.get(id) }] : [])),
    missed: catalog.modules.flatMap(module => module.competences).flatMap(({ id, title }) => (missed.has(id) ? [{ competence: id, title, questions: (missed.get(id) ?? []).map(question => missedView(question, state, shelf)) }] : [])),
    setAside: setAside.length,
    items: state.items.map((item, index) => ({ item: index, stem: stemOf(item.question, shelf), state: setAside.includes(item.question) ? 'gone' : !wrong.has(item.question) ? 'right' : item.response.some(value => value !== -1) ? 'wrong' : 'unanswered' })),
  };
}

function missedView(id: string, state: ExamState, shelf: Shelf): MissedView {
  const objective = shelf.bank.get(id)?.objective ?? '';
  const text = shelf.catalog.modules.flatMap(module => module.competences).flatMap(competence => competence.objectives).find(one => one.id === objective)?.text ?? '';
  const lesson = shelf.contents.flatMap(content => content.lessons).find(one => one.id === objective);
  return { item: state.items.findIndex(item => item.question === id), stem: stemOf(id, shelf), objective: shelf.markdown.inline(text), ...(lesson && { lesson: { href: `${linkScheme}lesson:${lesson.id}`, title: lesson.title } }) };
}

function stemOf(id: string, { bank, markdown }: Shelf): string {
  return markdown.inline(bank.get(id)?.stem ?? '');
}
