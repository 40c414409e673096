import type { Catalog } from '../curriculum/catalog';
import { linkScheme } from '../curriculum/links';
import type { Question } from '../curriculum/schemas';
import type { Grade } from './grade';
import { linesOf, type Response } from './response';
import type { Shelf } from './shelf';

/** A source as a page shows it: `href` is a link of ours, as Markdown would write it. */
export interface SourceView {
  readonly href: string;
  readonly title: string;
}

export interface OptionFeedback {
  /** HTML, like `why`, `yours` and `expected`. */
  readonly text: string;
  readonly selected: boolean;
  readonly correct: boolean;
  readonly why: string;
  readonly source: SourceView;
  /** When something was to be placed: where the learner put it, and where it goes. `correct` then says that both are the same. */
  readonly placed?: { readonly yours?: string; readonly expected: string };
}

export interface FeedbackView {
  readonly correct: boolean;
  /** 0 to 1. */
  readonly credit: number;
  /** Two-tier: whether the statement is true, and what the learner said. */
  readonly statement?: { readonly yours?: boolean; readonly expected: boolean };
  /** A faulty line pointed at that no option speaks of. */
  readonly elsewhere?: string;
  /** In the order shown; for a sequence, in the right order. */
  readonly options: readonly OptionFeedback[];
}

/**
 * What is learnt from an answered question. Asking for the answer is how the type says that there is one; once an exam is over its response may be
 * empty or lack a part, and what the learner did not say is left out.
 */
export function feedbackOf(question: Question, item: { readonly places: readonly number[] }, answer: Grade & { readonly response: Response }, { catalog, markdown }: Shelf): FeedbackView {
  const { response, correct, credit } = answer;
  const choice = (option: Question['options'][number], selected: boolean): OptionFeedback =>
    ({ text: markdown.inline(option.text), correct: option.correct, why: markdown.block(option.why), selected, source: sourceOf(option.source, catalog) });
  const shown = item.places.flatMap(index => question.options[index] ?? []);
  const base = { correct, credit };
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'outcome': return { ...base, options: shown.map(option => choice(option, response.includes(question.options.indexOf(option)))) };
    case 'two-tier': return { ...base, statement: { expected: question.statement, ...([0, 1].includes(response[0] ?? -1) && { yours: response[0] === 0 }) }, options: shown.map(option => choice(option, question.options.indexOf(option) === response[1])) };
    case 'order': return { ...base, options: question.options.map((option, rank) => ({ ...choice(option, true), correct: response[rank] === rank, placed: { expected: String(rank + 1), ...(response.includes(rank) && { yours: String(response.indexOf(rank) + 1) }) } })) };
    case 'match': {
      const name = (index: number | undefined) => markdown.inline(question.options[index ?? -1]?.text ?? '');
      const pairs = question.items.flatMap(({ text, option: expected }, at) => {
        const option = question.options[expected];
        return option ? [{ ...choice(option, true), text: markdown.inline(text), correct: response[at] === expected, placed: { expected: name(expected), ...((response[at] ?? -1) >= 0 && { yours: name(response[at]) }) } }] : [];
      });
      return { ...base, options: [...pairs, ...shown.filter(option => !option.correct).map(option => choice(option, response.includes(question.options.indexOf(option))))] };
    }
    case 'faulty-line': {
      const line = (response[0] ?? -1) + 1;
      const elsewhere = line === 0 || question.options.some(option => option.line === line) ? undefined : linesOf(question)[line - 1];
      const options = question.options.toSorted((a, b) => a.line - b.line).map(option => ({ ...choice(option, option.line === line), text: `${option.line}. ${markdown.inline(option.text)}` }));
      return { ...base, options, ...(elsewhere !== undefined && { elsewhere: `${line}. ${elsewhere}` }) };
    }
  }
}

/** The title of a citation: the source's, and the section's when it names one. */
export function sourceOf(citation: string, catalog: Catalog): SourceView {
  const [id, section] = citation.split('#');
  const source = catalog.sources.find(s => s.id === id);
  const part = source?.sections.find(s => s.id === section);
  const title = source ? [source.title, ...(part ? [part.title] : [])].join(' — ') : citation;
  return { href: `${linkScheme}source:${citation}`, title };
}
