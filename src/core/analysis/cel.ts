import { Environment, serialize, type ASTNode } from '@marcbachmann/cel-js';
import { RE2JS } from '@bufbuild/re2';
import { parseQuantity } from './quantity';
import { isPlainMap, setKey, type Plain, type PlainMap } from './yaml/plain';

class Quantity {
  constructor(readonly amount: bigint) {}
}

/** The functions Kubernetes adds to CEL that our rules use. Regular expressions are RE2's, which cannot be made to run for ever. */
const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, homogeneousAggregateLiterals: false })
  .registerType('Quantity', Quantity)
  .registerFunction('quantity(string): Quantity', (text: string) => quantity(text))
  .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text) !== undefined)
  .registerFunction('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.amount < b.amount)
  .registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.amount > b.amount)
  .registerFunction('Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) => (a.amount < b.amount ? -1n : a.amount > b.amount ? 1n : 0n))
  .registerFunction('string.re2matches(string): bool', (text: string, pattern: string) => RE2JS.compile(pattern).test(text));

function quantity(text: string): Quantity {
  const amount = parseQuantity(text);
  if (amount === undefined) throw new Error(`« ${text} » n’est pas une quantité Kubernetes`);
  return new Quantity(amount);
}

export type Expression = (variables: Readonly<Record<string, unknown>>) => boolean;

/** Compiles a CEL expression that must give true or false. Throws, with the library's message, when it is not valid CEL. */
export function compileCel(source: string): Expression {
  // The library's own `matches` runs on JavaScript's engine, which a pattern can stall, and it cannot be replaced: it is renamed in the syntax tree.
  const program = environment.parse(serialize(safe(environment.parse(source).ast)));
  const check = program.check();
  if (!check.valid) throw check.error ?? new Error('expression CEL invalide');
  return variables => program(variables as Record<string, unknown>) === true;
}

function safe(node: ASTNode): ASTNode {
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    return typeof value === 'object' && value !== null && 'op' in value ? safe(value as ASTNode) : value;
  };
  const args = rename(node.args);
  if (node.op === 'rcall' && node.args[0] === 'matches') (args as unknown[])[0] = 're2matches';
  return Object.assign(Object.create(Object.getPrototypeOf(node)), node, { op: node.op, args });
}

/** A value as CEL wants it: integers are integers (BigInt here), and nulls are absent, as once the API server has read the object. What is in `known` is converted once. */
export function toCel(value: Plain, known = new Map<Plain, unknown>()): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  const result = isPlainMap(value) ? mapToCel(value, known) : value.map(item => toCel(item, known));
  known.set(value, result);
  return result;
}

function mapToCel(value: PlainMap, known: Map<Plain, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key] ?? null;
    if (item !== null) setKey(result, key, toCel(item, known));
  }
  return result;
}
