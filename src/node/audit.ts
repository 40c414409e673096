import { analyser, type RuleBook } from '../core/analysis/analyse';
import type { AnalysisResult } from '../core/analysis/finding';
import { isAnalysable } from '../core/analysis/names';
import { secretlintLeaks } from './analysis/secretlint';
import { readFolder } from './workspace';

/** Analyses all that a folder holds, as one repository: what the terminal and the editor's audit both run. Rejects only if `root` cannot be listed. */
export async function analyseFolder(root: string, { rules, catalogue, schemas }: RuleBook): Promise<AnalysisResult> {
  const read = await readFolder(root, isAnalysable);
  const result = analyser(rules, catalogue, schemas)(read.files, 'repository', await secretlintLeaks(read.files));
  return { ...result, unreadable: [...read.unreadable, ...result.unreadable] };
}
