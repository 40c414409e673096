import ts from 'typescript';
import type { StateHolder } from '../../core/analysis/code/model';
import { dotted } from './values';

const collections = new Set(['Map', 'Set', 'Array', 'Object', 'WeakMap']);
const changes = new Set(['set', 'add', 'push', 'unshift', 'splice', 'delete', 'pop', 'shift', 'clear']);

/** The collections that live as long as the process, and whether functions change them. */
export function readState(source: ts.SourceFile, origins: ReadonlyMap<string, string>): readonly StateHolder[] {
  const holders = new Map<string, { node: ts.Node; type: string }>();
  const written = new Set<string>();
  const declare = (name: ts.Node, initializer: ts.Expression | undefined, text: string) => {
    const type = initializer && collectionOf(initializer, origins);
    if (type) holders.set(text, { node: name, type });
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) for (const { name, initializer } of statement.declarationList.declarations) if (ts.isIdentifier(name)) declare(name, initializer, name.text);
    if (ts.isClassDeclaration(statement)) for (const member of statement.members) if (ts.isPropertyDeclaration(member) && (ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name))) declare(member.name, member.initializer, member.name.text);
  }
  if (holders.size === 0) return [];
  const note = (target: ts.Node) => {
    const name = ts.isIdentifier(target) ? target.text : ts.isPropertyAccessExpression(target) ? target.name.text : undefined;
    if (name !== undefined && holders.has(name)) written.add(name);
  };
  const visit = (node: ts.Node, within: boolean): void => {
    const inside = within || ts.isFunctionLike(node);
    if (inside && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && changes.has(node.expression.name.text)) note(node.expression.expression);
    if (inside && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isElementAccessExpression(node.left)) note(node.left.expression);
    if (inside && ts.isDeleteExpression(node) && ts.isElementAccessExpression(node.expression)) note(node.expression.expression);
    ts.forEachChild(node, child => visit(child, inside));
  };
  visit(source, false);
  return [...holders].map(([name, { node, type }]) => ({ name: name.replace(/^#/, ''), type, written: written.has(name), start: node.getStart(source), end: node.end }));
}

function collectionOf(node: ts.Expression, origins: ReadonlyMap<string, string>): string | undefined {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) return collectionOf(node.expression, origins);
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0 ? 'Object' : undefined;
  if (ts.isArrayLiteralExpression(node)) return 'Array';
  if (!ts.isNewExpression(node)) return undefined;
  const name = dotted(node.expression, origins);
  return name !== undefined && collections.has(name) ? name : undefined;
}
