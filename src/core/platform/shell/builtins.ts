import { test } from './conditions';
import { phrase } from '../view/words/said';
import { Leave, type Shell, type Streams } from './shell';
import { isKnown, unknownText, type Status } from './value';

/** A command of the shell itself. */
export type Builtin = (words: readonly string[], shell: Shell, streams: Streams) => Status;

/** What bash says of an error of a command of its own. */
export function said(streams: Streams, text: string, code = 1): Status {
  streams.err(`/usr/bin/bash: line 1: ${text}\n`);
  return code;
}

/** A code given as text: bash refuses what is no number, and keeps eight bits. */
function codeOf(text: string | undefined, shell: Shell): number {
  if (text === undefined) return shell.status ?? 0;
  return /^-?\d+$/.test(text) ? ((Number(text) % 256) + 256) % 256 : isKnown(text) ? 2 : 0;
}

const leaving = (how: 'exit' | 'return' | 'break' | 'continue'): Builtin => ([, first], shell) => {
  if (how === 'exit' && first !== undefined && !isKnown(first)) shell.note(phrase('exitUnknown'));
  throw new Leave(how, codeOf(first, shell), Math.max(1, Number(first ?? 1) || 1));
};

const echo: Builtin = (words, _, streams) => {
  const options = /^-[neE]+$/.test(words[1] ?? '') ? (words[1] ?? '') : '';
  const text = words.slice(options ? 2 : 1).join(' ');
  streams.out(`${options.includes('e') ? escapes(text) : text}${options.includes('n') ? '' : '\n'}`);
  return 0;
};

/** `\n`, `\t` and their kind; colours are left out. */
export function escapes(text: string): string {
  return text.replace(/\\(?:0?33|x1[bB]|e|E)\[[0-9;]*m/g, '').replace(/\\([ntr\\"'])/g, (_, sign: string) => ({ n: '\n', t: '\t', r: '\r' })[sign] ?? sign);
}

const printf: Builtin = (words, shell, streams) => {
  const [, first = '', second = ''] = words;
  const into = first === '-v' ? second : undefined;
  const [format = '', ...given] = words.slice(into === undefined ? (first === '--' ? 2 : 1) : 3);
  const rest = [...given];
  let text = '';
  do {
    const before = rest.length;
    text += escapes(format).replace(/%%|%(-?)(0?)(\d*)(?:\.(\d+))?([sdibqxc])/g, (whole, left: string, zero: string, width: string, digits: string | undefined, kind: string) => {
      if (whole === '%%') return '%';
      const value = rest.shift() ?? '';
      const made = kind === 'd' || kind === 'i' ? (isKnown(value) ? String(Math.trunc(Number(value) || 0)) : value) : kind === 'x' ? (Number(value) || 0).toString(16) : kind === 'b' ? escapes(value) : digits === undefined ? value : value.slice(0, Number(digits));
      return left ? made.padEnd(Number(width)) : made.padStart(Number(width), zero && kind !== 's' ? '0' : ' ');
    });
    if (rest.length === before) break;
  } while (rest.length > 0);
  if (into === undefined) streams.out(text);
  else shell.assign(into, text);
  return 0;
};

const cd: Builtin = ([, first = '/root'], shell, streams) => {
  const target = first === '-' ? (shell.variables.get('OLDPWD') ?? '') : first;
  if (!isKnown(target)) {
    shell.note(phrase('folderUnknown'));
    return 0;
  }
  const path = shell.files.at(shell.folder, target);
  const kind = shell.files.kind(path);
  if (kind === undefined || kind === 'file') return said(streams, `cd: ${first}: ${kind === 'file' ? 'Not a directory' : 'No such file or directory'}`);
  shell.variables.set('OLDPWD', shell.value('PWD'));
  shell.folder = path;
  return 0;
};

const exported: Builtin = (words, shell) => {
  for (const word of words.slice(1)) {
    const [, name = '', value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name !== '' && value !== undefined) shell.assign(name, value);
  }
  return 0;
};

const unset: Builtin = (words, shell) => {
  for (const word of words.slice(1)) {
    if (shell.variables.has(word)) shell.assign(word, '');
    shell.variables.delete(word);
    shell.arrays.delete(word);
  }
  return 0;
};

const letters: Readonly<Record<string, string>> = { e: 'errexit', u: 'nounset', x: 'xtrace', f: 'noglob' };

const set: Builtin = (words, shell) => {
  const rest = words.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--' || !/^[-+]/.test(word)) {
      shell.parameters = word === '--' ? rest : [word, ...rest];
      return 0;
    }
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      const name = letter === 'o' ? (rest.shift() ?? '') : (letters[letter] ?? letter);
      if (on) shell.options.add(name);
      else shell.options.delete(name);
    }
  }
  return 0;
};

/** `read`: a line of the input, cut between its variables. */
const read: Builtin = (words, shell, streams) => {
  const raw = words.some(word => /^-\w*r/.test(word));
  const names = words.slice(1).filter(word => /^[A-Za-z_]\w*$/.test(word));
  const { input } = streams;
  if (!isKnown(input.text)) {
    for (const name of names) shell.assign(name, unknownText(name));
    return undefined;
  }
  if (input.text === '') return 1;
  const end = input.text.indexOf('\n');
  const line = input.text.slice(0, end < 0 ? undefined : end);
  input.text = end < 0 ? '' : input.text.slice(end + 1);
  const signs = shell.variables.get('IFS');
  const separator = signs === undefined ? /[ \t]+/ : new RegExp(signs === '' ? '(?!)' : `[${signs.replace(/[\]\\^-]/g, '\\$&')}]`);
  const pieces = (raw ? line : line.replace(/\\(.)/g, '$1')).replace(signs === undefined ? /^[ \t]+|[ \t]+$/g : /(?!)/, '').split(separator);
  names.forEach((name, index) => shell.assign(name, index === names.length - 1 ? pieces.slice(index).join(signs === undefined ? ' ' : (signs[0] ?? '')) : (pieces[index] ?? '')));
  return end < 0 ? 1 : 0;
};

const source: Builtin = ([, first = ''], shell, streams) => {
  const path = shell.files.at(shell.folder, first);
  const text = shell.files.text(path);
  if (text !== undefined) return shell.evaluate(text, streams);
  if (shell.files.kind(path) === undefined) return said(streams, `${first}: No such file or directory`);
  shell.note(phrase('sourceUnknown', first));
  return 0;
};

const shift: Builtin = ([, first], shell) => {
  shell.parameters = shell.parameters.slice(Number(first ?? 1));
  return 0;
};

const sleep: Builtin = (words, shell) => {
  for (const word of words.slice(1)) {
    const [, count = '0', unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word) ?? [];
    shell.wait(/^inf/.test(word) ? Infinity : 1000 * Number(count) * ({ s: 1, m: 60, h: 3_600, d: 86_400 }[unit || 's'] ?? 1));
  }
  return 0;
};

/** The shell's own commands (POSIX, 2.14, and bash's). */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => 0, true: () => 0, false: () => 1, echo, printf, cd, set, unset, read, shift, sleep, test, '[': test, source, '.': source,
  export: exported, readonly: exported, declare: exported, typeset: exported,
  exit: leaving('exit'), return: leaving('return'), break: leaving('break'), continue: leaving('continue'),
  pwd: (_, shell, streams) => (streams.out(`${shell.value('PWD')}\n`), 0),
  eval: (words, shell, streams) => shell.evaluate(words.slice(1).join(' '), streams),
  exec: (words, shell, streams) => (words.length > 1 ? shell.run(words.slice(1), streams) : 0),
  builtin: (words, shell, streams) => shell.run(words.slice(1), streams),
  shopt: () => 0, umask: () => 0, ulimit: () => 0, wait: () => 0, hash: () => 0, alias: () => 0, trap: () => 0,
};
