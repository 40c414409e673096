import type { Sighting } from '../../analysis/facts/fact';
import type { AuditReport } from '../report';
import type { ReportedFinding, RequirementVerdict } from '../verdict';

/** The report for programs: positions are 0-based, `fixable` says that `cpin fix` has an answer. A requirement names its findings by their places in the lists. */
export function toJson({ environment, name, date, findings, accepted, stale, unreadable, requirements, summary }: AuditReport): string {
  const ranks = { findings: ranksOf(findings), accepted: ranksOf(accepted) };
  const report = {
    ...(name === undefined ? {} : { name }), ...(date === undefined ? {} : { date }), environment,
    findings: findings.map(ofFinding),
    accepted: accepted.map(({ finding, reason, by, until }) => ({ ...ofFinding(finding), reason, by, until })),
    stale: stale.map(({ entry, why }) => ({ ...entry, why })),
    unreadable: unreadable.map(({ file, reason }) => ({ file, reason })),
    requirements: requirements.map(verdict => ofRequirement(verdict, ranks)),
    summary,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function ofFinding({ rule, severity, message, location, resource, environment, requirements, fix }: ReportedFinding) {
  return { rule, severity, message, file: location.file, range: location.range, resource, environment, requirements, fixable: fix !== undefined };
}

/** The place of each in its list. */
const ranksOf = <T>(list: readonly T[]): ReadonlyMap<T, number> => new Map(list.map((one, index) => [one, index]));

interface Ranks {
  readonly findings: ReadonlyMap<AuditReport['findings'][number], number>;
  readonly accepted: ReadonlyMap<AuditReport['accepted'][number], number>;
}

function ofRequirement({ requirement, status, reason, checks, findings, accepted }: RequirementVerdict, ranks: Ranks) {
  const { id, officialId, priority, theme, text, note, assess: { write, who } } = requirement;
  return {
    id, officialId, priority, theme, text, note, status, reason,
    checks: checks.map(({ title, state, optional, evidence }) => ({ title, state, optional, evidence: evidence.map(({ text: what, count, places }) => ({ text: what, count, places: places.map(place) })) })),
    findings: findings.map(finding => ranks.findings.get(finding)),
    accepted: accepted.map(one => ranks.accepted.get(one)),
    justify: status === 'conforme' ? undefined : { write, who },
  };
}

function place({ what, location: { file, range } }: Sighting) {
  return { what, file, range };
}
