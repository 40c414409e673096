import type { Finding } from '../../../analysis/finding';
import type { Coverage } from '../coverage';

/** One condition of a quality gate, as SonarQube names it: what it asks, what is found, and whether it holds. */
export interface Condition {
  readonly name: string;
  readonly asked: string;
  readonly found: string;
  readonly holds: boolean;
}

/** Least coverage of the gate that SonarQube brings (*Sonar way*). */
const leastCoverage = 80;

const security = /^(secrets|kubernetes|dockerfile|gitlab-ci)\//;

/** A rating, from A without anything to E with what blocks (SonarQube, metric definitions). */
function ratingOf(findings: readonly Finding[]): 'A' | 'C' | 'E' {
  if (findings.some(({ severity }) => severity === 'error')) return 'E';
  return findings.some(({ severity }) => severity === 'warning') ? 'C' : 'A';
}

/** The conditions of *Sonar way* that can be computed here, all of the code being taken for new. A warning is a matter of maintainability, which alone leaves that rating at A; coverage counts only where a report was made. */
export function conditionsOf(findings: readonly Finding[], coverage: Coverage | undefined): Condition[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const rated = (name: string, list: readonly Finding[]): Condition => ({ name, asked: 'is worse than A', found: ratingOf(list), holds: ratingOf(list) === 'A' });
  const percent = coverage === undefined ? 0 : Math.floor((1_000 * coverage.covered) / coverage.lines) / 10;
  return [
    rated('Security Rating on New Code', errors.filter(({ rule }) => security.test(rule))),
    rated('Reliability Rating on New Code', errors.filter(({ rule }) => !security.test(rule))),
    ...(coverage === undefined ? [] : [{ name: 'Coverage on New Code', asked: `is less than ${leastCoverage}.0%`, found: `${percent.toFixed(1)}%`, holds: percent >= leastCoverage }]),
  ];
}
