import { typeset } from '../../core/curriculum/typography';

/** Keys under which authors write French; ids, links, code and exhibits are left as they are. */
const PROSE = new Set(['title', 'summary', 'text', 'stem', 'why', 'definition', 'belief', 'dated', 'note', 'how', 'body']);
const CODE = new Set(['exhibit', 'verify']);

/** A copy of a content where French prose has its non-breaking spaces: authors type ordinary ones. */
export function typesetProse<T>(value: T): T {
  return set(value, false) as T;
}

function set(value: unknown, prose: boolean): unknown {
  if (typeof value === 'string') return prose ? typeset(value) : value;
  if (Array.isArray(value)) return value.map(item => set(item, prose));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, CODE.has(key) ? item : set(item, PROSE.has(key))]));
}
