import type { TermFinder } from './glossary';
import type { LinkTarget } from './links';

/** What a text may do on the page it is shown on. */
export interface MarkdownOptions {
  /** Judges every link: see `linkTarget`. A link it refuses keeps its words and leads nowhere. */
  readonly link: (href: string) => LinkTarget | undefined;
  readonly labels: MarkdownLabels;
  /** `model` for what a model wrote: no typography is added, and `[rule:…]` becomes a citation. `ours` by default. */
  readonly origin?: 'ours' | 'model';
  /** With `model`: the title of what a reference points at; undefined strikes the citation out. */
  readonly cite?: (ref: string) => string | undefined;
  /** Terms to explain in place; one finder serves all the texts of a page. */
  readonly terms?: TermFinder;
  /** Level of the highest heading of the text, 2 unless told: headings are shifted so that the page's outline has no gap. */
  readonly heading?: number;
}

/** Interface words inside rendered text, in the interface's language. */
export interface MarkdownLabels {
  readonly copy: string;
  readonly copied: string;
  readonly code: string;
  readonly table: string;
  readonly refusedLink: string;
  readonly unresolved: string;
  readonly moreAboutTerm: string;
}

/** What our plugins read from the parser's environment: `renderMarkdown` always puts it there. */
export function optionsOf(env: unknown): MarkdownOptions {
  return (env as { readonly options: MarkdownOptions }).options;
}
