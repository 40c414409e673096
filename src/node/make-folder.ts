import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes `folder` and those above it that are missing; rejects with the system's own refusal. Node's way of making several at once never ends below a
 * folder that has no place for any, such as `/proc` on Linux: here a refusal by a parent that exists is final.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const made = await mkdir(folder, { mode }).then(() => true, async (error: NodeJS.ErrnoException) => {
    if (await isFolder(folder)) return true;
    if (error.code !== 'ENOENT' || path.dirname(folder) === folder || (await isFolder(path.dirname(folder)))) throw error;
    return false;
  });
  if (made) return;
  await makeFolder(path.dirname(folder), mode);
  await mkdir(folder, { mode }).catch(async (error: unknown) => {
    if (!(await isFolder(folder))) throw error;
  });
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(found => found.isDirectory(), () => false);
}
