import type { Catalog } from '../curriculum/catalog';
import { linkScheme } from '../curriculum/links';
import type { Question } from '../curriculum/schemas';
import type { Grade } from './grade';
import type { PracticeItem } from './practice';
import type { Shelf } from './view';

/** A source as a page shows it: `href` is a link of ours, as Markdown would write it. */
export interface SourceView {
  readonly href: string;
  readonly title: string;
}

export interface OptionFeedback {
  /** HTML, like `why`. */
  readonly text: string;
  readonly selected: boolean;
  readonly correct: boolean;
  readonly why: string;
  readonly source: SourceView;
}

export interface FeedbackView {
  readonly correct: boolean;
  /** 0 to 1. */
  readonly credit: number;
  /** In the order shown. */
  readonly options: readonly OptionFeedback[];
}

/** What is learnt from an answered question. Asking for the answer is how the type says that there is one. */
export function feedbackOf(question: Question, item: PracticeItem, answer: Grade & { readonly response: readonly number[] }, { catalog, markdown }: Shelf): FeedbackView {
  const options = item.places.flatMap(index => {
    const option = question.options[index];
    if (!option) return [];
    const selected = answer.response.includes(index);
    return [{ text: markdown.inline(option.text), correct: option.correct, why: markdown.block(option.why), selected, source: sourceOf(option.source, catalog) }];
  });
  return { correct: answer.correct, credit: answer.credit, options };
}

/** The title of a citation: the source's, and the section's when it names one. */
export function sourceOf(citation: string, catalog: Catalog): SourceView {
  const [id, section] = citation.split('#');
  const source = catalog.sources.find(s => s.id === id);
  const part = source?.sections.find(s => s.id === section);
  const title = source ? [source.title, ...(part ? [part.title] : [])].join(' — ') : citation;
  return { href: `${linkScheme}source:${citation}`, title };
}
