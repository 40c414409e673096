import { isKnown } from './value';
import { patternTest } from './pattern';

/** The files of a commit, by path, and the text of those that were read. */
export interface Listing {
  readonly files: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Steps of a path joined, dots followed. */
export function joined(folder: string, path: string): string {
  const steps: string[] = path.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The files a job sees, from the root of the repository; `/x` is outside of it. What a program that is not run may have made is known to be possible, and no more. */
export class Files {
  private readonly written = new Map<string, string | undefined>();
  private readonly removed = new Set<string>();
  private readonly folders = new Set<string>();
  private readonly open = new Set<string>();

  /** How much was looked through, in hundreds of names: a script that lists a large repository again and again is left. */
  looked = 0;
  private readonly size: number;

  /** `home` is where the repository is checked out. */
  constructor(private readonly listing: Listing, readonly home: string) {
    const names = Object.keys(listing.files);
    this.size = names.length;
    for (const name of names) this.holding(name);
  }

  /** A path as it is named here, from what a script writes in `folder`. */
  at(folder: string, path: string): string {
    if (path === this.home || path.startsWith(`${this.home}/`)) return joined('', path.slice(this.home.length + 1));
    return path.startsWith('/') || folder.startsWith('/') ? `/${joined(folder, path)}` : joined(folder, path);
  }

  /** What is at a path: `maybe` when a program may have made it. */
  kind(path: string): 'file' | 'folder' | 'maybe' | undefined {
    if (path === '' || this.folders.has(path)) return 'folder';
    if (this.written.has(path) || (Object.hasOwn(this.listing.files, path) && !this.removed.has(path))) return 'file';
    return path.startsWith('/') || this.mayHold(path) ? 'maybe' : undefined;
  }

  /** The text of a file; undefined when it is not known, or not there. */
  text(path: string): string | undefined {
    return this.written.has(path) ? this.written.get(path) : this.removed.has(path) || !Object.hasOwn(this.listing.texts, path) ? undefined : this.listing.texts[path];
  }

  /** Writes a file; undefined is a text that nobody knows. */
  write(path: string, text: string | undefined): void {
    this.written.set(path, text !== undefined && isKnown(text) ? text : undefined);
    this.removed.delete(path);
    this.holding(path);
  }

  makeFolder(path: string): void {
    this.folders.add(path);
    this.holding(path);
  }

  /** Takes away a file, or a folder and all below it. */
  remove(path: string): void {
    for (const name of this.below(path)) {
      this.written.delete(name);
      this.removed.add(name);
    }
    for (const folder of [...this.folders]) if (folder === path || folder.startsWith(`${path}/`)) this.folders.delete(folder);
    this.open.delete(path);
  }

  /** A program may make anything below a folder from now on. */
  mayFill(folder: string): void {
    this.open.add(folder);
  }

  mayHold(path: string): boolean {
    return [...this.open].some(folder => folder === '' || path === folder || path.startsWith(`${folder}/`));
  }

  /** A file, or those below a folder. */
  below(path: string): string[] {
    const within = (name: string) => name === path || path === '' || name.startsWith(`${path}/`);
    return this.names().filter(within);
  }

  /** All files, those of the commit first. */
  names(): string[] {
    this.looked += 1 + Math.floor(this.size / 100);
    const own = Object.keys(this.listing.files).filter(name => !this.removed.has(name));
    return [...own, ...[...this.written.keys()].filter(name => !Object.hasOwn(this.listing.files, name))];
  }

  /** What a path's wildcards match, files and folders, in order. */
  matching(pattern: string): string[] {
    return [...this.names(), ...this.folders].filter(patternTest(pattern, true)).sort();
  }

  /** What was written, by path; undefined where the text is not known. */
  get made(): ReadonlyMap<string, string | undefined> {
    return this.written;
  }

  private holding(path: string): void {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) this.folders.add(path.slice(0, at));
  }
}
