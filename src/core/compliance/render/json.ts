import type { Sighting } from '../../analysis/facts/fact';
import type { AuditReport } from '../report';
import type { ReportedFinding, RequirementVerdict } from '../verdict';

/** The report for programs: positions are 0-based, `fixable` says that `cpin fix` has an answer. A requirement names its findings by their places in the lists. */
export function toJson({ environment, name, date, findings, accepted, stale, unreadable, requirements, summary }: AuditReport): string {
  const report = {
    ...(name === undefined ? {} : { name }), ...(date === undefined ? {} : { date }), environment,
    findings: findings.map(ofFinding),
    accepted: accepted.map(({ finding, reason, by, until }) => ({ ...ofFinding(finding), reason, by, until })),
    stale: stale.map(({ entry, why }) => ({ ...entry, why })),
    unreadable: unreadable.map(({ file, reason }) => ({ file, reason })),
    requirements: requirements.map(verdict => ofRequirement(verdict, findings, accepted)),
    summary,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function ofFinding({ rule, severity, message, location, resource, environment, requirements, fix }: ReportedFinding) {
  return { rule, severity, message, file: location.file, range: location.range, resource, environment, requirements, fixable: fix !== undefined };
}

function ofRequirement({ requirement, status, reason, checks, findings, accepted }: RequirementVerdict, all: AuditReport['findings'], passed: AuditReport['accepted']) {
  const { id, officialId, priority, theme, text, note, assess: { write, who } } = requirement;
  return {
    id, officialId, priority, theme, text, note, status, reason,
    checks: checks.map(({ title, state, optional, evidence }) => ({ title, state, optional, evidence: evidence.map(({ text: what, count, places }) => ({ text: what, count, places: places.map(place) })) })),
    findings: findings.map(finding => all.indexOf(finding)),
    accepted: accepted.map(one => passed.indexOf(one)),
    justify: status === 'conforme' ? undefined : { write, who },
  };
}

function place({ what, location: { file, range } }: Sighting) {
  return { what, file, range };
}
