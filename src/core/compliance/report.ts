import type { RuleCard } from '../analysis/card';
import { isLookedAt, type Stage } from '../analysis/environment';
import type { AnalysisResult, Finding, Severity, Unreadable } from '../analysis/finding';
import type { Requirement } from '../curriculum/schemas';
import { assess } from './assess';
import { accept, type BaselineEntry, type StaleEntry } from './baseline';
import { fingerprints } from './fingerprint';
import { statuses, type AcceptedFinding, type ReportedFinding, type RequirementVerdict, type Status } from './verdict';

/** What an audit is asked. `today` (AAAA-MM-JJ) decides which acceptances still hold; `date` and `name` are written on the report when given. */
export interface AuditRequest {
  readonly environment: Stage | 'all';
  readonly today: string;
  readonly baseline: readonly BaselineEntry[];
  readonly name?: string;
  readonly date?: string;
}

export interface Summary extends Record<Severity, number> {
  readonly files: number;
  readonly unreadable: number;
  readonly accepted: number;
  readonly requirements: Readonly<Record<Status, number>>;
}

/** The whole report on a repository: what every format is written from. */
export interface AuditReport {
  readonly environment: Stage | 'all';
  readonly name?: string;
  readonly date?: string;
  /** Set when nothing was there to audit. */
  readonly empty?: boolean;
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly stale: readonly StaleEntry[];
  readonly unreadable: readonly Unreadable[];
  readonly requirements: readonly RequirementVerdict[];
  readonly summary: Summary;
}

/** What the report is judged by: the cards and the requirements of the catalogue. */
export interface Reference {
  readonly rules: readonly RuleCard[];
  readonly requirements: readonly Requirement[];
}

/** Makes the report of an analysis. Pure: the same analysis and the same day give the same report, in the same order. */
export function auditReport(result: AnalysisResult, { rules, requirements }: Reference, request: AuditRequest): AuditReport {
  const { environment, today, baseline, name, date } = request;
  const cards = new Map(rules.map(card => [card.id, card]));
  const reported = report(result.findings, cards, environment);
  const { findings: left, accepted: known, stale } = accept(reported, baseline, today);
  const ignored = report((result.ignored ?? []).map(({ finding }) => finding), cards, environment).map((finding, index): AcceptedFinding => ({ finding, reason: result.ignored?.[index]?.reason ?? '', by: 'comment' }));
  const { unreadable, stages = [] } = result;
  const isHere = (finding: Finding) => isLookedAt(finding.environment, [finding.location.file], environment, stages);
  const findings = left.filter(isHere);
  const accepted = [...known, ...ignored].filter(({ finding }) => isHere(finding));
  const facts = (result.facts ?? []).filter(fact => isLookedAt(fact.environment, fact.places.map(({ location }) => location.file), environment, stages));
  const verdicts = assess(requirements, rules, { findings, accepted, facts, unreadable });
  return {
    environment, ...(name === undefined ? {} : { name }), ...(date === undefined ? {} : { date }),
    ...(result.empty ? { empty: true } : {}), findings, accepted, stale, unreadable, requirements: verdicts,
    summary: { ...counts(findings), files: new Set(findings.map(({ location }) => location.file)).size, unreadable: unreadable.filter(({ mark }) => mark !== true).length, accepted: accepted.length, requirements: tally(verdicts) },
  };
}

function report(findings: readonly Finding[], cards: ReadonlyMap<string, RuleCard>, environment: Stage | 'all'): ReportedFinding[] {
  const nameOf = fingerprints(findings);
  return findings.map((finding, index) => ({
    ...finding,
    severity: severityIn(finding, cards.get(finding.rule), environment),
    get fingerprint() {
      return nameOf(index);
    },
  }));
}

/** Where the platform's policy only audits, what it would refuse is a warning; where it refuses, it is an error. Asked for all environments, the card decides. */
function severityIn({ severity }: Finding, card: RuleCard | undefined, environment: Stage | 'all'): Severity {
  if (environment === 'all' || !card?.kyverno || severity === 'information') return severity;
  if (environment === 'prod') return card.kyverno.prod === 'enforce' ? 'error' : severity;
  return card.kyverno.dev === 'audit' ? 'warning' : severity;
}

/** How many findings of each severity. */
export function counts(findings: readonly Finding[]): Record<Severity, number> {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), information: count('information') };
}

function tally(verdicts: readonly RequirementVerdict[]): Record<Status, number> {
  return Object.fromEntries(statuses.map(status => [status, verdicts.filter(verdict => verdict.status === status).length])) as Record<Status, number>;
}
