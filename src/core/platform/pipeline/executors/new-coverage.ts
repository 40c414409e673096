import { coverageOf, coverageWithin, isCoverageReport, type AddedLines, type Coverage } from '../coverage';
import { simulated, type Workplace } from './executor';
import { changedSince, type Analysis } from './new-code';

/** Of fewer new lines than this, SonarQube asks no coverage (`sonar.qualitygate.ignoreSmallChanges`, on unless a project says otherwise). */
const fewLines = 20;

/** The coverage that the gate judges, when it does, and what the log says of it. */
export interface JudgedCoverage {
  readonly coverage?: Coverage;
  readonly told: string;
}

/** The coverage of new code: of its lines when git tells them, else of the files that changed; of everything when there is nothing to compare with. */
export function judgedCoverage({ tree, made }: Pick<Workplace, 'tree' | 'made'>, baseline: Analysis | undefined, added: AddedLines | undefined): JudgedCoverage {
  const whole = [...Object.entries(tree.texts), ...Object.entries(made)].filter(([file]) => isCoverageReport(file)).flatMap(([file, text]) => coverageOf(file, text) ?? []).at(-1);
  if (!whole) return say('couverture : aucun rapport lcov, Cobertura ou JaCoCo dans le commit ni dans les artefacts reçus ; la condition n’est pas évaluée.');
  const files = Object.keys(tree.files);
  if (baseline && added) {
    const ranges = new Map(Object.entries(added));
    return ofLines(coverageWithin(whole, files, file => ranges.get(file)), added);
  }
  const isNew = changedSince(baseline, tree.files);
  if (!isNew) return say(`couverture : ${whole.covered} lignes sur ${whole.lines}, d’après ${whole.file}.`, whole);
  const coverage = coverageWithin(whole, files, file => (isNew(file) ? 'whole' : undefined));
  return coverage.lines === 0 ? say(`couverture du nouveau code : aucun fichier de ${coverage.file} n’a changé depuis ; la condition n’est pas évaluée.`) : say(`couverture du nouveau code : ${coverage.covered} lignes sur ${coverage.lines}, celles des fichiers modifiés ou ajoutés depuis, d’après ${coverage.file} (git ne dit plus quelles lignes sont nouvelles, SonarQube ne compterait qu’elles).`, coverage);
}

function ofLines(coverage: Coverage, added: AddedLines): JudgedCoverage {
  const lines = Object.values(added).flat().reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const counted = `lignes nouvelles couvertes : ${coverage.covered} sur ${coverage.lines} à couvrir, d’après ${coverage.file}`;
  if (coverage.lines === 0) return say(`couverture du nouveau code : aucune ligne de ${coverage.file} n’est nouvelle ; la condition n’est pas évaluée.`);
  if (lines < fewLines) return say(`${counted} ; en dessous de ${fewLines} lignes nouvelles, SonarQube n’évalue pas la condition.`);
  return say(`${counted}.`, coverage);
}

function say(text: string, coverage?: Coverage): JudgedCoverage {
  return { told: simulated(text), ...(coverage ? { coverage } : {}) };
}
