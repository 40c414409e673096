import os from 'node:os';
import path from 'node:path';
import { readMarker } from './marker';
import { entriesOf } from './tree';

/** Where a lab is proposed by default, and whether it is already started there. */
export interface Proposal {
  readonly folder: string;
  readonly started: boolean;
}

/** `~/cloud-pi-native/<lab>`, or the first numbered sibling that is free or already holds this lab. */
export async function proposeFolder(lab: string, home = os.homedir()): Promise<Proposal> {
  const base = path.join(home, 'cloud-pi-native', lab);
  for (let count = 1; ; count++) {
    const folder = count === 1 ? base : `${base}-${count}`;
    const marker = await readMarker(folder).catch(() => undefined);
    if (marker?.lab === lab) return { folder, started: true };
    if (!marker && (await isFree(folder))) return { folder, started: false };
  }
}

/** Whether a lab can be copied there: nothing, or an empty folder. */
export async function isFree(folder: string): Promise<boolean> {
  return entriesOf(folder).then(entries => entries.length === 0, () => false);
}
