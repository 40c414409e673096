import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../../analysis/base64';
import { sha256Hex } from '../chance';

/** What a template works on. Undefined is what a map does not hold: Go writes it as `<no value>`. */
export type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value };

/** What Go refuses in a template. */
export class TemplateError extends Error {}

/** A value as an action writes it. */
export function shown(value: Value): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (typeof value === 'object') return `map[${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => `${key}:${shown(inner)}`).join(' ')}]`;
  return String(value);
}

/** Go's truth: nothing empty holds. */
export function isTrue(value: Value): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

const text = (value: Value): string => (value === undefined || value === null ? '' : shown(value));
const map = (value: Value): Readonly<Record<string, Value>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Value>>) : {});
const items = (value: Value): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : []);
const sorted = (value: Value): Value => (Array.isArray(value) ? value.map(sorted) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)])) : value);
const indented = (count: Value, value: Value) => text(value).split('\n').map(line => ' '.repeat(Math.min(Number(count) || 0, 200)) + line).join('\n');

/** Those of Go and of sprig that a Secret is written with, their subject last as in a pipe (masterminds/sprig). */
const functions: Readonly<Record<string, (...given: Value[]) => Value>> = {
  get: (from, key) => map(from)[text(key)] ?? '',
  index: (from, ...keys) => keys.reduce<Value>((value, key) => (Array.isArray(value) ? items(value)[Number(key)] : map(value)[text(key)]), from),
  hasKey: (from, key) => Object.hasOwn(map(from), text(key)),
  keys: from => Object.keys(map(from)).sort(),
  dict: (...pairs) => Object.fromEntries(pairs.flatMap((key, at) => (at % 2 === 0 ? [[text(key), pairs[at + 1]] as const] : []))),
  list: (...all) => all,
  first: list => items(list)[0],
  last: list => items(list).at(-1),
  len: value => (typeof value === 'string' ? utf8ToBytes(value).length : Object.keys(map(value)).length || items(value).length),
  print: (...all) => all.map(text).join(''),
  printf: (format, ...all) => formatted(text(format), all),
  eq: (a, ...others) => others.some(other => a === other),
  ne: (a, b) => a !== b,
  and: (...all) => all.find(one => !isTrue(one)) ?? all.at(-1),
  or: (...all) => all.find(isTrue) ?? all.at(-1),
  not: value => !isTrue(value),
  default: (otherwise, value) => (isTrue(value) ? value : otherwise),
  coalesce: (...all) => all.find(isTrue),
  empty: value => !isTrue(value),
  ternary: (yes, no, test) => (isTrue(test) ? yes : no),
  required: (message, value) => { if (isTrue(value)) return value; throw new TemplateError(`error calling required: ${text(message)}`); },
  b64enc: value => toBase64(text(value)),
  b64dec: value => fromBase64(text(value)),
  sha256sum: value => sha256Hex(text(value)),
  toJson: value => JSON.stringify(sorted(value ?? null)).replace(/[<>&]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`),
  fromJson: value => parsed(text(value)),
  toString: (value: Value) => text(value),
  int: value => Math.trunc(Number(text(value)) || 0),
  quote: (...all) => all.filter(one => one !== undefined && one !== null).map(one => JSON.stringify(text(one))).join(' '),
  squote: (...all) => all.filter(one => one !== undefined && one !== null).map(one => `'${text(one)}'`).join(' '),
  trim: value => text(value).trim(),
  trimPrefix: (prefix, value) => (text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value)),
  trimSuffix: (suffix, value) => (text(suffix) !== '' && text(value).endsWith(text(suffix)) ? text(value).slice(0, -text(suffix).length) : text(value)),
  upper: value => text(value).toUpperCase(),
  lower: value => text(value).toLowerCase(),
  replace: (from, to, value) => text(value).replaceAll(text(from), text(to)),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
  hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
  splitList: (by, value) => text(value).split(text(by)),
  join: (by, list) => items(list).map(text).join(text(by)),
  indent: indented,
  nindent: (count, value) => `\n${indented(count, value)}`,
  urlquery: value => encodeURIComponent(text(value)).replaceAll('%20', '+'),
};

/** Calls a function by its name; one that is not known is refused as Go refuses it when it reads a template. */
export function call(name: string, given: readonly Value[]): Value {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known) throw new TemplateError(`function "${name}" not defined`);
  return known(...given);
}

function parsed(json: string): Value {
  try {
    return JSON.parse(json) as Value;
  } catch {
    return undefined;
  }
}

function formatted(format: string, given: readonly Value[]): string {
  const left = [...given];
  return format.replace(/%([svqd%])/g, (_, verb: string) => (verb === '%' ? '%' : left.length === 0 ? `%!${verb}(MISSING)` : verb === 'q' ? JSON.stringify(text(left.shift())) : text(left.shift())));
}
