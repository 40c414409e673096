import type { Catalog, ModuleContent } from '../curriculum/catalog';
import type { QuestionBank } from './practice';

/** What texts are looked up in. */
export interface Shelf {
  readonly catalog: Catalog;
  readonly contents: readonly ModuleContent[];
  readonly bank: QuestionBank;
  readonly markdown: Markdown;
}

/** Turns the authors' Markdown into HTML that a page may show as it is: `inline` without a paragraph around it. */
export interface Markdown {
  readonly block: (text: string) => string;
  readonly inline: (text: string) => string;
}
