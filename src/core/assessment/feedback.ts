import type { Catalog } from '../curriculum/catalog';
import type { Question } from '../curriculum/schemas';
import type { Grade } from './grade';
import type { PracticeItem } from './practice';

/** A source as a page shows it: `ref` is what the reader opens. */
export interface SourceView {
  readonly ref: string;
  readonly title: string;
}

export interface OptionFeedback {
  /** Markdown. */
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
export function feedbackOf(question: Question, item: PracticeItem, answer: Grade & { readonly response: readonly number[] }, catalog: Catalog): FeedbackView {
  const options = item.places.flatMap(index => {
    const option = question.options[index];
    if (!option) return [];
    const { text, correct, why } = option;
    return [{ text, correct, why, selected: answer.response.includes(index), source: sourceOf(option.source, catalog) }];
  });
  return { correct: answer.correct, credit: answer.credit, options };
}

/** The title of a citation: the source's, and the section's when it names one. */
export function sourceOf(citation: string, catalog: Catalog): SourceView {
  const [id, section] = citation.split('#');
  const source = catalog.sources.find(s => s.id === id);
  const part = source?.sections.find(s => s.id === section);
  const title = source ? [source.title, ...(part ? [part.title] : [])].join(' — ') : citation;
  return { ref: `source:${citation}`, title };
}
