import type { Question } from './schemas';

const LEADING = /^(\d[\d\s]*(?:[.,]\d+)?)\s*(\p{L}*?)s?(?!\p{L})/u;
const NUMBER = /\d+(?:[.,]\d+)?/g;
const LETTER = /(?<!\p{L})\p{L}$/u;

/**
 * The numbers that options are read by, when each begins with one and they count the same thing (« 7 jours », « 30 jours »), or when they say the same
 * but for one number or the letter they end with (« La ligne 3 », « La ligne 1 » ; « L’offre A », « L’offre B »); undefined for any others.
 */
export function numbersOf(options: readonly Pick<Question['options'][number], 'text'>[]): number[] | undefined {
  const leading = options.map(o => LEADING.exec(o.text));
  if (leading.every(found => found !== null) && new Set(leading.map(found => found[2])).size === 1) return leading.map(found => valueOf(found[1] ?? ''));
  const same = (mark: RegExp) => new Set(options.map(o => o.text.replace(mark, '#').replace(/\s+/g, ' '))).size === 1;
  if (options.every(o => LETTER.test(o.text)) && same(LETTER)) return options.map(o => o.text.codePointAt(o.text.length - 1) ?? 0);
  const numbers = options.map(o => o.text.match(NUMBER) ?? []);
  return same(NUMBER) && numbers.every(found => found.length === 1) ? numbers.map(([number = '']) => valueOf(number)) : undefined;
}

const valueOf = (number: string): number => Number(number.replace(/\s/g, '').replace(',', '.'));
