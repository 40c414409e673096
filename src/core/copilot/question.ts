import type { Library } from '../curriculum/page';
import type { Answer, AnswerPart } from './answer';
import { citations } from './grounding';
import { redact, withoutMasks } from './redaction/redact';
import type { Search } from './search';

const longest = 900;

/** Our own answer to a free question: our passages on it, quoted and cited; or the plain admission that we hold none. `near` are references the conversation is about. */
export function answerQuestion(question: string, search: Search, library: Library, near: readonly string[] = []): Answer {
  // A token pasted in the question is none of its words.
  const words = withoutMasks(redact([{ text: question, format: 'prose' }]).texts[0] ?? question);
  const hits = search.ask(words, 4, near);
  const parts = hits.map(({ passage }): AnswerPart => ({ heading: passage.title, markdown: shortened(passage.markdown), citations: citations([passage.ref], library) }));
  return { title: question, found: parts.length > 0, parts };
}

/** The beginning of a passage, cut between paragraphs when it can be: the reader shows the rest. */
function shortened(markdown: string): string {
  if (markdown.length <= longest) return markdown;
  const paragraphs = markdown.split(/\n{2,}/);
  let text = '';
  for (const paragraph of paragraphs) {
    if (text !== '' && text.length + paragraph.length > longest) break;
    text += `${text === '' ? '' : '\n\n'}${paragraph}`;
  }
  return text.length < markdown.length ? `${text}\n\n…` : text;
}
