import type { SourceFile } from '../port';
import { isPlainMap, listAt, mapAt, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import { readJsonc } from './json';

/** What an import leads to: a file of the repository, or a package, by its name as installed (`@nestjs/common`, `fs`). */
export type Target = { readonly file: string } | { readonly package: string };

interface Aliases {
  /** The folder of the configuration, with a `/` at the end unless it is the root. */
  readonly folder: string;
  readonly paths: readonly { readonly prefix: string; readonly suffix: string; readonly star: boolean; readonly targets: readonly string[] }[];
  readonly base: string | undefined;
}

const extensions = ['', '.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.vue', '/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mts', '/index.mjs'];

/** Finds the file an import of TypeScript or JavaScript means: relative, through the aliases of `tsconfig.json`, or by a package of the repository. */
export class Resolver {
  private readonly known: ReadonlySet<string>;
  private readonly aliases: readonly Aliases[];
  private readonly packages = new Map<string, { readonly folder: string; readonly main: string | undefined }>();

  /** `partial` says that other files exist that were not given. */
  constructor(files: readonly SourceFile[], private readonly partial = false) {
    this.known = new Set(files.map(({ file }) => file));
    const texts = new Map(files.map(({ file, text }) => [file, text]));
    const settings = files.filter(({ file }) => /(^|\/)(ts|js)config(\.[\w-]+)?\.json$/.test(file)).flatMap(({ file }) => aliasesOf(file, texts) ?? []);
    const manifests = files.filter(({ file }) => /(^|\/)package\.json$/.test(file)).map(({ file, text }) => ({ file, content: readJsonc(text) }));
    this.aliases = [...settings, ...manifests.flatMap(({ file, content }) => importsOf(file, content))].sort((a, b) => b.folder.length - a.folder.length);
    for (const { file, content } of manifests) this.declare(file, content);
  }

  /** Where `specifier`, imported by `from`, leads. A relative path is one even when its file was not given. */
  resolve(from: string, specifier: string): Target {
    if (/^\.{1,2}(\/|$)/.test(specifier)) {
      const target = join(folderOf(from), specifier);
      return { file: this.find(target) ?? withoutExtension(target) };
    }
    const aliased = this.aliased(from, specifier);
    if (aliased !== undefined) return { file: aliased };
    const name = packageOf(specifier);
    const own = this.packages.get(name);
    if (own) {
      const rest = specifier.slice(name.length + 1);
      const found = (rest ? [rest, `src/${rest}`] : [own.main ?? '', 'src/index', 'index', 'src/main']).flatMap(path => this.find(own.folder + path) ?? []);
      if (found[0] !== undefined) return { file: found[0] };
    }
    return { package: name };
  }

  private aliased(from: string, specifier: string): string | undefined {
    for (const { folder, paths, base } of this.aliases) {
      if (!from.startsWith(folder)) continue;
      for (const { prefix, suffix, star, targets } of paths) {
        if (star ? !(specifier.startsWith(prefix) && specifier.endsWith(suffix) && specifier.length >= prefix.length + suffix.length) : specifier !== prefix) continue;
        const middle = specifier.slice(prefix.length, specifier.length - suffix.length);
        const found = targets.flatMap(target => this.find(target.replace('*', middle)) ?? []);
        if (found[0] !== undefined) return found[0];
        const guess = targets[0]?.replace('*', middle);
        if (this.partial && prefix !== '' && guess !== undefined && !/(^|\/)node_modules\//.test(guess)) return withoutExtension(guess);
      }
      const direct = base === undefined ? undefined : this.find(join(base, specifier));
      if (direct !== undefined) return direct;
    }
    return undefined;
  }

  private find(path: string): string | undefined {
    const direct = extensions.map(extension => path + extension).find(candidate => this.known.has(candidate));
    if (direct !== undefined) return direct;
    // Node wants the name of what the compiler writes: `./x.js` means `x.ts`.
    const written = /\.([cm]?)jsx?$/.exec(path);
    return written ? [`${path.slice(0, written.index)}.${written[1] ?? ''}ts`, `${path.slice(0, written.index)}.tsx`].find(candidate => this.known.has(candidate)) : undefined;
  }

  private declare(file: string, content: PlainMap | undefined): void {
    const name = stringAt(content, 'name');
    if (name === undefined) return;
    const main = stringAt(content, 'source') ?? stringAt(content, 'types') ?? stringAt(content, 'main');
    this.packages.set(name, { folder: folderOf(file), main: main === undefined ? undefined : withoutExtension(main.replace(/^\.\//, '').replace(/^(dist|lib|build|out)\//, 'src/')) });
  }
}

/** The names that a package gives to its own files: `"imports": { "#infra/*": "./src/infrastructure/*.js" }`, built files standing for their sources. */
function importsOf(file: string, content: PlainMap | undefined): Aliases[] {
  const folder = folderOf(file);
  const paths = Object.entries(mapAt(content, 'imports')).map(([pattern, target]) => {
    const [prefix = '', suffix] = pattern.split('*');
    const leads = (Array.isArray(target) ? target : isPlainMap(target) ? Object.values(target) : [target]).filter((one): one is string => typeof one === 'string' && one.startsWith('./'));
    return { prefix, suffix: suffix ?? '', star: suffix !== undefined, targets: leads.flatMap(one => [one, one.replace(/^\.\/(dist|lib|build|out)\//, './src/')]).map(one => join(folder, withoutExtension(one))) };
  });
  return paths.length === 0 ? [] : [{ folder, base: undefined, paths }];
}

/** The aliases of a configuration, with those of the one it extends when it has none. */
function aliasesOf(file: string, texts: ReadonlyMap<string, string>, seen: ReadonlySet<string> = new Set()): Aliases | undefined {
  const text = texts.get(file);
  const content = text === undefined || seen.has(file) ? undefined : readJsonc(text);
  if (!content) return undefined;
  const folder = folderOf(file);
  const options = mapAt(content, 'compilerOptions');
  const base = stringAt(options, 'baseUrl');
  const paths = Object.entries(mapAt(options, 'paths'));
  if (paths.length === 0 && base === undefined) {
    const parents = [content['extends']].flat().filter((one): one is string => typeof one === 'string' && one.startsWith('.'));
    for (const parent of parents) {
      const target = join(folder, parent);
      const inherited = aliasesOf(texts.has(target) ? target : `${target}.json`, texts, new Set([...seen, file]));
      if (inherited) return { ...inherited, folder };
    }
    return undefined;
  }
  const root = base === undefined ? folder : join(folder, base);
  return {
    folder, base: base === undefined ? undefined : root,
    paths: paths.map(([pattern, targets]) => {
      const star = pattern.indexOf('*');
      return { prefix: star < 0 ? pattern : pattern.slice(0, star), suffix: star < 0 ? '' : pattern.slice(star + 1), star: star >= 0, targets: names(targets).map(target => join(root, target)) };
    }).sort((a, b) => b.prefix.length - a.prefix.length),
  };
}

const names = (value: Plain | undefined): string[] => listAt({ list: value ?? [] }, 'list').filter((one): one is string => typeof one === 'string');

/** The folder of a file, with a `/` at the end unless it is the root. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** The package a specifier names: its scope and name, without what is asked of it nor `node:`. */
export function packageOf(specifier: string): string {
  return specifier.replace(/^node:/, '').split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** A path made from a folder and a relative one; what would leave the repository stays at its root. */
export function join(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}
