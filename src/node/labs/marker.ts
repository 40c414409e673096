import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { cannotReadLab, damagedMarker, linkRefused } from './problem';
import { markerName } from './marker-name';
import { kindOf } from './tree';

const marker = z.strictObject({ lab: z.string().min(1), content: z.string(), startedAt: z.iso.datetime() });
export type Marker = z.infer<typeof marker>;

/** The marker of a folder; undefined if no lab is started there. Rejects with a sentence when it is damaged, a link, or cannot be read. */
export async function readMarker(folder: string): Promise<Marker | undefined> {
  const file = path.join(folder, markerName);
  const text = await read(folder, file);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damagedMarker(file, 'ce n’est pas du JSON');
  }
  const result = marker.safeParse(value);
  if (!result.success) throw damagedMarker(file, `il y manque « ${result.error.issues[0]?.path.join('.') || 'lab'} », ou sa valeur est fausse`);
  return result.data;
}

/** Rejects with the system's error. */
export async function writeMarker(folder: string, value: Marker): Promise<void> {
  await writeFile(path.join(folder, markerName), `${JSON.stringify(value, undefined, 2)}\n`, { flag: 'wx' });
}

async function read(folder: string, file: string): Promise<string | undefined> {
  try {
    const kind = await kindOf(file);
    if (kind === undefined) return undefined;
    if (kind === 'folder') throw damagedMarker(file, 'c’est un dossier');
    if (kind === 'link') throw linkRefused(file);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw error instanceof Error && 'code' in error ? cannotReadLab(folder, error) : error;
  }
}
