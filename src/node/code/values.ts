import ts from 'typescript';
import type { Value } from '../../core/analysis/code/model';

const other: Value = { kind: 'other' };

/** A dotted name as written (`a.b.c`), its first part resolved through the imports; undefined for what has no name. `this` is left out. */
export function dotted(node: ts.Node, origins: ReadonlyMap<string, string>): string | undefined {
  if (ts.isIdentifier(node)) return origins.get(node.text) ?? node.text;
  if (ts.isPropertyAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword) return node.name.text;
    // A chain of calls keeps its last name: `z.string().default` is known as `.default`.
    const left = dotted(node.expression, origins) ?? '';
    return `${left}.${node.name.text}`;
  }
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return dotted(node.expression, origins);
  if (ts.isMetaProperty(node)) return 'import.meta';
  return undefined;
}

/** What an expression is worth, as far as it can be read. Deep constructions are cut: nothing we look for is that deep. */
export function valueOf(node: ts.Expression, origins: ReadonlyMap<string, string>, depth = 0): Value {
  if (depth > 8) return other;
  if (ts.isStringLiteralLike(node)) return { kind: 'literal', value: node.text };
  if (ts.isNumericLiteral(node)) return { kind: 'literal', value: Number(node.text) };
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'literal', value: node.kind === ts.SyntaxKind.TrueKeyword };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'literal', value: null };
  if (ts.isObjectLiteralExpression(node)) return { kind: 'map', entries: Object.fromEntries(node.properties.flatMap(property => entryOf(property, origins, depth))) };
  if (ts.isArrayLiteralExpression(node)) return { kind: 'list', items: node.elements.map(item => valueOf(item, origins, depth + 1)) };
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return { kind: 'call', callee: dotted(node.expression, origins) ?? '', arguments: (node.arguments ?? []).map(item => valueOf(item, origins, depth + 1)) };
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAwaitExpression(node)) return valueOf(node.expression, origins, depth);
  if (ts.isTemplateExpression(node)) return { kind: 'call', callee: '+', arguments: [{ kind: 'literal', value: node.templateSpans.at(-1)?.literal.text ?? '' }] };
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return { kind: 'call', callee: '+', arguments: [valueOf(node.left, origins, depth + 1), valueOf(node.right, origins, depth + 1)] };
  const name = dotted(node, origins);
  return name === undefined ? other : { kind: 'name', name };
}

function entryOf(property: ts.ObjectLiteralElementLike, origins: ReadonlyMap<string, string>, depth: number): [string, Value][] {
  // What is spread may hold anything: a rule that looks for a missing key must know.
  if (ts.isSpreadAssignment(property)) return [['...', other]];
  const name = property.name && keyOf(property.name);
  if (name === undefined) return [];
  if (ts.isPropertyAssignment(property)) return [[name, valueOf(property.initializer, origins, depth + 1)]];
  return [[name, ts.isShorthandPropertyAssignment(property) ? { kind: 'name', name: origins.get(name) ?? name } : other]];
}

/** The text of a key that is not computed. */
export function keyOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) || ts.isPrivateIdentifier(name) ? name.text : undefined;
}
