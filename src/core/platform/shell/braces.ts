import { parse } from 'unbash';
import type { Word } from './grammar';

/** More words than this from one brace are not made. */
const most = 1_000;

/** The words that `a{b,c}` or `{1..3}` become; itself when there is no brace. */
export function bracesOf(word: Word): Word[] {
  const made: Word[] = [];
  const waiting = [word];
  for (let next = waiting.pop(), turns = 0; next && made.length < most && turns < 4 * most; next = waiting.pop(), turns++) {
    const part = next.parts?.find(one => one.type === 'BraceExpansion');
    if (!part) made.push(next);
    else {
      const start = part.pos - next.pos;
      const [before, after] = [next.text.slice(0, start), next.text.slice(start + part.text.length)];
      waiting.push(...alternatives(part.text.slice(1, -1)).map(each => `${before}${each}${after}`).reverse().flatMap(text => wordOf(text) ?? []));
    }
  }
  return made;
}

function wordOf(text: string): Word | undefined {
  const [statement] = parse(`: ${text}`).commands;
  const [argument] = statement?.command.type === 'Command' ? statement.command.args : [];
  return argument?.type === 'Word' ? argument : undefined;
}

function alternatives(inside: string): string[] {
  const range = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(inside);
  if (range) return rangeOf(range[1] ?? '', range[2] ?? '', Math.abs(Number(range[3] ?? 1)) || 1);
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at <= inside.length; at++) {
    const sign = inside[at];
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (sign !== undefined && (sign !== ',' || depth > 0)) continue;
    found.push(inside.slice(from, at));
    from = at + 1;
  }
  return found;
}

function rangeOf(first: string, last: string, step: number): string[] {
  const letters = /[a-zA-Z]/.test(first);
  const [from, to] = letters ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(first), Number(last)];
  const width = /^-?0\d/.test(first) || /^-?0\d/.test(last) ? Math.max(first.length, last.length) : 0;
  const count = Math.min(most, Math.floor(Math.abs(to - from) / step) + 1);
  return Array.from({ length: count }, (_, index) => from + (to < from ? -1 : 1) * step * index).map(value => (letters ? String.fromCharCode(value) : String(value).padStart(width, '0')));
}
