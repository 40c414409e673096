// Where things lie: the repository, and the folders outside it that hold what is downloaded once and what one run writes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Folder of what is installed once per machine: COACH_CPIN_CACHE, else the platform's cache folder. Created when missing. */
export function cacheFolder() {
  const folder = process.env.COACH_CPIN_CACHE ?? path.join(platformCache(), 'coach-cpin');
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function platformCache() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local');
  return process.platform === 'darwin' ? path.join(os.homedir(), 'Library', 'Caches') : path.join(os.homedir(), '.cache');
}

/** A fresh folder for one run, with symbolic links resolved: VS Code compares paths as strings. */
export function runFolder(name) {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `coach-cpin-${name}-`)));
}

/** Removes a folder of a run. A file still held by a dying process is left to the system's own cleaning. */
export function removeFolder(folder) {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (error) {
    console.warn(`Could not remove ${folder}: ${error.message}`);
  }
}

/** Where an executable lies, or undefined: the first of `names` found on PATH. */
export function onPath(...names) {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(path.delimiter))
      for (const extension of extensions) {
        const file = path.join(folder, name + extension);
        if (folder && fs.existsSync(file) && fs.statSync(file).isFile()) return file;
      }
  return undefined;
}
