import { parse } from 'unbash';
import type { ArithmeticExpression } from './grammar';
import type { Shell } from './shell';
import { isKnown } from './value';

/** An expression's value, assignments made; undefined when it is not known. Whole numbers, as the shell's. */
export function arithmetic(node: ArithmeticExpression | undefined, shell: Shell, depth = 0): number | undefined {
  if (!node) return 0;
  if (depth > 50) return undefined;
  const of = (inner: ArithmeticExpression) => arithmetic(inner, shell, depth + 1);
  switch (node.type) {
    case 'ArithmeticGroup': return of(node.expression);
    case 'ArithmeticWord': return numberOf(node.value, shell, depth);
    case 'ArithmeticCommandExpansion': return numberOf(shell.substitute(node.script), shell, depth);
    case 'ArithmeticTernary': {
      const test = of(node.test);
      return test === undefined ? undefined : of(test ? node.consequent : node.alternate);
    }
    case 'ArithmeticUnary': return unary(node, shell, of);
    case 'ArithmeticBinary': return binary(node, shell, of);
  }
}

type Of = (node: ArithmeticExpression) => number | undefined;

/** A number, or the variable that a name is, whose text is an expression in its turn. */
function numberOf(text: string, shell: Shell, depth: number): number | undefined {
  const plain = text.trim();
  if (!isKnown(plain)) return undefined;
  if (plain === '') return 0;
  if (/^0x[\da-f]+$/i.test(plain)) return parseInt(plain, 16);
  if (/^0[0-7]+$/.test(plain)) return parseInt(plain, 8);
  if (/^\d+$/.test(plain)) return Number(plain);
  const based = /^(\d+)#(\w+)$/.exec(plain);
  if (based) return parseInt(based[2] ?? '', Number(based[1]));
  const name = /^\$?\{?(\w+)\}?$/.exec(plain)?.[1];
  if (name === undefined) return expressionIn(plain, shell, depth);
  const value = shell.variables.get(name) ?? (/^\d+$/.test(name) ? (shell.parameters[Number(name) - 1] ?? '') : shell.value(name));
  return value === plain ? undefined : expressionIn(value, shell, depth);
}

function expressionIn(text: string, shell: Shell, depth: number): number | undefined {
  if (/^-?\d*$/.test(text)) return Number(text);
  if (!isKnown(text) || depth > 20) return undefined;
  const [statement] = parse(`((${text}))`).commands;
  return statement?.command.type === 'ArithmeticCommand' ? arithmetic(statement.command.expression, shell, depth + 1) : undefined;
}

function nameOf(node: ArithmeticExpression): string | undefined {
  return node.type === 'ArithmeticWord' && /^[A-Za-z_]\w*$/.test(node.value) ? node.value : undefined;
}

function unary(node: ArithmeticExpression & { type: 'ArithmeticUnary' }, shell: Shell, of: Of): number | undefined {
  const value = of(node.operand);
  if (value === undefined) return undefined;
  switch (node.operator) {
    case '++': case '--': {
      const next = value + (node.operator === '++' ? 1 : -1);
      const name = nameOf(node.operand);
      if (name !== undefined) shell.assign(name, String(next));
      return node.prefix ? next : value;
    }
    case '-': return -value;
    case '!': return value === 0 ? 1 : 0;
    case '~': return ~value;
    default: return value;
  }
}

function binary(node: ArithmeticExpression & { type: 'ArithmeticBinary' }, shell: Shell, of: Of): number | undefined {
  const { operator } = node;
  const name = nameOf(node.left);
  const assigns = /^(?:[-+*/%&|^]|<<|>>)?=$/.exec(operator);
  if (assigns && name !== undefined) {
    const value = operator === '=' ? of(node.right) : computed(operator.slice(0, -1), of(node.left), of(node.right), shell);
    if (value !== undefined) shell.assign(name, String(value));
    return value;
  }
  const left = of(node.left);
  if (operator === '&&' && left === 0) return 0;
  if (operator === '||' && left !== undefined && left !== 0) return 1;
  return computed(operator, left, of(node.right), shell);
}

function computed(operator: string, a: number | undefined, b: number | undefined, shell: Shell): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if ((operator === '/' || operator === '%') && b === 0) shell.fail('division by 0 (error token is "0")');
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return Math.trunc(a / b);
    case '%': return a % b;
    case '**': return b < 0 ? undefined : a ** b;
    case '<<': return a << b;
    case '>>': return a >> b;
    case '&': return a & b;
    case '|': return a | b;
    case '^': return a ^ b;
    case '<': return Number(a < b);
    case '>': return Number(a > b);
    case '<=': return Number(a <= b);
    case '>=': return Number(a >= b);
    case '==': return Number(a === b);
    case '!=': return Number(a !== b);
    case '&&': return Number(a !== 0 && b !== 0);
    case '||': return Number(a !== 0 || b !== 0);
    case ',': return b;
    default: return undefined;
  }
}
