import path from 'node:path';
import type { Lab } from '../../core/curriculum/lab';
import { makeFolder } from '../make-folder';
import { readMarker, writeMarker } from './marker';
import { LabProblem, alreadyStarted, cannotWriteLab, damagedInstallation, notEmpty, otherLab } from './problem';
import { copyFiles, entriesOf, kindOf, listTree } from './tree';

/** Where a lab's files come from and go to. `labs` is the product's folder of labs, `now` an instant, `content` the content's version. */
export interface LabPlace {
  readonly labs: string;
  readonly lab: Lab;
  readonly content: string;
  readonly folder: string;
  readonly now: Date;
}

/** `adopted`: the folder already held the lab's files, and they were left as they are. */
export type Started = 'copied' | 'adopted';

/**
 * Starts a lab in `folder`: a fresh copy if it is new or empty; if it already holds the lab's files (a clone, a copy made by hand), only the marker
 * is added. Never writes over a file; anything else in the folder is a `LabProblem`.
 */
export async function startLab({ labs, lab, content, folder, now }: LabPlace): Promise<Started> {
  const files = await startFiles(labs, lab);
  const marker = await readMarker(folder);
  if (marker) throw marker.lab === lab.id ? alreadyStarted(folder, lab.id) : otherLab(folder, marker.lab, lab.id);
  try {
    const entries = await entriesOf(folder);
    const adopted = entries.length > 0;
    if (adopted && !(await holdsAll(folder, files))) throw notEmpty(folder, entries);
    await makeFolder(folder);
    if (!adopted) await copyFiles(files, startFolder(labs, lab), folder);
    await writeMarker(folder, { lab: lab.id, content, startedAt: now.toISOString() });
    return adopted ? 'adopted' : 'copied';
  } catch (error) {
    throw error instanceof LabProblem ? error : cannotWriteLab(folder, error);
  }
}

/** Whether `folder` already holds each of the lab's files, whatever was made of them since. */
export async function holdsStart(labs: string, lab: Lab, folder: string): Promise<boolean> {
  return holdsAll(folder, await startFiles(labs, lab));
}

export function startFolder(labs: string, lab: Lab): string {
  return path.join(labs, lab.id, 'start');
}

/** The files a lab starts from. Rejects when the installation is damaged. */
export async function startFiles(labs: string, lab: Lab): Promise<string[]> {
  const folder = startFolder(labs, lab);
  try {
    const files = await listTree(folder);
    if (files.length === 0) throw new Error('dossier vide');
    return files;
  } catch (error) {
    throw damagedInstallation(folder, error instanceof Error ? error.message : String(error));
  }
}

async function holdsAll(folder: string, files: readonly string[]): Promise<boolean> {
  const kinds = await Promise.all(files.map(file => kindOf(path.join(folder, file))));
  return kinds.every(kind => kind === 'file');
}
