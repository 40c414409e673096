import ts from 'typescript';
import type { Call, CodeFile, Literal, Span, StateHolder } from '../../core/analysis/code/model';
import { readDeclarations, readUses } from './declarations';
import { readImports } from './imports';
import { literalOf } from './literals';
import { readState } from './state';
import { Uses } from './shown';
import { dotted, valueOf } from './values';

/** The kinds of script a name stands for. */
const kinds: Readonly<Record<string, ts.ScriptKind>> = { ts: ts.ScriptKind.TS, tsx: ts.ScriptKind.TSX, js: ts.ScriptKind.JSX, jsx: ts.ScriptKind.JSX };

/** Parses a TypeScript or JavaScript text. Never throws: a text that does not parse gives what could be read, and its faults. */
export function parseTypeScript(file: string, text: string): ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] } {
  const extension = /\.[cm]?([jt]sx?)$/i.exec(file)?.[1]?.toLowerCase() ?? 'ts';
  return ts.createSourceFile(file, file.endsWith('.vue') ? scriptOf(text) : text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, true, kinds[extension]);
}

/** The scripts of a Vue component; all the rest becomes spaces, so that places stay the same. */
function scriptOf(text: string): string {
  const blank = (part: string) => part.replace(/[^\r\n]/g, ' ');
  let done = 0;
  let out = '';
  for (const { index, 1: opening = '', 2: body = '' } of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    out += blank(text.slice(done, index) + opening) + body;
    done = index + opening.length + body.length;
  }
  return out + blank(text.slice(done));
}

/** The template of a Vue component. */
function templateOf(text: string): string {
  const start = text.indexOf('<template');
  return start < 0 ? '' : text.slice(start, text.lastIndexOf('</template>'));
}

/** What rules know of a TypeScript or JavaScript file, in one walk through its tree and one through what it noted. */
export function readTypeScript(file: string, source: ts.SourceFile, text = source.text): CodeFile {
  const seen = new Walk(/\bimport\(/.test(source.text));
  seen.visit(source);
  if (file.endsWith('.vue')) seen.uses.noteTemplate(templateOf(text));
  const { imports, origins } = readImports(source, seen.used, seen.loads, seen.typeImports);
  const types = imports.filter(one => one.erased && one.kind === 'import').flatMap(one => one.names?.map(({ local }) => local) ?? []);
  const { uses, asked } = types.length > 0 ? readUses(source, new Set(types)) : { uses: new Map<string, readonly Span[]>(), asked: new Set<string>() };
  const literals = seen.literals.flatMap((node): Literal | [] => literalOf(node, source, origins, seen.uses) ?? []);
  const fallbacks = seen.fallbacks;
  return {
    file, text: source.text, language: 'typescript',
    imports: types.length === 0 ? imports : imports.map(one => (one.erased && one.names ? { ...one, names: one.names.map(name => ({ ...name, uses: uses.get(name.local) ?? [] })) } : one)),
    asked: [...asked], led: [...seen.uses.led], declarations: readDeclarations(source),
    // A constant that only serves as a fallback is one.
    literals: literals.map(one => (one.names.length === 1 && fallbacks.has(one.names[0] ?? '') ? { ...one, fallback: true } : one)),
    calls: seen.calls.map((node): Call => ({ callee: dotted(node.expression, origins) ?? '', arguments: (node.arguments ?? []).map(item => valueOf(item, origins)), start: node.getStart(source), end: node.end })),
    state: readState(source, origins) satisfies readonly StateHolder[],
    environment: seen.environment.map((node): Span => ({ start: node.getStart(source), end: node.end })),
  };
}

/** Notes the nodes that matter; what they mean depends on the imports, which are read after. */
class Walk {
  readonly used = new Set<string>();
  readonly uses = new Uses();
  readonly loads: ts.CallExpression[] = [];
  readonly calls: (ts.CallExpression | ts.NewExpression)[] = [];
  readonly literals: (ts.StringLiteralLike | ts.NumericLiteral | ts.TemplateHead)[] = [];
  readonly fallbacks = new Set<string>();
  readonly environment: ts.Node[] = [];
  readonly typeImports: ts.StringLiteralLike[] = [];

  /** `typed`: whether the text has an `import(` that may be a type's. */
  constructor(private readonly typed: boolean) {}

  readonly visit = (node: ts.Node): void => {
    if ((ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      if (this.typed) this.types(node);
      return;
    }
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    if (ts.isIdentifier(node)) {
      this.used.add(node.text);
      this.uses.note(node);
    }
    else if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isTemplateHead(node)) this.literals.push(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.call(node);
    else if (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && isEnvironment(node.expression)) this.environment.push(node);
    else if (ts.isBinaryExpression(node) && ts.isIdentifier(node.right) && (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || node.operatorToken.kind === ts.SyntaxKind.BarBarToken)) this.fallbacks.add(node.right.text);
    else if ((ts.isParameter(node) || ts.isBindingElement(node)) && node.initializer && ts.isIdentifier(node.initializer)) this.fallbacks.add(node.initializer.text);
    if (ts.isClassDeclaration(node) && decorated(node)) this.metadata(node);
    if (ts.isPropertyAccessExpression(node)) this.visit(node.expression);
    else ts.forEachChild(node, this.visit);
  };

  /** `import("…").Name`, where a type is written. */
  private readonly types = (node: ts.Node): void => {
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteralLike(node.argument.literal)) this.typeImports.push(node.argument.literal);
    ts.forEachChild(node, this.types);
  };

  private call(node: ts.CallExpression | ts.NewExpression): void {
    this.calls.push(node);
    if (!ts.isCallExpression(node)) return;
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require')) this.loads.push(node);
    const [only] = node.arguments;
    if (only && ts.isIdentifier(only) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'default') this.fallbacks.add(only.text);
  }

  /** The types of a decorated class' parameters and properties stay when it runs: that is how injection finds what to give. */
  private metadata(node: ts.ClassDeclaration): void {
    const keep = (type: ts.Node | undefined): void => {
      if (!type) return;
      if (ts.isIdentifier(type)) this.used.add(type.text);
      ts.forEachChild(type, keep);
    };
    for (const member of node.members) {
      if (ts.isPropertyDeclaration(member) && decorated(member)) keep(member.type);
      if (ts.isConstructorDeclaration(member) || (ts.isMethodDeclaration(member) && decorated(member))) for (const parameter of member.parameters) keep(parameter.type);
    }
  }
}

function decorated(node: ts.HasDecorators): boolean {
  return (ts.getDecorators(node)?.length ?? 0) > 0;
}

function isEnvironment(node: ts.Node): boolean {
  return (ts.isIdentifier(node) && (node.text === 'process' || node.text === 'Deno' || node.text === 'Bun')) || ts.isMetaProperty(node);
}
