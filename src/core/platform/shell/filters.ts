import { RE2JS } from '@bufbuild/re2';
import { matchesPattern } from './pattern';
import type { Shell, Streams } from './shell';
import { isKnown, unknownText, type Status } from './value';
import type { Builtin } from './builtins';

/** The texts that the last words of a command name, or what it is fed; undefined of one that is not known. Says which file is not there. */
function inputs(name: string, paths: readonly string[], shell: Shell, streams: Streams): { readonly texts: readonly (string | undefined)[]; readonly missing: boolean } {
  if (paths.length === 0 || (paths.length === 1 && paths[0] === '-')) {
    const { text } = streams.input;
    streams.input.text = '';
    return { texts: [isKnown(text) ? text : undefined], missing: false };
  }
  let missing = false;
  const texts = paths.flatMap((path): (string | undefined)[] => {
    if (!isKnown(path)) return [undefined];
    const at = shell.files.at(shell.folder, path);
    const kind = shell.files.kind(at);
    if (kind === 'file' || kind === 'maybe') return [shell.files.text(at)];
    streams.err(`${name}: ${name === 'ls' ? `cannot access '${path}'` : path}: ${kind === 'folder' ? 'Is a directory' : 'No such file or directory'}\n`);
    missing = true;
    return [];
  });
  return { texts, missing };
}

/** A filter: what it makes of the lines it is given; of a text that is not known, nothing is. Undefined: these options are not followed. */
type Lines = (lines: readonly string[], options: readonly string[]) => readonly string[] | undefined;

/** `operands`: how many words before the files are its own; `valued`: the options that take the word after them. */
function filter(make: Lines, operands = 0, valued = /(?!)/): Builtin {
  return (words, shell, streams) => {
    const [name = ''] = words;
    const { options, rest } = parted(words.slice(1), valued);
    const { texts, missing } = inputs(name, rest.slice(operands), shell, streams);
    const lines = texts.flatMap(text => (text === undefined ? [] : text.replace(/\n$/, '').split('\n').slice(0, text === '' ? 0 : undefined)));
    const made = texts.includes(undefined) || ![...options, ...rest].every(isKnown) ? undefined : make(lines, [...options, ...rest.slice(0, operands)]);
    if (made === undefined) streams.out(unknownText(`sortie de ${name}`));
    else if (made.length > 0) streams.out(`${made.join('\n')}\n`);
    return missing ? 1 : 0;
  };
}

function parted(words: readonly string[], valued: RegExp): { readonly options: string[]; readonly rest: string[] } {
  const [options, rest]: [string[], string[]] = [[], []];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { options, rest: [...rest, ...words.slice(at + 1)] };
    if (!word.startsWith('-') || word === '-') rest.push(word);
    else options.push(valued.test(word) ? `${word} ${words[++at] ?? ''}` : word);
  }
  return { options, rest };
}

/** How many lines `-n 3`, `-n3` or `-3` say. */
function countOf(options: readonly string[]): number | undefined {
  const given = options.map(option => /^-(?:n ?)?\+?(\d+)$/.exec(option)?.[1]).find(Boolean);
  return options.length === 0 ? 10 : given === undefined ? undefined : Number(given);
}

const head: Lines = (lines, options) => (countOf(options) === undefined ? undefined : lines.slice(0, countOf(options)));
const tail: Lines = (lines, options) => {
  const count = countOf(options);
  if (count === undefined) return undefined;
  return options.some(option => option.includes('+')) ? lines.slice(count - 1) : count === 0 ? [] : lines.slice(-count);
};

const cut: Lines = (lines, options) => {
  const value = (letter: string) => options.map(option => (option.startsWith(`-${letter}`) ? option.slice(2).replace(/^ /, '') : undefined)).find(text => text !== undefined);
  const [delimiter = '\t', fields, signs] = [value('d') || undefined, value('f'), value('c')];
  const [, from = '', dash = '', to = ''] = /^(\d+)(-?)(\d*)$/.exec(fields ?? signs ?? '') ?? [];
  if (from === '') return undefined;
  const [start, end] = [Number(from) - 1, dash === '' ? Number(from) : to === '' ? undefined : Number(to)];
  return lines.map(line => (fields === undefined ? line.slice(start, end) : line.includes(delimiter) ? line.split(delimiter).slice(start, end).join(delimiter) : line));
};

const sort: Lines = (lines, options) => {
  if (!options.every(option => /^-[runV]+$/.test(option))) return undefined;
  const has = (letter: string) => options.some(option => option.includes(letter));
  const ordered = [...(has('u') ? new Set(lines) : lines)].sort(has('n') ? (a, b) => (parseFloat(a) || 0) - (parseFloat(b) || 0) : has('V') ? (a, b) => a.localeCompare(b, 'en', { numeric: true }) : undefined);
  return has('r') ? ordered.reverse() : ordered;
};

const wc: Lines = (lines, options) => (options.includes('-l') ? [String(lines.length)] : options.includes('-w') ? [String(lines.join(' ').split(/\s+/).filter(Boolean).length)] : undefined);

/** `tr 'a-z' 'A-Z'`, `tr -d …`. */
const tr: Lines = (lines, options) => {
  const deletes = options.includes('-d');
  const [from = '', to = ''] = options.filter(option => !/^-\w+$/.test(option)).map(signsOf);
  if (options.some(option => /^-\w+$/.test(option) && option !== '-d') || from === '') return undefined;
  const change = (sign: string) => (from.includes(sign) ? (deletes ? '' : (to[Math.min(from.indexOf(sign), to.length - 1)] ?? '')) : sign);
  return [...`${lines.join('\n')}`].map(change).join('').split('\n');
};

function signsOf(text: string): string {
  const classes = text.replaceAll('[:upper:]', 'A-Z').replaceAll('[:lower:]', 'a-z').replaceAll('[:digit:]', '0-9').replaceAll('[:space:]', ' \t\n').replaceAll('\\n', '\n');
  return classes.replace(/(.)-(.)/g, (_, from: string, to: string) => Array.from({ length: Math.min(512, Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1)) }, (__, index) => String.fromCharCode(from.charCodeAt(0) + index)).join(''));
}

/** `sed s/a/b/`. */
const sed: Lines = (lines, options) => {
  let made = lines;
  for (const script of options.map(option => option.replace(/^-e /, '')).filter(option => !/^-[rE]+$/.test(option))) {
    const [, sign = ''] = /^s(.)/.exec(script) ?? [];
    const [, pattern, by, flags] = sign === '' ? [] : script.split(sign);
    if (pattern === undefined || by === undefined || flags === undefined || !/^g?$/.test(flags)) return undefined;
    const extended = options.some(option => /^-[rE]+$/.test(option)) ? pattern : basic(pattern);
    const compiled = swift(extended, flags);
    if (!compiled || made.some(line => line.length > longestLine)) return undefined;
    const replacement = by.replace(/\$/g, '$$$$').replace(/\\(\d)/g, '$$$1').replace(/(?<!\\)&/g, '$$&').replace(/\\&/g, '&');
    made = made.map(line => line.replace(compiled, replacement));
  }
  return made;
};

/** A basic regular expression as an extended one: what groups and repeats is written with a backslash there. */
function basic(pattern: string): string {
  return pattern.replace(/\\([(){}+?|])|([(){}+?|])/g, (_, escaped: string | undefined, plain: string | undefined) => escaped ?? `\\${plain ?? ''}`);
}

function compile(pattern: string, flags: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return undefined;
  }
}

/** A line longer than this is not cut by a regular expression. */
const longestLine = 2_000;

/** An expression that says where it matches, which ours for RE2 does not: taken only when it cannot be slow, with two repetitions at most and none of a group. */
function swift(pattern: string, flags: string): RegExp | undefined {
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if ((bare.match(/[*+{]/g) ?? []).length > 2 || /\)[*+{]/.test(bare) || pattern.length > 500) return undefined;
  try {
    return new RegExp(pattern.replaceAll('[:digit:]', '0-9').replaceAll('[:alpha:]', 'a-zA-Z').replaceAll('[:alnum:]', 'a-zA-Z0-9').replaceAll('[:space:]', '\\s'), flags);
  } catch {
    return undefined;
  }
}

/** `grep`: 0 when a line matches, 1 when none does, unknown when what it reads is. */
const grep: Builtin = (words, shell, streams) => {
  const { options, rest } = parted(words.slice(1), /^-[efAmBC]$/);
  const letters = options.filter(option => /^-[a-zA-Z]+$/.test(option)).join('');
  const given = options.find(option => option.startsWith('-e '))?.slice(3);
  const pattern = given ?? rest[0] ?? '';
  const paths = given === undefined ? rest.slice(1) : rest;
  const { texts, missing } = /[rR]/.test(letters) ? { texts: [undefined], missing: false } : inputs('grep', paths, shell, streams);
  const compiled = compile(letters.includes('F') ? RE2JS.quote(pattern) : /[EP]/.test(letters) ? pattern : basic(pattern), letters);
  const places = letters.includes('o') ? swift(letters.includes('F') ? RE2JS.quote(pattern) : /[EP]/.test(letters) ? pattern : basic(pattern), letters.includes('i') ? 'gi' : 'g') : /(?:)/;
  const known = compiled && places && texts.every(text => text !== undefined) && isKnown(pattern) && !options.some(option => option.startsWith('-f'));
  if (!known) {
    if (!letters.includes('q')) streams.out(unknownText('sortie de grep'));
    return missing ? 2 : undefined;
  }
  const lines = texts.flatMap(text => (text ?? '').replace(/\n$/, '').split('\n').slice(0, text === '' ? 0 : undefined));
  const found = lines.filter(line => compiled.test(line) !== letters.includes('v'));
  const shown = letters.includes('o') ? found.flatMap(line => (line.length > longestLine ? [] : (line.match(places) ?? [])).filter(Boolean)) : found;
  if (letters.includes('c')) streams.out(`${found.length}\n`);
  else if (!letters.includes('q') && shown.length > 0) streams.out(`${shown.join('\n')}\n`);
  return missing ? 2 : found.length > 0 ? 0 : 1;
};

/** `jq .a.b FILE`, on a path alone. */
const jq: Lines = (lines, options) => {
  const path = options.find(option => option.startsWith('.'));
  if (path === undefined || !/^\.[\w.]*$/.test(path) || options.some(option => option.startsWith('-') && !/^-[re]+$/.test(option))) return undefined;
  try {
    const value = path.split('.').filter(Boolean).reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Record<string, unknown>)[key] : null), JSON.parse(lines.join('\n')));
    return [typeof value === 'string' && options.some(option => option.includes('r')) ? value : JSON.stringify(value)];
  } catch {
    return undefined;
  }
};

/** Programs that only make a text of another one, as far as their most usual options go. */
export const filters: Readonly<Record<string, Builtin>> = {
  cat: filter(lines => lines), head: filter(head, 0, /^-n$/), tail: filter(tail, 0, /^-n$/), cut: filter(cut, 0, /^-[dfc]$/), sort: filter(sort), wc: filter(wc), tr: (words, shell, streams) => filter(tr, words.length - 1)(words, shell, streams),
  uniq: filter((lines, options) => (options.length > 0 ? undefined : lines.filter((line, index) => line !== lines[index - 1]))), rev: filter(lines => lines.map(line => [...line].reverse().join(''))), sed: (words, shell, streams) => (words.some(word => /^-\w*i/.test(word)) ? inPlace(words, shell, streams) : filter(sed, words.includes('-e') ? 0 : 1, /^-e$/)(words, shell, streams)),
  grep, egrep: (words, shell, streams) => grep(['grep', '-E', ...words.slice(1)], shell, streams), fgrep: (words, shell, streams) => grep(['grep', '-F', ...words.slice(1)], shell, streams), jq: filter(jq, 1),
  basename: ([, path = '', suffix = ''], _, streams) => (streams.out(`${path.replace(/\/+$/, '').split('/').pop() ?? ''}`.replace(new RegExp(`${RE2JS.quote(suffix)}$`), '').concat('\n')), 0),
  dirname: ([, path = ''], _, streams) => (streams.out(`${path.includes('/') ? path.replace(/\/+[^/]*\/*$/, '') || '/' : '.'}\n`), 0),
  seq: ([, first = '1', second, third], _, streams) => {
    const [from, step, to] = third === undefined ? [second === undefined ? 1 : Number(first), 1, Number(second ?? first)] : [Number(first), Number(second) || 1, Number(third)];
    const list = Array.from({ length: Math.min(10_000, Math.max(0, Math.floor((to - from) / step) + 1)) }, (__, index) => from + step * index);
    if (list.length > 0) streams.out(`${list.join('\n')}\n`);
    return 0;
  },
};

/** `sed -i`: the file is what the script makes of it. */
function inPlace(words: readonly string[], shell: Shell, streams: Streams): Status {
  const rest = words.filter(word => !/^-\w*i/.test(word));
  const path = rest.at(-1) ?? '';
  let text = '';
  const status = filters['sed']?.(rest, shell, { ...streams, captured: true, out: more => void (text += more) }) ?? 0;
  if (status === 0) shell.files.write(shell.files.at(shell.folder, path), text);
  return status;
}

/** Whether a name is one that a pattern of `find -name` takes. */
export function isNamed(path: string, pattern: string): boolean {
  return matchesPattern(pattern, path.split('/').pop() ?? '');
}
