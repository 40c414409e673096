import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readMarker, writeMarker } from './marker';
import { LabProblem, cannotSetAside, notStarted, otherLab, restoreFailed } from './problem';
import { startFiles, startFolder, type LabPlace } from './start';
import { copyFiles } from './tree';

/**
 * Begins a started lab again. Everything in the folder but its git history is first moved to a new folder beside it, whose path is the answer:
 * nothing the learner typed is lost. If that cannot be done, nothing changes. Rejects with a `LabProblem`.
 */
export async function resetLab({ labs, lab, content, folder, now }: LabPlace): Promise<string> {
  const files = await startFiles(labs, lab);
  const marker = await readMarker(folder);
  if (!marker) throw notStarted(folder, lab.id);
  if (marker.lab !== lab.id) throw otherLab(folder, marker.lab, lab.id);
  const kept = await setAside(folder, now);
  try {
    await copyFiles(files, startFolder(labs, lab), folder);
    await writeMarker(folder, { lab: lab.id, content, startedAt: now.toISOString() });
  } catch (error) {
    throw restoreFailed(folder, kept, error);
  }
  return kept;
}

async function setAside(folder: string, now: Date): Promise<string> {
  const moved: string[] = [];
  const kept = await freshSibling(folder, now);
  try {
    for (const name of await readdir(folder)) {
      if (name === '.git') continue;
      await move(path.join(folder, name), path.join(kept, name));
      moved.push(name);
    }
    return kept;
  } catch (error) {
    for (const name of moved) await move(path.join(kept, name), path.join(folder, name)).catch(() => undefined);
    throw cannotSetAside(kept, error);
  }
}

/** A new folder beside `folder`, named after the instant: `tp-sauvegarde-2026-11-24-093005`, then `…-2`. */
async function freshSibling(folder: string, now: Date): Promise<string> {
  const instant = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const base = `${path.resolve(folder)}-sauvegarde-${instant}`;
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    try {
      await mkdir(name);
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error instanceof LabProblem ? error : cannotSetAside(name, error);
    }
  }
}

/** Moves a file or a folder, links as links; a copy then a removal when the folder is a disk of its own. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false });
    await rm(from, { recursive: true });
  }
}
