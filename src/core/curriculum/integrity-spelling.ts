import type { Content, Fault } from './fault';
import { proseOf } from './integrity-typography';
import { CODE } from './typography';

/** Whether a dictionary knows a French word as it is written. */
export type Speller = (word: string) => boolean;

const WORD = /(?<![\p{L}\p{N}_./$-])\p{L}[\p{L}’'-]*(?![\p{L}\p{N}_/$])/gu;
const ELISION = /^(?:[ldjmtsncL]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)[’'](?=\p{L})/iu;

/** The words of a text that a dictionary is asked about: no code, no elided article. */
export function wordsOf(text: string): string[] {
  return (text.replace(CODE, ' ').replace(/\{\w+\}/g, ' ').match(WORD) ?? []).map(word => word.replace(ELISION, '').replace(/[’'-]+$/, '')).filter(word => word.length > 1);
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
