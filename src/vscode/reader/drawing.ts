import type { Library } from '../../core/curriculum/page';
import type { BlockView, PageView } from '../../protocol/reader';
import type { Strings } from '../../protocol/strings';

/** What the makers of a page's parts share: words, and Markdown rendered with one glossary finder for the whole page. */
export interface Drawing {
  readonly strings: Strings['reader'];
  readonly library: Library;
  /** A part with a heading, from Markdown. */
  block(heading: string | undefined, markdown: string, tone?: 'warning' | 'error' | 'success' | 'info'): BlockView;
}

/** What differs from one kind of page to the next. */
export type Parts = Pick<PageView, 'eyebrow' | 'parent' | 'lead' | 'badges' | 'blocks'>;
