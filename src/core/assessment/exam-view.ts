import type { ExamState } from './exam';
import { remaining } from './exam';
import { resultView, type ResultView } from './exam-result-view';
import { feedbackOf, type FeedbackView } from './feedback';
import { grade } from './grade';
import { digestOf, type QuestionBank } from './practice';
import { placementView, type PlacementView } from './placement';
import { isComplete, toPage, type Response } from './response';
import type { Shelf } from './shelf';
import { questionView, type QuestionView } from './view';

// What the exam's page is told. Until the end nothing in it tells a right answer from a wrong one; afterwards `feedbackOf` puts the answers in.

interface Base {
  readonly session: string;
  readonly purpose: ExamState['purpose'];
  readonly scope: string;
}

/** How far an item is: nothing, a part or the whole of its answer. */
export interface ItemView {
  readonly answered: 'none' | 'part' | 'whole';
  readonly flagged: boolean;
  /** The question changed or went under the exam: it counts for nobody. */
  readonly gone: boolean;
}

interface Shown extends Base {
  readonly item: number;
  /** Undefined when the question changed or went. */
  readonly question?: QuestionView;
  readonly selected: Response;
}

export type ExamView =
  | (Shown & { readonly page: 'item'; readonly items: readonly ItemView[]; readonly remaining: number | null; readonly timerHidden: boolean })
  | (Base & { readonly page: 'result'; readonly result: ResultView; /** For a placement: the path it proposes. */ readonly path?: PlacementView })
  | (Shown & { readonly page: 'review'; readonly number: number; readonly total: number; readonly feedback?: FeedbackView });

/** Projects the exam for its page, at the time its clock was last counted. */
export function examView(state: ExamState, shelf: Shelf): ExamView {
  const base: Base = { session: state.id, purpose: state.purpose, scope: state.scope };
  if (state.phase === 'running') return { ...base, page: 'item', ...shown(state, state.current, shelf), items: state.items.map(item => itemView(item, shelf.bank)), remaining: remaining(state), timerHidden: state.timerHidden };
  if (state.reviewing === undefined) return { ...base, page: 'result', result: resultView(state, shelf), ...(state.purpose === 'placement' && { path: placementView(state, shelf.catalog.placement, shelf) }) };
  const feedback = feedbackAt(state, state.reviewing, shelf);
  return { ...base, page: 'review', ...shown(state, state.reviewing, shelf), number: state.reviewing + 1, total: state.items.length, ...(feedback && { feedback }) };
}

function shown(state: ExamState, index: number, { bank, markdown }: Shelf): Pick<Shown, 'item' | 'question' | 'selected'> {
  const item = state.items[index];
  const question = item && current(item, bank);
  if (!item || !question) return { item: index, selected: [] };
  return { item: index, question: questionView(question, item, markdown), selected: toPage(question, item.places, item.response) };
}

function itemView(item: ExamState['items'][number], bank: QuestionBank): ItemView {
  const some = item.response.some(value => value !== -1);
  return { answered: isComplete(item.response) ? 'whole' : some ? 'part' : 'none', flagged: item.flagged, gone: !current(item, bank) };
}

function feedbackAt(state: ExamState, index: number, shelf: Shelf): FeedbackView | undefined {
  const item = state.items[index];
  const question = item && current(item, shelf.bank);
  if (!item || !question) return undefined;
  const graded = isComplete(item.response) ? grade(question, item.response) : { correct: false, credit: 0 };
  return feedbackOf(question, item, { ...graded, response: item.response }, shelf);
}

/** The question of an item, if it is still the one that was drawn. */
function current(item: ExamState['items'][number], bank: QuestionBank) {
  const question = bank.get(item.question);
  return question && digestOf(question) === item.digest ? question : undefined;
}
