import type { Question } from '../curriculum/schemas';
import { isCompleted, type Confidence, type PracticeState } from './practice';
import { feedbackOf, type FeedbackView } from './feedback';
import { toPage, type Response } from './response';
import { scopeOf } from './scope';
import type { Markdown, Shelf } from './shelf';
import { summaryOf, type SummaryView } from './summary';

// What a page is told. The right answers, the explanations and their sources are not in it before the question is graded: they are put in
// by `feedbackOf` alone, which is called for answered items alone.

export interface QuestionView {
  readonly kind: Question['kind'];
  /** HTML made of the Markdown by the shelf's `block`. */
  readonly stem: string;
  readonly exhibit?: { readonly language: string; readonly text: string; readonly title?: string | undefined };
  /** HTML of one line each, in the order shown. */
  readonly options: readonly string[];
  /** Match: what is to be matched with an option, as HTML of one line. */
  readonly items?: readonly string[];
}

interface Base {
  readonly session: string;
  /** Title of what is practised. */
  readonly title: string;
  /** How many questions were passed over because they changed, or went. */
  readonly changed: number;
  readonly removed: number;
}

interface Asked extends Base {
  /** Index of the item, to be sent back with every message about it. */
  readonly item: number;
  /** Rank among the questions that count, from 1, and their number. */
  readonly number: number;
  readonly total: number;
  readonly question: QuestionView;
  readonly selected: Response;
  readonly confidence?: Confidence;
}

export type QuizView =
  | (Asked & { readonly page: 'question' })
  | (Asked & { readonly page: 'feedback'; readonly feedback: FeedbackView; readonly last: boolean; readonly review: boolean })
  | (Base & { readonly page: 'summary'; readonly completed: boolean; readonly summary: SummaryView });

/** Projects the session for its page. */
export function viewOf(state: PracticeState, shelf: Shelf): QuizView {
  const base: Base = { session: state.id, title: scopeOf(state.scope, shelf.catalog, shelf.contents)?.title ?? state.scope, changed: skipped(state, 'changed'), removed: skipped(state, 'removed') };
  const review = state.phase === 'finished' && state.reviewing !== undefined;
  const index = review ? (state.reviewing as number) : state.current;
  const item = state.items[index];
  const question = item && !item.gone ? shelf.bank.get(item.question) : undefined;
  if ((state.phase === 'finished' && !review) || !item || !question) return { ...base, page: 'summary', completed: isCompleted(state), summary: summaryOf(state, shelf) };
  const asked: Asked = { ...base, ...rank(state, index), item: index, question: questionView(question, item, shelf.markdown), selected: toPage(question, item.places, item.draft), ...(item.confidence && { confidence: item.confidence }) };
  if (!item.answer || state.phase === 'answering') return { ...asked, page: 'question' };
  return { ...asked, page: 'feedback', feedback: feedbackOf(question, item, item.answer, shelf), last: !state.items.some(i => !i.answer && !i.gone), review };
}

/** A question as a page shows it, without what would answer it. */
export function questionView(question: Question, item: { readonly places: readonly number[] }, markdown: Markdown): QuestionView {
  // Which lines have something said of them would narrow the search.
  const options = question.kind === 'faulty-line' ? [] : item.places.map(index => markdown.inline(question.options[index]?.text ?? ''));
  return { kind: question.kind, stem: markdown.block(question.stem), ...(question.exhibit && { exhibit: question.exhibit }), options, ...(question.kind === 'match' && { items: question.items.map(i => markdown.inline(i.text)) }) };
}

function rank(state: PracticeState, index: number): { number: number; total: number } {
  const counting = state.items.map((item, at) => ({ item, at })).filter(({ item }) => item.answer || !item.gone);
  return { number: counting.findIndex(({ at }) => at === index) + 1, total: counting.length };
}

function skipped(state: PracticeState, fate: 'changed' | 'removed'): number {
  return state.items.filter(item => item.gone === fate && !item.answer).length;
}
