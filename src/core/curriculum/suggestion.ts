import type { Library } from './page';
import { resolve } from './page';

/** What a note's words are, in the interface's language; `about` and `content` hold `{title}`, `{id}` and `{version}`. */
export interface SuggestionWords {
  readonly heading: string;
  readonly about: string;
  readonly content: string;
  readonly excerpt: string;
  readonly mine: string;
  readonly prompt: string;
  readonly send: string;
}

/**
 * A Markdown note about a question, a lesson or any page of the reader, to be completed by who suggests: what it is about, by its id and the version
 * of the content, and its text. `ref` is `question:<id>` or a reference of the reader; undefined when it names nothing. A question's note holds no answer.
 */
export function suggestionNote(ref: string, library: Library, words: SuggestionWords): string | undefined {
  const about = subjectOf(ref, library);
  if (!about) return undefined;
  const fill = (text: string) => text.replace('{title}', about.title).replace('{id}', ref).replace('{version}', library.catalog.version);
  return [`# ${words.heading}`, `- ${fill(words.about)}\n- ${fill(words.content)}`, `## ${words.excerpt}`, quoted(about.text), `## ${words.mine}`, words.prompt, '---', words.send, ''].join('\n\n');
}

interface Subject {
  readonly title: string;
  readonly text: string;
}

function subjectOf(ref: string, library: Library): Subject | undefined {
  if (ref.startsWith('question:')) {
    const question = library.modules.flatMap(module => module.questions).find(one => `question:${one.id}` === ref);
    return question && { title: question.stem, text: [question.stem, ...(question.exhibit ? [question.exhibit.text.trimEnd()] : []), ...question.options.map(option => `- ${option.text}`)].join('\n\n') };
  }
  const page = resolve(ref, library);
  if (!page) return undefined;
  const text = page.kind === 'lesson' ? page.lesson.body : page.kind === 'term' ? page.term.definition : page.kind === 'guide' ? page.guide.body : page.title;
  return { title: page.title, text };
}

/** As a quotation, so that what is quoted cannot be taken for what is suggested. */
function quoted(text: string): string {
  return text.split('\n').map(line => `> ${line}`.trimEnd()).join('\n');
}
