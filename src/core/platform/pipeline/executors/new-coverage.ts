import { coverageOf, coverageWithin, isCoverageReport, type AddedLines, type Coverage } from '../coverage';
import { phrase, type Phrase, type Said } from '../../view/words/said';
import { simulated, type Workplace } from './executor';
import { changedSince, type Analysis } from './new-code';

/** Of fewer new lines than this, SonarQube asks no coverage (`sonar.qualitygate.ignoreSmallChanges`, on unless a project says otherwise). */
const fewLines = 20;

/** The coverage that the gate judges, when it does, and what the log says of it. */
export interface JudgedCoverage {
  readonly coverage?: Coverage;
  readonly told: Said;
}

/** The coverage of new code: of its lines when git tells them, else of the files that changed; of everything when there is nothing to compare with. */
export function judgedCoverage({ tree, made }: Pick<Workplace, 'tree' | 'made'>, baseline: Analysis | undefined, added: AddedLines | undefined): JudgedCoverage {
  const whole = [...Object.entries(tree.texts), ...Object.entries(made)].filter(([file]) => isCoverageReport(file)).flatMap(([file, text]) => coverageOf(file, text) ?? []).at(-1);
  if (!whole) return say(phrase('coverageAbsent'));
  const files = Object.keys(tree.files);
  if (baseline && added) {
    const ranges = new Map(Object.entries(added));
    return ofLines(coverageWithin(whole, files, file => ranges.get(file)), added);
  }
  const isNew = changedSince(baseline, tree.files);
  if (!isNew) return say(phrase('coverageOfAll', whole.covered, whole.lines, whole.file), whole);
  const coverage = coverageWithin(whole, files, file => (isNew(file) ? 'whole' : undefined));
  return coverage.lines === 0 ? say(phrase('coverageUnchanged', coverage.file)) : say(phrase('coverageOfNew', coverage.covered, coverage.lines, coverage.file), coverage);
}

function ofLines(coverage: Coverage, added: AddedLines): JudgedCoverage {
  const lines = Object.values(added).flat().reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const counted = [coverage.covered, coverage.lines, coverage.file] as const;
  if (coverage.lines === 0) return say(phrase('coverageNoNewLine', coverage.file));
  if (lines < fewLines) return say(phrase('coverageFewLines', ...counted, fewLines));
  return say(phrase('coverageOfLines', ...counted), coverage);
}

function say(what: Phrase, coverage?: Coverage): JudgedCoverage {
  return { told: simulated(what), ...(coverage ? { coverage } : {}) };
}
