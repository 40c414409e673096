import type { RuleCard } from '../analysis/card';
import type { Finding, Range } from '../analysis/finding';
import { resolve, titleOf, type Library, type Page } from '../curriculum/page';
import type { Citation } from './answer';

/** The finding one asks about, as a diagnostic or a link names it: `file` is relative to its folder, `range` is zero-based. */
export interface AskedFinding {
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly range: Range;
}

/** What an explanation stands on. */
export interface Grounding {
  readonly card: RuleCard;
  readonly requirements: Extract<Page, { kind: 'rule' }>['requirements'];
  readonly lessons: Extract<Page, { kind: 'rule' }>['lessons'];
  readonly sources: readonly Citation[];
}

/** Everything we hold on the rule of a finding; undefined when the rule is not ours. */
export function ground(rule: string, library: Library): Grounding | undefined {
  const page = resolve(`rule:${rule}`, library);
  if (page?.kind !== 'rule') return undefined;
  return { card: page.rule, requirements: page.requirements, lessons: page.lessons, sources: citations(page.rule.sources.map(source => `source:${source}`), library) };
}

/** References as citations; one that does not resolve is left out, so that every citation of ours opens. */
export function citations(refs: readonly string[], library: Library): Citation[] {
  return [...new Set(refs)].flatMap(ref => {
    const title = titleOf(ref, library);
    return title === undefined ? [] : [{ ref, title }];
  });
}

/** A few lines of a file. `firstLine` is 1-based, as editors print it. */
export interface Excerpt {
  readonly text: string;
  readonly firstLine: number;
}

const around = 6;
const longest = 40;

/** The lines of a finding and those around it, at most forty; cut to the start of the finding when it is longer. */
export function excerptOf(text: string, range: Range): Excerpt {
  const lines = text.split(/\r\n|\r|\n/);
  const first = Math.max(0, Math.min(range.start.line - around, lines.length - 1));
  const last = Math.min(lines.length, range.end.line + 1 + around, first + longest);
  return { text: lines.slice(first, last).join('\n'), firstLine: first + 1 };
}

/** The finding asked about among those of the text as it is now: the same rule, at the same place or else the nearest. */
export function sameFinding(asked: AskedFinding, findings: readonly Finding[]): Finding | undefined {
  const distance = (finding: Finding) => Math.abs(finding.location.range.start.line - asked.range.start.line) * 1000 + Math.abs(finding.location.range.start.character - asked.range.start.character);
  return findings.filter(finding => finding.rule === asked.rule).sort((a, b) => distance(a) - distance(b))[0];
}
