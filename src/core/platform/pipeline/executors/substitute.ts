/** The values that names have where an instruction is. */
export type Values = Readonly<Record<string, string>>;

/** A word of a Dockerfile with its variables replaced and, when asked, its quotes taken off (moby/buildkit, `frontend/dockerfile/shell`). A name without a value is empty. */
export function substituted(text: string, values: Values, unquotes = false, depth = 0): string {
  if (depth > 8) return '';
  let made = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '\\' && quote !== "'" && at + 1 < text.length) made += `${unquotes || text[at + 1] === '$' ? '' : sign}${text[++at] ?? ''}`;
    else if ((sign === '"' || sign === "'") && (quote === '' || quote === sign)) {
      quote = quote === '' ? sign : '';
      if (!unquotes) made += sign;
    } else if (sign === '$' && quote !== "'") {
      const { value, length } = variable(text.slice(at), values, depth);
      made += value;
      at += length - 1;
    } else made += sign;
  }
  return made;
}

function variable(text: string, values: Values, depth: number): { readonly value: string; readonly length: number } {
  const plain = /^\$(\w+)/.exec(text.slice(0, 300));
  if (plain) return { value: own(values, plain[1] ?? ''), length: plain[0].length };
  const [start, name = ''] = /^\$\{(\w+)/.exec(text.slice(0, 300)) ?? [];
  const end = start === undefined ? -1 : closing(text);
  if (start === undefined || end < 0) return { value: '$', length: 1 };
  const [, colon = '', operator = '', word = ''] = /^(:?)([-+?]?)([\s\S]*)$/.exec(text.slice(start.length, end)) ?? [];
  const value = own(values, name);
  const there = Object.hasOwn(values, name) && (colon === '' || value !== '');
  const other = () => substituted(word, values, true, depth + 1);
  return { value: operator === '+' ? (there ? other() : '') : operator === '-' && !there ? other() : value, length: end + 1 };
}

/** Where the brace that opens at the second sign is closed. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function own(values: Values, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}

/** `KEY=value` pairs of `ENV`, `LABEL` and `ARG`, as they are written; the old form without an equals sign too. */
export function pairsOf(text: string): readonly (readonly [name: string, raw: string])[] {
  const words = quotedWords(text);
  if (!words[0]?.includes('=')) {
    const [name = '', ...rest] = text.split(/\s+/);
    return name === '' ? [] : [[name, rest.join(' ')]];
  }
  return words.flatMap(word => (word.includes('=') ? [[word.slice(0, word.indexOf('=')).replace(/^"(.*)"$/, '$1'), word.slice(word.indexOf('=') + 1)] as const] : []));
}

/** Cut at the spaces that no quote holds, in one pass. */
function quotedWords(text: string): string[] {
  const words: string[] = [];
  let quote = '';
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '\\' && quote !== "'") at++;
    else if ((sign === '"' || sign === "'") && (quote === '' || quote === sign)) quote = quote === '' ? sign : '';
    else if (sign === undefined || (sign === ' ' && quote === '')) {
      if (at > from) words.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return words;
}
