import type { Leak } from './leak';
import { isClearSecret, masked } from './value';

/** What stands by for a variable nobody sets, wherever it is written: `${DB_PASSWORD:-secret}`, `${db.password:secret}`, `${TOKEN:=secret}`. */
export function leaksInDefaults(text: string): Leak[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(/\$\{([A-Za-z_][\w.-]*?)(?::[-=]|[-=:])(?![?+=-])(["']?)([^${}"'\s]+)\2\}/g)].flatMap(({ 0: whole, 1: name = '', 3: value = '', index }): Leak[] => {
    const start = index + whole.lastIndexOf(value);
    return isClearSecret(name, value) ? [{ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) }] : [];
  });
}
