import type { Content, Fault } from './fault';
import { proseOf } from './integrity-typography';
import { CODE } from './typography';

/** Whether a dictionary knows a French word as it is written. */
export type Speller = (word: string) => boolean;

const WORD = /(?<![\p{L}\p{N}_./$-])\p{L}[\p{L}’'-]*(?![\p{L}\p{N}_/$])/gu;
const ELISION = /^(?:[ldjmtsncL]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)[’'](?=\p{L})/iu;

/** The end of what comes before a word that opens a sentence, a line, a quotation or a parenthesis. */
const OPENING = /(?:^|[.!?:;…«»(|>*_\-\n–—→])\s*$/u;

/** A capital inside a word, or at the start of one within a sentence, is that of a name or of an acronym: a French dictionary has nothing to say of it. */
const isName = (word: string, before: string): boolean => /\p{L}[’'-]?\p{Lu}/u.test(word) || (/^\p{Lu}/u.test(word) && !OPENING.test(before));

/** The words of a text that a dictionary is asked about: no code, no name, no elided article. */
export function wordsOf(text: string): string[] {
  const plain = text.replace(CODE, ' ').replace(/\{\w+\}/g, ' ');
  return [...plain.matchAll(WORD)].flatMap(match => {
    const elided = ELISION.exec(match[0])?.[0] ?? '';
    const word = match[0].slice(elided.length).replace(/[’'-]+$/, '');
    return word.length < 2 || isName(word, plain.slice(0, match.index) + elided) ? [] : [word];
  });
}

/** The glossary's words and those of `allowed` are known too, in any case when written in lower case there. */
export function spellingFaults(content: Content, speller: Speller, allowed: readonly string[]): Fault[] {
  const own = new Set([...allowed, ...content.catalog.glossary.flatMap(term => [term.term, ...term.forms].flatMap(wordsOf))]);
  const verdicts = new Map<string, boolean>();
  const known = (word: string): boolean => {
    const verdict = verdicts.get(word) ?? (own.has(word) || own.has(word.toLowerCase()) || speller(word) || speller(word.replace(/’/g, "'")) || word.split('-').every(part => part !== word && known(part)));
    verdicts.set(word, verdict);
    return verdict;
  };
  return proseOf(content).flatMap(({ text, ...place }) => [...new Set(wordsOf(text))].filter(word => !known(word)).map(word => ({ ...place, message: `« ${word} » n’est ni dans le dictionnaire, ni dans le glossaire.` })));
}
