import type { ParameterExpansionPart, Word } from './grammar';
import { matchesPattern, patternTest } from './pattern';
import type { Shell } from './shell';
import { arithmetic } from './arithmetic';
import { parse } from 'unbash';
import { isKnown, unknownText } from './value';

/** The text of a word, unsplit; `asPattern` keeps what was quoted from being a wildcard. */
export type TextOf = (word: Word | undefined, asPattern?: boolean) => string;

/** A text longer than this is not cut by patterns. */
const longest = 20_000;

/** `${NAME…}`: a value, or what is made of it. */
export function parameter(part: ParameterExpansionPart, shell: Shell, textOf: TextOf): string {
  const { operation, prefix } = part;
  const name = prefix === '!' ? shell.value(part.parameter) : part.parameter;
  const list = listOf(part, name, shell);
  const set = list !== undefined ? list.length > 0 : isSet(name, shell);
  if (operation?.type === 'Default') return byDefault(operation.operator, textOf(operation.operand), name, set, set ? (list?.join(' ') ?? shell.value(name)) : '', shell);
  const value = list?.join(' ') ?? shell.value(name);
  if (prefix === '#') return list ? String(list.length) : isKnown(value) ? String([...value].length) : unknownText(`longueur de ${name}`);
  if (!operation) return value;
  if (!isKnown(value) || value.length > longest) return unknownText(name);
  switch (operation.type) {
    case 'Remove': return removed(value, operation.operator, textOf(operation.operand, true));
    case 'Replace': return replaced(value, operation.operator, textOf(operation.pattern, true), textOf(operation.replacement));
    case 'Slice': return sliced(value, numeral(textOf(operation.offset), shell), operation.length === undefined ? undefined : numeral(textOf(operation.length), shell));
    case 'CaseModification': return cased(value, operation.operator);
    default: return unknownText(part.text);
  }
}

/** `${A[@]}`, `${A[0]}` and `$@`; undefined of what is no list. */
function listOf({ index }: ParameterExpansionPart, name: string, shell: Shell): readonly string[] | undefined {
  if (name === '@' || name === '*') return shell.parameters;
  const array = shell.arrays.get(name);
  const at = index?.value;
  if (array === undefined) return undefined;
  return at === '@' || at === '*' ? array : [array[Number(at ?? 0)] ?? ''];
}

function isSet(name: string, shell: Shell): boolean {
  return shell.variables.has(name) || (/^[1-9]\d*$/.test(name) ? shell.parameters.length >= Number(name) : /^[?#$!0-]$/.test(name)) || (!shell.options.has('nounset') && shell.value(name) !== '');
}

function byDefault(operator: string, operand: string, name: string, set: boolean, value: string, shell: Shell): string {
  const there = set && !(operator.startsWith(':') && value === '');
  if (operator.endsWith('+')) return there ? operand : '';
  if (there) return value;
  if (operator.endsWith('=')) shell.assign(name, operand);
  if (operator.endsWith('?')) shell.fail(`${name}: ${operand || 'parameter null or not set'}`);
  return operand;
}

/** The shortest or longest start or end that a pattern matches, taken off. */
function removed(value: string, operator: string, pattern: string): string {
  if (!isKnown(pattern)) return unknownText(pattern);
  const start = operator.startsWith('#');
  const lengths = Array.from({ length: Math.min(value.length, 2_000) + 1 }, (_, index) => index);
  const ordered = operator.length === 2 ? lengths.map(length => value.length - length).filter(length => length >= 0) : lengths;
  const matches = patternTest(pattern);
  const cut = ordered.find(length => matches(start ? value.slice(0, length) : value.slice(value.length - length)));
  return cut === undefined ? value : start ? value.slice(cut) : value.slice(0, value.length - cut);
}

function replaced(value: string, operator: string, pattern: string, by: string): string {
  if (!isKnown(pattern) || pattern === '') return isKnown(pattern) ? value : unknownText(pattern);
  const plain = /[*?[]/.test(pattern.replace(/\\./g, '')) ? undefined : pattern.replace(/\\(.)/g, '$1');
  if (plain === undefined) return matchesPattern(pattern, value) ? by : unknownText(pattern);
  if (operator === '//') return value.split(plain).join(by);
  if (operator === '/#') return value.startsWith(plain) ? by + value.slice(plain.length) : value;
  if (operator === '/%') return value.endsWith(plain) ? value.slice(0, value.length - plain.length) + by : value;
  const at = value.indexOf(plain);
  return at < 0 ? value : value.slice(0, at) + by + value.slice(at + plain.length);
}

function numeral(text: string, shell: Shell): number | undefined {
  const [statement] = parse(`((${text.trim() || '0'}))`).commands;
  return statement?.command.type === 'ArithmeticCommand' ? arithmetic(statement.command.expression, shell) : undefined;
}

function sliced(value: string, offset: number | undefined, length: number | undefined): string {
  if (offset === undefined) return unknownText('extrait');
  const from = offset < 0 ? Math.max(0, value.length + offset) : offset;
  return value.slice(from, length === undefined ? undefined : length < 0 ? Math.max(from, value.length + length) : from + length);
}

function cased(value: string, operator: string): string {
  const change = operator.startsWith('^') ? (text: string) => text.toUpperCase() : (text: string) => text.toLowerCase();
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}
