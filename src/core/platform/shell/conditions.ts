import type { TestExpression } from './grammar';
import { matchRe2 } from '../../analysis/gitlab-ci/match';
import { matchesPattern } from './pattern';
import type { Shell, Streams } from './shell';
import { isEmpty, isKnown, type Status } from './value';
import { textOf } from './words';

/** True, false, or undefined when what is not run decides. */
type Truth = boolean | undefined;

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
export const statusOf = (truth: Truth): Status => (truth === undefined ? undefined : truth ? 0 : 1);

/** `[[ … ]]`. */
export function tested(node: TestExpression, shell: Shell): Truth {
  switch (node.type) {
    case 'TestGroup': return tested(node.expression, shell);
    case 'TestNot': return node.negations.length % 2 === 1 ? not(tested(node.operand, shell)) : tested(node.operand, shell);
    case 'TestUnary': return unary(node.operator, textOf(node.operand, shell), shell);
    case 'TestBinary': return matched(node.operator, textOf(node.left, shell), textOf(node.right, shell, true), textOf(node.right, shell)) ?? binary(node.operator, textOf(node.left, shell), textOf(node.right, shell), shell);
    case 'TestLogical': return node.operands.reduce<{ readonly truth: Truth } | undefined>((held, operand) => ({ truth: held === undefined ? tested(operand, shell) : both(node.operator, held.truth, () => tested(operand, shell)) }), undefined)?.truth;
  }
}

function both(operator: '&&' | '||', left: Truth, right: () => Truth): Truth {
  const decides = operator === '||';
  if (left === decides) return decides;
  const other = right();
  return other === decides ? decides : left === undefined || other === undefined ? undefined : !decides;
}

/** What `[[` reads as a pattern or a regular expression. */
function matched(operator: string, left: string, pattern: string, raw: string): Truth {
  if (!/^(==?|!=|=~)$/.test(operator) || !isKnown(left) || !isKnown(pattern)) return undefined;
  if (operator === '=~') return matchRe2(raw, '', left);
  return matchesPattern(pattern, left) === (operator !== '!=');
}

function unary(operator: string, text: string, shell: Shell): Truth {
  if (operator === '-z') return isEmpty(text);
  if (operator === '-n') return not(isEmpty(text));
  if (!isKnown(text)) return undefined;
  if (operator === '-v') return shell.variables.has(text);
  if (operator === '-t') return false;
  if (text === '') return false;
  const kind = shell.files.kind(shell.files.at(shell.folder, text));
  if (kind === 'maybe') return undefined;
  switch (operator) {
    case '-f': return kind === 'file';
    case '-d': return kind === 'folder';
    case '-e': case '-r': case '-a': case '-w': return kind !== undefined;
    case '-s': return kind === 'folder' ? true : kind === undefined ? false : not(isEmpty(shell.files.text(shell.files.at(shell.folder, text)) ?? '\uE000\uE001'));
    case '-L': case '-h': return false;
    case '-x': return kind === undefined ? false : undefined;
    default: return undefined;
  }
}

function binary(operator: string, left: string, right: string, shell: Shell): Truth {
  const known = isKnown(left) && isKnown(right);
  switch (operator) {
    case '=': case '==': return known ? left === right : undefined;
    case '!=': return known ? left !== right : undefined;
    case '<': return known ? left < right : undefined;
    case '>': return known ? left > right : undefined;
    case '-eq': case '-ne': case '-lt': case '-le': case '-gt': case '-ge': return known ? compared(operator, numeral(left, shell), numeral(right, shell)) : undefined;
    default: return undefined;
  }
}

class Unreadable extends Error {}

function numeral(text: string, shell: Shell): number {
  const named = /^[A-Za-z_]\w*$/.test(text) ? shell.variables.get(text) : undefined;
  const value = named ?? text.trim();
  if (!/^[-+]?\d+$/.test(value)) throw new Unreadable(`${text}: integer expression expected`);
  return Number(value);
}

function compared(operator: string, a: number, b: number): boolean {
  switch (operator) {
    case '-eq': return a === b;
    case '-ne': return a !== b;
    case '-lt': return a < b;
    case '-le': return a <= b;
    case '-gt': return a > b;
    default: return a >= b;
  }
}

/** `[ … ]` and `test`: words, read as POSIX says; 2 when they are no expression. */
export function test(words: readonly string[], shell: Shell, streams: Streams): Status {
  const name = words[0] ?? '[';
  const inside = name === '[' ? words.slice(1, words.at(-1) === ']' ? -1 : undefined) : words.slice(1);
  try {
    if (name === '[' && words.at(-1) !== ']') throw new Unreadable('missing `]\'');
    return statusOf(expression(inside, shell));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    streams.err(`/usr/bin/bash: line 1: ${name}: ${error.message}\n`);
    return 2;
  }
}

function expression(words: readonly string[], shell: Shell): Truth {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 0) return false;
  if (words.length === 1) return not(isEmpty(first));
  if (words.length === 3 && /^(==?|!=|<|>|-(eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(second)) return binary(second, first, third, shell);
  if (words.length === 2 && first !== '!') {
    if (!/^-[a-zA-Z]$/.test(first)) throw new Unreadable(`${first}: unary operator expected`);
    return unary(first, second, shell);
  }
  for (const [word, operator] of [['-o', '||'], ['-a', '&&']] as const) {
    const at = words.indexOf(word, 1);
    if (at > 0 && at < words.length - 1) return both(operator, expression(words.slice(0, at), shell), () => expression(words.slice(at + 1), shell));
  }
  if (first === '!') return not(expression(words.slice(1), shell));
  if (first === '(' && words.at(-1) === ')') return expression(words.slice(1, -1), shell);
  throw new Unreadable(words.length === 3 ? `${second}: binary operator expected` : 'too many arguments');
}
