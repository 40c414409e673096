import type { GlossaryTerm } from './schemas';

/** A term found in a text: `start` and `end` count UTF-16 code units. */
export interface TermMatch {
  readonly start: number;
  readonly end: number;
  readonly term: GlossaryTerm;
}

/** Finds the terms to explain in the successive texts of one page. */
export type TermFinder = (text: string) => readonly TermMatch[];

/**
 * A finder for one page: each term is found once, at its first occurrence, so that a page is not riddled with marks.
 * The longest form wins where two overlap; an acronym is recognised in capitals only; `except` are terms not to explain (a term's own page).
 */
export function termFinder(terms: readonly GlossaryTerm[], except: readonly string[] = []): TermFinder {
  const known = terms.filter(term => !except.includes(term.id)).flatMap(term => [term.term, ...term.forms].map(form => ({ form, term })));
  if (known.length === 0) return () => [];
  const byForm = new Map(known.map(({ form, term }) => [key(form), term]));
  const seen = new Set<string>();
  const forms = [...new Set(known.map(({ form }) => form))].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_/.-])(?:${forms.map(formPattern).join('|')})(?![\\p{L}\\p{N}_/-]|\\.[\\p{L}\\p{N}])`, 'gu');
  return text => {
    const found: TermMatch[] = [];
    for (const match of text.matchAll(pattern)) {
      const term = byForm.get(key(match[0]));
      if (!term || seen.has(term.id)) continue;
      seen.add(term.id);
      found.push({ start: match.index, end: match.index + match[0].length, term });
    }
    return found;
  };
}

/** An acronym keeps its capitals; a word is folded, with one kind of apostrophe and of space. */
function key(form: string): string {
  const plain = form.replace(/[’']/g, '’').replace(/\s/g, ' ');
  return isAcronym(plain) ? plain : plain.toLowerCase();
}

function isAcronym(form: string): boolean {
  return /^[\p{Lu}\p{N}][\p{Lu}\p{N}/-]*$/u.test(form);
}

/** The form as a pattern: any case for a word, apostrophes and spaces of either kind, nothing else special. */
function formPattern(form: string): string {
  const acronym = isAcronym(form);
  return [...form].map(character => {
    if (/[’']/.test(character)) return '[’\']';
    if (/\s/.test(character)) return '\\s';
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    if (!acronym && lower !== upper && upper.length === lower.length) return `[${lower}${upper}]`;
    return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }).join('');
}
