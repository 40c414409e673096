import ts from 'typescript';
import type { Declaration, Span } from '../../core/analysis/code/model';

/** The exported classes of a file, as far as another could do their work: what is public, and its types. */
export function readDeclarations(source: ts.SourceFile): readonly Declaration[] {
  return source.statements.flatMap((statement): Declaration[] => {
    if (!ts.isClassDeclaration(statement) || !statement.name || !statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) || statement.modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return [];
    const clauses = statement.heritageClauses ?? [];
    const promised = clauses.find(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
    return [{
      name: statement.name.text, head: (promised ?? clauses.at(-1))?.end ?? statement.typeParameters?.end ?? statement.name.end, promises: promised !== undefined, generic: statement.typeParameters !== undefined || clauses.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword),
      members: statement.members.flatMap(member => memberOf(member, source)),
    }];
  });
}

function memberOf(member: ts.ClassElement, source: ts.SourceFile): Declaration['members'][number][] {
  if (!ts.isMethodDeclaration(member) && !ts.isPropertyDeclaration(member)) return [];
  if (!ts.isIdentifier(member.name) || ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword || kind === ts.SyntaxKind.StaticKeyword)) return [];
  const name = member.name.text;
  const { type } = member;
  if (!type || !ts.isMethodDeclaration(member)) return [{ name, types: [] }];
  const parameters = member.parameters.map(parameter => (parameter.type && ts.isIdentifier(parameter.name) ? `${parameter.dotDotDotToken ? '...' : ''}${parameter.name.text}${parameter.questionToken || parameter.initializer ? '?' : ''}: ${parameter.type.getText(source)}` : undefined));
  if (parameters.includes(undefined) || member.typeParameters) return [{ name, types: [] }];
  return [{ name, signature: `${name}(${parameters.join(', ')}): ${type.getText(source)}`, types: [...new Set([type, ...member.parameters.flatMap(parameter => parameter.type ?? [])].flatMap(namesIn))] }];
}

function namesIn(type: ts.Node): string[] {
  if (ts.isIdentifier(type)) return [type.text];
  const found: string[] = [];
  ts.forEachChild(type, child => void found.push(...namesIn(child)));
  return found;
}

/** Where `names` are used, import statements apart, and the members that the file asks of anything. */
export function readUses(source: ts.SourceFile, names: ReadonlySet<string>): { readonly uses: ReadonlyMap<string, readonly Span[]>; readonly asked: ReadonlySet<string> } {
  const uses = new Map<string, Span[]>();
  const asked = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node)) asked.add(node.name.text);
    if (ts.isIdentifier(node) && names.has(node.text)) uses.set(node.text, [...(uses.get(node.text) ?? []), { start: node.getStart(source), end: node.end }]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { uses, asked };
}
