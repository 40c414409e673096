import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { linkRefused, notAFolder } from './problem';

/** What stands at `file`, links not followed; undefined when there is nothing. */
export async function kindOf(file: string): Promise<'file' | 'folder' | 'link' | undefined> {
  const found = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!found) return undefined;
  return found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'file';
}

/** Entries of a folder that matter: a repository just initialised is still an empty folder. Rejects if `folder` is something else. */
export async function entriesOf(folder: string): Promise<string[]> {
  const kind = await kindOf(folder);
  if (kind === undefined) return [];
  if (kind === 'file') throw notAFolder(folder);
  return (await readdir(folder)).filter(name => name !== '.git').sort();
}

/** Relative paths (with `/`) of every file below `root`. Rejects on a symbolic link. */
export async function listTree(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true });
  const nested = await Promise.all(entries.map(entry => {
    const name = path.posix.join(below, entry.name);
    if (entry.isSymbolicLink()) throw linkRefused(path.join(root, name));
    return entry.isDirectory() ? listTree(root, name) : [name];
  }));
  return nested.flat().sort();
}

/** Copies `files` of `from` into `to`, never over an existing file; if one copy fails, what was copied is removed and the error rejected. */
export async function copyFiles(files: readonly string[], from: string, to: string): Promise<void> {
  // Files and folders that were not there before: everything in them is ours.
  const made: string[] = [];
  try {
    for (const file of files) {
      const target = path.join(to, file);
      const first = await mkdir(path.dirname(target), { recursive: true });
      await copyFile(path.join(from, file), target, constants.COPYFILE_EXCL);
      made.push(...(first === undefined ? [] : [first]), target);
    }
  } catch (error) {
    for (const own of made.reverse()) await rm(own, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}
