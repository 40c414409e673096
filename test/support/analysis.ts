import { analyser } from '../../src/core/analysis/analyse';
import type { RuleCard } from '../../src/core/analysis/card';
import type { AnalysisResult, Finding } from '../../src/core/analysis/finding';
import { readContent } from '../../src/node/content/authors';

/** The cards as their authors wrote them. */
export const cards: readonly RuleCard[] = readContent('.').catalog.rules;

const analyse = analyser(cards);

/** Analyses texts by file name. */
export function analysisOf(files: Readonly<Record<string, string>>): AnalysisResult {
  return analyse(Object.entries(files).map(([file, text]) => ({ file, text })));
}

/** What `rule` finds in one text, analysed alone under `file`. */
export function findingsOf(rule: string, text: string, file = rule.startsWith('dockerfile/') ? 'Dockerfile' : 'manifest.yaml'): readonly Finding[] {
  return analysisOf({ [file]: text }).findings.filter(finding => finding.rule === rule);
}

/** The text a finding underlines. */
export function underlined(text: string, finding: Finding): string {
  const { start, end } = finding.location.range;
  const lines = text.split(/\r\n|\n/).slice(start.line, end.line + 1);
  if (lines.length === 1) return (lines[0] ?? '').slice(start.character, end.character);
  return [(lines[0] ?? '').slice(start.character), ...lines.slice(1, -1), (lines.at(-1) ?? '').slice(0, end.character)].join('\n');
}
