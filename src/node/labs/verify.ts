import type { Unreadable } from '../../core/analysis/finding';
import type { AnalysisPort, SourceFile } from '../../core/analysis/port';
import type { Lab } from '../../core/curriculum/lab';
import type { LabVerdict } from '../../core/labs/verdict';
import { unverifiable, verify } from '../../core/labs/verify';
import { readRepository } from '../workspace';
import { readMarker } from './marker';
import { LabProblem, cannotReadLab, noFolder, notAFolder, otherLab } from './problem';
import { kindOf } from './tree';

/** What is to be verified: a lab, the version of its content, a folder, and the texts an editor has not saved yet. */
export interface Verification {
  readonly lab: Lab;
  readonly content: string;
  readonly folder: string;
  readonly analysis: AnalysisPort;
  readonly unsaved?: readonly SourceFile[];
}

/**
 * Verifies a folder as it is now, unsaved texts first. A folder that no one started as a lab is verified all the same: only its files count.
 * Rejects with a `LabProblem` when there is nothing to look at; an analysis that breaks down leaves every check unknown.
 */
export async function verifyLab({ lab, content, folder, analysis, unsaved = [] }: Verification): Promise<LabVerdict> {
  const { files, unreadable } = await look(lab, folder, unsaved);
  try {
    const result = await analysis.analyse(files, 'repository');
    return verify(lab, content, { files, analysis: { ...result, unreadable: [...unreadable, ...result.unreadable] } });
  } catch (error) {
    return unverifiable(lab, content, `Impossible à vérifier, parce que l’analyse s’est arrêtée (${error instanceof Error ? error.message : String(error)}). Ce n’est pas votre travail qui est en cause : recommencez la vérification.`);
  }
}

async function look(lab: Lab, folder: string, unsaved: readonly SourceFile[]): Promise<{ files: readonly SourceFile[]; unreadable: readonly Unreadable[] }> {
  const marker = await readMarker(folder);
  if (marker && marker.lab !== lab.id) throw otherLab(folder, marker.lab, lab.id);
  try {
    const kind = await kindOf(folder);
    if (kind === undefined) throw noFolder(folder);
    if (kind === 'file') throw notAFolder(folder);
    const saved = await readRepository(folder);
    const typed = new Set(unsaved.map(file => file.file));
    return { files: [...saved.files.filter(file => !typed.has(file.file)), ...unsaved], unreadable: saved.unreadable.filter(u => !typed.has(u.file)) };
  } catch (error) {
    throw error instanceof LabProblem ? error : cannotReadLab(folder, error);
  }
}
