import { folderOf, join, type Target } from './resolve';

/** Finds the file of the repository that an import of Java or Python means; what is none of them is a package, by its whole name in Java and its first word in Python. */
export class Modules {
  /** The folders and files of Java, by the end of their path from any root of sources: `fr/a/domain/A`. */
  private readonly java = new Map<string, string>();
  private readonly python: ReadonlySet<string>;
  private readonly folders: ReadonlySet<string>;

  constructor(files: readonly string[]) {
    this.python = new Set(files.filter(file => file.endsWith('.py')));
    this.folders = new Set([...this.python].map(file => folderOf(file).slice(0, -1)).filter(Boolean));
    for (const file of files) {
      const below = /^(?:.*\/)?(?:main|test)\/java\/((?:[^/]+\/)+[^/]+)\.java$/.exec(file)?.[1] ?? /^(?:.*\/)?src\/((?:[^/]+\/)+[^/]+)\.java$/.exec(file)?.[1];
      if (below === undefined) continue;
      this.java.set(below, file);
      this.java.set(`${below.slice(0, below.lastIndexOf('/'))}/*`, file);
    }
  }

  resolve(from: string, specifier: string): Target {
    return from.endsWith('.java') ? this.ofJava(specifier) : this.ofPython(from, specifier);
  }

  /** A class, one inside another, or what a static import takes of one. */
  private ofJava(specifier: string): Target {
    const parts = specifier.split('.');
    for (let length = parts.length; length > 1 && length > parts.length - 3; length--) {
      const file = this.java.get(parts.slice(0, length).join('/'));
      if (file !== undefined) return { file };
    }
    return { package: specifier };
  }

  /** Dots before the name go up from the folder of the file; else the name starts at one of the folders above it, or in `src`. */
  private ofPython(from: string, specifier: string): Target {
    const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
    const path = name.replaceAll('.', '/');
    if (dots !== '') {
      const folder = join(folderOf(from), '../'.repeat(dots.length - 1));
      return { file: this.module(path === '' ? folder : join(folder, path)) ?? `${join(folder, path)}/__init__.py` };
    }
    for (let folder = folderOf(from); ; folder = folderOf(folder.slice(0, -1))) {
      const file = this.module(`${folder}${path}`) ?? (folder === '' ? this.module(`src/${path}`) : undefined);
      if (file !== undefined && file !== from) return { file };
      if (folder === '') return { package: name.split('.')[0] ?? name };
    }
  }

  private module(path: string): string | undefined {
    // A folder is a package, whether or not it holds the file that once made it one.
    return this.python.has(`${path}.py`) ? `${path}.py` : this.folders.has(path) ? `${path}/__init__.py` : undefined;
  }
}
