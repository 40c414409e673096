import type { FromExam, ToExam } from '../../protocol/exam';
import type { Pending } from './pending';

/** Tells the editor what the candidate did. */
export type Post = (message: FromExam) => void;

/** The page's words, in the language in force. */
export type Words = Extract<ToExam, { type: 'start' }>['strings'];
export type Shown = Exclude<ToExam, { type: 'saved' }>;
export type ViewMessage = Extract<ToExam, { type: 'view' }>;
export type PageOf<P extends ViewMessage['view']['page']> = Extract<ViewMessage['view'], { page: P }>;

/** What every page of an exam receives. */
export interface PageProps {
  readonly message: ViewMessage;
  readonly post: Post;
  /** Whether the page takes the focus to its heading: it follows another one. */
  readonly focus: boolean;
}

/** What the page under way receives too: `received` is when the editor spoke, by the page's own clock. */
export interface RunningProps extends PageProps {
  readonly received: number;
  readonly pending: Pending;
  readonly redraw: () => void;
}
