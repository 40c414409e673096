import type { AddedLines } from '../coverage';
import type { Finding, Severity } from '../../../analysis/finding';
import type { Said } from '../../view/words/said';

/** What is found in a source: where, and by which rule. */
export interface SourceIssue {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** What came of reading the sources of a commit. */
export type SourcesOutcome = { readonly read: true; readonly files: number; readonly issues: readonly SourceIssue[]; readonly added?: AddedLines } | { readonly read: false; readonly reason: Said };

/** An issue as SonarQube sorts them: a hotspot is to be looked at by somebody, and says nothing by itself. */
export interface Issue extends SourceIssue {
  readonly type: 'BUG' | 'VULNERABILITY' | 'SECURITY_HOTSPOT' | 'CODE_SMELL';
  readonly weight: 'BLOCKER' | 'MAJOR';
}

/** What SonarQube has reviewed by somebody (rules S2077, S4721, S1523, S5852, S2245). */
const hotspots = new Set(['typescript/no-built-sql', 'typescript/no-built-command', 'typescript/no-dynamic-code', 'typescript/no-unsafe-regex', 'typescript/no-weak-random']);
/** What it holds for an open door in a source (S4830, S6389). */
const vulnerable = new Set(['typescript/tls-verified', 'typescript/no-hidden-characters']);
const security = /^(secrets|kubernetes|dockerfile|gitlab-ci)\//;

/** An issue of ours, sorted. What only has to be tidied up leaves every rating that is computed here as it is. */
export function sorted(issue: SourceIssue): Issue {
  const { rule, severity } = issue;
  const type = hotspots.has(rule) ? 'SECURITY_HOTSPOT' : vulnerable.has(rule) ? 'VULNERABILITY' : security.test(rule) ? (severity === 'error' ? 'VULNERABILITY' : 'CODE_SMELL') : severity === 'error' && !rule.startsWith('architecture/') ? 'BUG' : 'CODE_SMELL';
  return { ...issue, type, weight: severity === 'error' && !rule.startsWith('typescript/') ? 'BLOCKER' : 'MAJOR' };
}

export function issueOf({ rule, severity, message, location: { file, range } }: Finding): SourceIssue {
  return { rule, severity, file, line: range.start.line + 1, message };
}
