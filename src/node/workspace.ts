import { closeSync, fstatSync, openSync, readFileSync, readSync, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Unreadable } from '../core/analysis/finding';
import { isAnalysable, isPlain, passedOver } from '../core/analysis/names';
import type { SourceFile } from '../core/analysis/port';
import { maxLength } from '../core/analysis/text';

export interface FolderContent {
  readonly files: readonly SourceFile[];
  /** Files whose name says that they should be read, and that could not be. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads the files below `root` whose relative name (with `/`) is accepted, in the order of their names. A link that leaves the folder is passed over,
 * and so is a link to a folder, whose files are met under their own name. Rejects only if `root` itself cannot be listed.
 */
export async function readFolder(root: string, accepts: (file: string) => boolean): Promise<FolderContent> {
  const top = await realpath(root);
  const unreadable: Unreadable[] = [];
  const names = (await list(top, '', unreadable)).filter(accepts).sort();
  const read = await readAll(top, names);
  return { files: read.files, unreadable: [...unreadable, ...read.unreadable] };
}

/** Reads what is analysed in a repository as `readFolder` does, and what its charts and overlays are rendered from. Packaged charts come in base64. */
export async function readRepository(root: string): Promise<FolderContent> {
  const top = await realpath(root);
  const unreadable: Unreadable[] = [];
  const names = (await list(top, '', unreadable)).sort();
  const read = await readAll(top, names.filter(isAnalysable));
  const { neededForRenders } = await import('../core/analysis/render/needed');
  // What is no text is no file to render with, and nobody expects it to be checked.
  const more = await readAll(top, neededForRenders(names, read.files));
  return { files: [...read.files, ...more.files], unreadable: [...unreadable, ...read.unreadable] };
}

/** Reads what the charts and overlays of a folder are rendered from, and nothing else; empty when it has none. */
export async function readRenders(root: string): Promise<readonly SourceFile[]> {
  const top = await realpath(root);
  const { inputsOfRenders } = await import('../core/analysis/render/needed');
  const { files } = await readAll(top, inputsOfRenders((await list(top, '', [])).sort()));
  return files;
}

async function readAll(top: string, names: readonly string[]): Promise<{ files: SourceFile[]; unreadable: Unreadable[] }> {
  const files: SourceFile[] = [];
  const unreadable: Unreadable[] = [];
  for (const [index, name] of names.entries()) {
    // Asking the system for a small file takes a tenth of the time that waiting for its answer does; in between, others have their turn.
    if (index % 24 === 23) await setImmediate();
    const read = readOne(top, name);
    if (read === undefined) continue;
    if ('reason' in read) unreadable.push(read);
    else files.push(read);
  }
  return { files, unreadable };
}

async function list(top: string, below: string, unreadable: Unreadable[]): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(path.join(top, below), { withFileTypes: true });
  } catch (error) {
    if (below === '') throw error;
    unreadable.push(refused(below, error));
    return [];
  }
  const found: string[] = [];
  for (const entry of entries) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) found.push(...(await list(top, name, unreadable)));
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await staysInside(top, name)))) found.push(name);
  }
  return found;
}

async function staysInside(top: string, name: string): Promise<boolean> {
  try {
    const target = await realpath(path.join(top, name));
    return target.startsWith(top + path.sep) && (await stat(target)).isFile();
  } catch {
    return false;
  }
}

function readOne(top: string, name: string): SourceFile | Unreadable | undefined {
  try {
    const file = openSync(path.join(top, name), 'r');
    try {
      const { size } = fstatSync(file);
      if (size > maxLength) return tooLong(name, file);
      const bytes = readFileSync(file);
      if (name.endsWith('.tgz')) return { file: name, text: bytes.toString('base64') };
      if (bytes.subarray(0, 8000).includes(0)) return /\.(json|txt|config|plist)$/i.test(name) || isPlain(name) ? undefined : { file: name, reason: 'Ce fichier n’est pas du texte en UTF-8 et n’a pas été vérifié. Si c’est un manifest, réenregistrez-le en UTF-8 ; sinon, renommez-le.' };
      return { file: name, text: decoder.decode(bytes) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return refused(name, error);
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A large JSON file is rarely a manifest: its beginning says so. Nobody expects a long text, or a file without an extension, to be checked. */
function tooLong(name: string, file: number): Unreadable | undefined {
  const buffer = Buffer.alloc(65_536);
  const head = buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
  if (/\.(txt|md|config|plist)$/i.test(name) || isPlain(name)) return undefined;
  if (/\.json$/i.test(name) && !(head.includes('"apiVersion"') && head.includes('"kind"'))) return undefined;
  return { file: name, reason: 'Ce fichier dépasse 4 Mo et n’a pas été vérifié. Découpez-le, ou excluez-le du dépôt s’il est généré.' };
}

function refused(file: string, error: unknown): Unreadable {
  const code = (error as NodeJS.ErrnoException).code;
  const why = code === 'EACCES' || code === 'EPERM' ? 'la lecture en est interdite. Donnez-vous le droit de lire' : `le système répond ${code ?? String(error)}. Vérifiez qu’il existe encore et que le disque répond`;
  return { file, reason: `« ${file} » n’a pas pu être lu : ${why}. Il n’a pas été vérifié.` };
}
