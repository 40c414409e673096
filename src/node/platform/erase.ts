import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Strings } from '../../protocol/strings';
import { findPlatform, type PlatformClient } from './client';
import { stopPlatform } from './launch';

/** A state folder in the user's data, and the platform that runs from it, if one does. */
export interface KeptPlatform {
  readonly place: string;
  readonly client: PlatformClient | undefined;
}

/** Every simulated platform that the user's data folder keeps: one a folder, and the user's own. What is a link leads elsewhere: it is not ours. */
export async function keptPlatforms(home: string): Promise<readonly KeptPlatform[]> {
  const own = await foldersIn(home);
  const places = [...(own.includes('platform') ? [path.join(home, 'platform')] : []), ...(own.includes('platforms') ? (await foldersIn(path.join(home, 'platforms'))).map(name => path.join(home, 'platforms', name)) : [])];
  return Promise.all(places.map(async place => ({ place, client: await findPlatform(place) })));
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

/** Stops those that run, then deletes all they keep: runs, git repositories, keys. Rejects with a sentence, and leaves its folder, when one does not stop. */
export async function erasePlatforms(kept: readonly KeptPlatform[], strings: Strings['platform']): Promise<void> {
  for (const { place, client } of kept) {
    if (client) await stopPlatform(place, client, strings);
    await rm(place, { recursive: true, force: true });
  }
}
