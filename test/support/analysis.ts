import { analyser, type RuleBook } from '../../src/core/analysis/analyse';
import type { RuleCard } from '../../src/core/analysis/card';
import type { AnalysisResult, Finding } from '../../src/core/analysis/finding';
import type { PlatformBook } from '../../src/core/platform/engine';
import { readCode } from '../../src/node/code/reader';
import { schemasIn } from '../../src/node/schemas/load';
import { readContent } from '../../src/node/content/authors';

/** The cards as their authors wrote them. */
export const book: RuleBook = readContent('.').catalog;
export const cards: readonly RuleCard[] = book.rules;

/** The descriptions that structure is held against. */
export const schemas = schemasIn('dist/schemas');
/** What a simulated platform is made with. */
export const platformBook: PlatformBook = { ...book, description: schemas.kubernetes, pipelineShape: schemas.pipeline };

const analyse = analyser(book.rules, book.catalogue, schemas);

/** Analyses texts by file name, as a whole repository. */
export function analysisOf(files: Readonly<Record<string, string>>): AnalysisResult {
  return analyse(Object.entries(files).map(([file, text]) => ({ file, text })), 'repository', undefined, readCode);
}

/** What `rule` finds in one text, analysed alone under `file`. */
export function findingsOf(rule: string, text: string, file = fileFor(rule)): readonly Finding[] {
  return analysisOf({ [file]: text }).findings.filter(finding => finding.rule === rule);
}

/** The files of an example: one, or several told apart by a line that is a comment with their path. */
export function filesOf(rule: string, text: string, file = fileFor(rule)): Readonly<Record<string, string>> {
  const parts = text.split(/^\/\/ (src\/\S+)\n/m);
  return parts.length === 1 ? { [file]: text } : Object.fromEntries(parts.flatMap((name, index) => (index % 2 === 1 ? [[name, parts[index + 1] ?? '']] : [])));
}

/** A name that makes the files of a rule's family be read. */
export function fileFor(rule: string): string {
  return /^(typescript|architecture)\//.test(rule) ? 'src/module.ts' : rule.startsWith('dockerfile/') ? 'Dockerfile' : rule.startsWith('gitlab-ci/') ? '.gitlab-ci-dso.yml' : rule === 'secrets/dotenv-committed' ? '.env' : 'manifest.yaml';
}

/** The text a finding underlines. */
export function underlined(text: string, finding: Finding): string {
  const { start, end } = finding.location.range;
  const lines = text.split(/\r\n|\n/).slice(start.line, end.line + 1);
  if (lines.length === 1) return (lines[0] ?? '').slice(start.character, end.character);
  return [(lines[0] ?? '').slice(start.character), ...lines.slice(1, -1), (lines.at(-1) ?? '').slice(0, end.character)].join('\n');
}
