import { analyser } from '../../src/core/analysis/analyse';
import type { Stage } from '../../src/core/analysis/environment';
import type { AnalysisResult, Finding } from '../../src/core/analysis/finding';
import { analyseRendered } from '../../src/core/analysis/render/analyse';
import type { RenderPort } from '../../src/core/analysis/render/port';
import { book, schemas } from './analysis';

const analyse = analyser(book.rules, book.catalogue, schemas);

/** Audits files with the charts and overlays among them, as a whole repository. */
export function auditOf(render: RenderPort, files: Readonly<Record<string, string>>, environment: Stage | 'all' = 'all'): Promise<AnalysisResult> {
  return analyseRendered(Object.entries(files).map(([file, text]) => ({ file, text })), { analyse, render, scope: 'repository', environment });
}

/** What one rule found, a line each: its file, the text it underlines there, and its environment. */
export function placesOf(rule: string, { findings }: AnalysisResult, files: Readonly<Record<string, string>>): string[] {
  return findings.filter(finding => finding.rule === rule).map(({ location: { file, range }, environment }: Finding) => {
    const line = (files[file] ?? '').split('\n')[range.start.line] ?? '';
    const text = range.end.line === range.start.line ? line.slice(range.start.character, range.end.character) : line.slice(range.start.character);
    return `${file}:${range.start.line + 1} ${text}${environment === undefined ? '' : ` (${environment})`}`;
  });
}
