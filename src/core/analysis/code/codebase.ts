import type { Location, Unreadable } from '../finding';
import { groupedBy } from '../grouped';
import type { Scope, SourceFile } from '../port';
import { SourceText } from '../text';
import { isForTests } from './names';
import { layersOf, type Layers } from './layers';
import { readJava } from './java';
import type { CodeFile, CodeImport, CodeModel, CodeReader, Remark, Span } from './model';
import { Modules } from './modules';
import { readPython } from './python';
import { Resolver, type Target } from './resolve';
import { readSettings } from './settings';

/** An import, and where it leads. */
export interface Dependency {
  readonly from: CodeFile;
  readonly import: CodeImport;
  readonly target: Target;
}

/** The source code of a folder, as rules read it. What several rules need is made once, on first use. */
export class Codebase {
  readonly unreadable: readonly Unreadable[];
  readonly layers: Layers;
  readonly dependencies: readonly Dependency[];
  private remarks: ReadonlyMap<string, readonly Remark[]> | undefined;
  private readonly sources = new Map<string, SourceText>();
  private readonly byName: ReadonlyMap<string, CodeFile>;

  constructor(readonly model: CodeModel, readonly all: readonly SourceFile[], readonly scope: Scope) {
    const { settings, unreadable } = readSettings(all);
    this.unreadable = [...unreadable, ...model.unreadable];
    this.byName = new Map(model.files.map(one => [one.file, one]));
    const resolver = new Resolver(all, scope === 'files');
    const modules = new Modules(all.map(({ file }) => file));
    this.dependencies = model.files.flatMap(from => from.imports.map(one => ({ from, import: one, target: (from.language === 'typescript' ? resolver : modules).resolve(from.file, one.specifier) })));
    this.layers = layersOf(settings, [...all.map(({ file }) => file), ...this.dependencies.flatMap(({ target }) => ('file' in target ? [target.file] : []))]);
  }

  remarksOf(rule: string): readonly Remark[] {
    this.remarks ??= groupedBy(this.model.remarks, ({ rule }) => rule);
    return this.remarks.get(rule) ?? [];
  }

  /** The files of the application itself. */
  get product(): readonly CodeFile[] {
    return this.model.files.filter(({ file }) => this.isProduct(file));
  }

  /** What serves the tests alone may know everything and name any machine. */
  isProduct(file: string): boolean {
    return !isForTests(file);
  }

  file(name: string): CodeFile | undefined {
    return this.byName.get(name);
  }

  locate(file: string, { start, end }: Span): Location {
    let source = this.sources.get(file);
    if (!source) this.sources.set(file, (source = new SourceText(this.byName.get(file)?.text ?? '')));
    return { file, range: source.range(start, end) };
  }
}

/** Reads the source code among `files`: Java and Python here, what `readCode` knows there. */
export function codebaseOf(files: readonly SourceFile[], scope: Scope, readCode: CodeReader): Codebase {
  const other = files.flatMap(one => (one.text.length > longest ? [] : /\.java$/.test(one.file) ? readJava(one) : /\.py$/.test(one.file) ? readPython(one) : []));
  const { files: read, remarks, unreadable } = readCode(files);
  return new Codebase({ files: [...read, ...other], remarks, unreadable }, files, scope);
}

/** Above this many characters a source file was made by a tool. */
const longest = 1_000_000;
