import type { AnalysisResult, Finding, Unreadable } from '../analysis/finding';
import type { BaselineEntry } from './baseline';

/** What a repository's own ESLint says of it, when asked; `unreadable` is not empty when it could not answer, and its silence then proves nothing. */
export interface OwnLint {
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Unreadable[];
}

/** The family of the rules that are the repository's own: none has a card, and none bears on a requirement. */
const family = 'eslint/';

/** Whether a rule is of the repository's own ESLint, and so has no card to lead to. */
export function isOwnRule(rule: string): boolean {
  return rule.startsWith(family);
}

/** The rule of ours that stands for one of ESLint's. The name comes from the repository: what no rule is called is not repeated. */
export function ownRule(id: string): string {
  return `${family}${/^[@\w][\w@./-]{0,149}$/.test(id) ? id : 'sans-nom'}`;
}

/** Adds to an analysis what the repository's own ESLint says. Where it gave no answer, the entries that accept its findings are set apart, not stale. */
export function withOwnLint(result: AnalysisResult, baseline: readonly BaselineEntry[], own: OwnLint | undefined): { readonly result: AnalysisResult; readonly baseline: readonly BaselineEntry[]; readonly apart: readonly BaselineEntry[] } {
  const silent = own === undefined || own.unreadable.length > 0;
  return {
    result: own ? { ...result, findings: [...result.findings, ...own.findings], unreadable: [...result.unreadable, ...own.unreadable] } : result,
    baseline: silent ? baseline.filter(({ rule }) => !isOwnRule(rule)) : baseline,
    apart: silent ? baseline.filter(({ rule }) => isOwnRule(rule)) : [],
  };
}
