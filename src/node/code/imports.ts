import ts from 'typescript';
import type { CodeImport } from '../../core/analysis/code/model';

/** The imports of a file, and what its local names stand for: `session` for `express-session`, `readFile` for `fs.readFile`. */
export interface FileImports {
  readonly imports: readonly CodeImport[];
  readonly origins: ReadonlyMap<string, string>;
}

/** Reads every way a module asks for another. TypeScript drops an import whose names serve as types alone, and so do we; in JavaScript all stay. */
export function readImports(source: ts.SourceFile, used: ReadonlySet<string>, loads: readonly ts.CallExpression[], typeImports: readonly ts.StringLiteralLike[]): FileImports {
  const origins = new Map<string, string>();
  const imports: CodeImport[] = [];
  // The template of a Vue component uses names that its script does not.
  const javascript = /\.([cm]?jsx?|vue)$/.test(source.fileName);
  const add = (specifier: ts.StringLiteralLike, kind: CodeImport['kind'], erased: boolean, rest: Partial<CodeImport> = {}) => {
    imports.push({ specifier: specifier.text, start: specifier.getStart(source), end: specifier.end, kind, erased, ...rest });
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteralLike(statement.moduleSpecifier)) {
      const clause = statement.importClause;
      const names = clause ? namesOf(clause) : [];
      const module = bare(statement.moduleSpecifier.text);
      for (const { imported, local } of names) origins.set(local, imported === 'default' || imported === '*' ? module : `${module}.${imported}`);
      const erased = clause !== undefined && (clause.isTypeOnly || (!javascript && names.length > 0 && names.every(name => name.type || !used.has(name.local))));
      add(statement.moduleSpecifier, 'import', erased, { statement: { start: statement.getStart(source), end: statement.end }, names: names.map(({ imported, local }) => ({ imported, local })) });
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteralLike(statement.moduleSpecifier)) {
      const typesAlone = statement.isTypeOnly || (statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause) && statement.exportClause.elements.length > 0 && statement.exportClause.elements.every(element => element.isTypeOnly));
      add(statement.moduleSpecifier, 'export', typesAlone);
    } else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference) && ts.isStringLiteralLike(statement.moduleReference.expression)) {
      origins.set(statement.name.text, bare(statement.moduleReference.expression.text));
      add(statement.moduleReference.expression, 'require', statement.isTypeOnly);
    }
  }
  for (const specifier of typeImports) add(specifier, 'import', true);
  for (const call of loads) {
    const [specifier] = call.arguments;
    if (!specifier || !ts.isStringLiteralLike(specifier)) continue;
    add(specifier, call.expression.kind === ts.SyntaxKind.ImportKeyword ? 'dynamic' : 'require', false);
    bindRequired(call, bare(specifier.text), origins);
  }
  return { imports, origins };
}

/** `const session = require('express-session')`, `const { transports } = require('winston')`. */
function bindRequired(call: ts.CallExpression, module: string, origins: Map<string, string>): void {
  let node: ts.Node = call;
  let member = '';
  while (ts.isAwaitExpression(node.parent) || ts.isParenthesizedExpression(node.parent) || (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node)) {
    node = node.parent;
    if (ts.isPropertyAccessExpression(node) && node.name.text !== 'default') member += `.${node.name.text}`;
  }
  if (!ts.isVariableDeclaration(node.parent)) return;
  const { name } = node.parent;
  if (ts.isIdentifier(name)) origins.set(name.text, module + member);
  else if (ts.isObjectBindingPattern(name)) {
    for (const element of name.elements) if (ts.isIdentifier(element.name)) origins.set(element.name.text, `${module}${member}.${element.propertyName && ts.isIdentifier(element.propertyName) ? element.propertyName.text : element.name.text}`);
  }
}

function namesOf(clause: ts.ImportClause): { imported: string; local: string; type: boolean }[] {
  const { name, namedBindings } = clause;
  const first = name ? [{ imported: 'default', local: name.text, type: false }] : [];
  if (!namedBindings) return first;
  if (ts.isNamespaceImport(namedBindings)) return [...first, { imported: '*', local: namedBindings.name.text, type: false }];
  return [...first, ...namedBindings.elements.map(element => ({ imported: element.propertyName?.text ?? element.name.text, local: element.name.text, type: element.isTypeOnly }))];
}

const bare = (module: string): string => module.replace(/^node:/, '');
