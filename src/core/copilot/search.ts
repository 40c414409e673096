import MiniSearch from 'minisearch';
import { termOf, tokenize } from './french';
import type { Passage } from './passages';

/** A passage found, and how much of the question it speaks of: 1 when it holds every word that counts. */
export interface Hit {
  readonly passage: Passage;
  readonly coverage: number;
}

export interface Search {
  /** The passages that answer `question`, best first, at most `limit`; none when what we hold is not about it. `near` are references already spoken of. */
  ask(question: string, limit?: number, near?: readonly string[]): Hit[];
}

/** Below this part of what the question is about, a passage only shares a word with it. Tried on the questions of the tests. */
const threshold = 0.5;
/** A follow-up says « et en production ? »: a passage already spoken of needs to share less. */
const nearThreshold = 0.25;

/** Indexes passages, which takes some tens of milliseconds: done on the first question. */
export function searchIn(passages: readonly Passage[]): Search {
  const index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize,
    processTerm: word => termOf(word) ?? null,
    searchOptions: { boost: { title: 2 }, prefix: term => term.length > 4, fuzzy: term => (term.length > 5 ? 0.2 : false), weights: { prefix: 0.3, fuzzy: 0.2 } },
  });
  index.addAll(passages.map((p, id) => ({ id, title: p.title, text: `${p.markdown} ${'more' in p ? String(p.more) : ''} ${p.ref}` })));
  const weigh = weights(passages.length, term => index.search(term, { processTerm: t => t, tokenize: t => [t], prefix: false, fuzzy: false }).length);
  return {
    ask(question, limit = 4, near = []) {
      const terms = [...new Set(tokenize(question).map(termOf).filter(term => term !== undefined))];
      const total = terms.reduce((sum, term) => sum + weigh(term), 0);
      if (total === 0) return [];
      const hits = index.search(question).map(result => {
        const passage = passages[Number(result.id)] as Passage;
        // What was matched, term by term: a word that differs by a letter or is only begun counts less, since chance does that too.
        const said = new Set(result.terms);
        const queried = new Set(result.queryTerms);
        const matched = terms.filter(term => queried.has(term)).reduce((sum, term) => sum + weigh(term) * (said.has(term) ? 1 : 0.6), 0);
        return { passage, coverage: matched / total, score: result.score };
      });
      const kept = hits.filter(hit => hit.coverage >= (near.includes(hit.passage.ref) ? nearThreshold : threshold));
      kept.sort((a, b) => b.score * b.coverage - a.score * a.coverage);
      return distinct(kept).slice(0, limit).map(({ passage, coverage }) => ({ passage, coverage }));
    },
  };
}

/** How much a term tells: rare ones more; one we never use, the most, since a question about it is not about us. */
function weights(count: number, frequency: (term: string) => number): (term: string) => number {
  const known = new Map<string, number>();
  return term => {
    const value = known.get(term) ?? Math.log(1 + (count + 1) / (frequency(term) + 0.5));
    known.set(term, value);
    return value;
  };
}

/** One hit a page: two sections of a lesson open the same one. */
function distinct<T extends { readonly passage: Passage }>(hits: readonly T[]): T[] {
  return hits.filter((hit, index) => hits.findIndex(other => other.passage.ref === hit.passage.ref) === index);
}
