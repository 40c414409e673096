import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A source file (`src/…`, with `/`), and what it imports: another of our files, or a package's name as written. */
export interface SourceImports {
  readonly file: string;
  readonly lines: number;
  readonly own: readonly string[];
  /** Those of `own` that still exist when the program runs: types are erased. */
  readonly values: readonly string[];
  readonly packages: readonly string[];
}

/** Every TypeScript file of `src/`, with its imports as TypeScript reads them (types included), resolved to files. */
export function sourceImports(): readonly SourceImports[] {
  const files = readdirSync('src', { recursive: true }).map(name => `src/${String(name).split(path.sep).join('/')}`).filter(name => /\.tsx?$/.test(name)).sort();
  const known = new Set(files);
  return files.map(file => {
    const text = readFileSync(file, 'utf8');
    const names = ts.preProcessFile(text, true, true).importedFiles.map(i => i.fileName);
    const ours = (list: readonly string[]) => list.filter(name => name.startsWith('.')).map(name => resolve(file, name, known));
    return { file, lines: text.split('\n').length - 1, own: ours(names), values: ours(valueImports(file, text)), packages: names.filter(name => !name.startsWith('.')) };
  });
}

/** What `import` and `export … from` bring in at run time; an import with types alone brings nothing. */
function valueImports(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap(statement => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    const typesAlone = ts.isImportDeclaration(statement) ? typeOnly(statement.importClause) : statement.isTypeOnly;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) && !typesAlone ? [moduleSpecifier.text] : [];
  });
}

function typeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause || clause.isTypeOnly) return clause !== undefined;
  const { name, namedBindings } = clause;
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.every(element => element.isTypeOnly);
}

function resolve(from: string, name: string, known: ReadonlySet<string>): string {
  const target = path.posix.join(path.posix.dirname(from), name);
  const found = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find(candidate => known.has(candidate));
  // Data (JSON) is named as written; anything else does not compile.
  return found ?? target;
}

/** One circle of imports at run time, if there is any: the files in order, the first again at the end. Between rooms, types count too: the law sees to that. */
export function findCycle(files: readonly SourceImports[]): readonly string[] | undefined {
  const graph = new Map(files.map(({ file, values }) => [file, values]));
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    const at = trail.indexOf(file);
    if (at >= 0) return [...trail.slice(at), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const { file } of files) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
