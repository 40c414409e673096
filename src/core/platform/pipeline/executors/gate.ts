import type { Coverage } from '../coverage';
import type { Issue } from './issues';

/** One condition of a quality gate, as SonarQube names it: what it asks, what is found, and whether it holds. */
export interface Condition {
  readonly name: string;
  readonly asked: string;
  readonly found: string;
  readonly holds: boolean;
}

/** Least coverage of the gate that SonarQube brings (*Sonar way*). */
const leastCoverage = 80;

/** A rating, from A without anything to E with what blocks (SonarQube, metric definitions). */
function ratingOf(issues: readonly Issue[]): 'A' | 'C' | 'E' {
  return issues.some(({ weight }) => weight === 'BLOCKER') ? 'E' : issues.length > 0 ? 'C' : 'A';
}

/** The conditions of *Sonar way* that can be computed here, of the issues that are on new code. Nobody reviews a hotspot here; coverage counts only where a report was made. */
export function conditionsOf(issues: readonly Issue[], coverage: Coverage | undefined): Condition[] {
  const of = (type: Issue['type']) => issues.filter(issue => issue.type === type);
  const rated = (name: string, list: readonly Issue[]): Condition => ({ name, asked: 'is worse than A', found: ratingOf(list), holds: ratingOf(list) === 'A' });
  const percent = coverage === undefined ? 0 : Math.floor((1_000 * coverage.covered) / coverage.lines) / 10;
  return [
    rated('Security Rating on New Code', of('VULNERABILITY')),
    rated('Reliability Rating on New Code', of('BUG')),
    ...(of('SECURITY_HOTSPOT').length > 0 ? [{ name: 'Security Hotspots Reviewed on New Code', asked: 'is less than 100.0%', found: '0.0%', holds: false }] : []),
    ...(coverage === undefined ? [] : [{ name: 'Coverage on New Code', asked: `is less than ${leastCoverage}.0%`, found: `${percent.toFixed(1)}%`, holds: percent >= leastCoverage }]),
  ];
}
