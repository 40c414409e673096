import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a push was looked at in, before git took it, and what git was writing, when the process was killed: nothing reads it any more. `root` holds `project/name.git`. */
export async function clearLeftovers(root: string): Promise<void> {
  for (const project of await namesIn(root)) for (const repository of await namesIn(path.join(root, project))) {
    const bare = path.join(root, project, repository);
    for (const name of await namesIn(bare)) if (/^incoming-.{6}$/.test(name)) await rm(path.join(bare, name), { recursive: true, force: true });
    // What git itself was looking at before it took it.
    for (const name of await namesIn(path.join(bare, 'objects'))) if (/^(tmp_objdir-|incoming-)/.test(name)) await rm(path.join(bare, 'objects', name), { recursive: true, force: true });
    await clearPacks(bare);
  }
}

/** What a fetch that was cut had begun to write in a repository in which nobody writes now. */
export async function clearPacks(bare: string): Promise<void> {
  const packs = path.join(bare, 'objects', 'pack');
  for (const name of await readdir(packs).catch(() => [])) if (name.startsWith('tmp_')) await rm(path.join(packs, name), { force: true });
}

/** The folders of a folder, links left alone; none when it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter(entry => entry.isDirectory()).map(({ name }) => name);
}
