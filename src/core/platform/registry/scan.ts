import type { Finding } from '../../analysis/finding';
import type { Language } from '../view/words/language';
import { phrase, said, type Said } from '../view/words/said';
import { fullReference } from './image';
import ended from './ended-bases.json';

export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
export type ScanSeverity = (typeof severities)[number];

/** Something a scan reports of an image: what, how serious, and the line of the Dockerfile it comes from, counted from 1. */
export interface ScanItem {
  readonly id: string;
  readonly severity: ScanSeverity;
  readonly title: Said;
  readonly line?: number;
}

/** What Trivy would report, as far as the Dockerfile tells: packages and their vulnerabilities are not known offline. */
export type ScanReport = readonly ScanItem[];

/** A report in the words of a language. */
export type ScanView = readonly (Omit<ScanItem, 'title'> & { readonly title: string })[];

/** Our rules that say what checks of Trivy's say (aquasecurity/trivy-checks, `docker`). */
const checks: Readonly<Record<string, Omit<ScanItem, 'line'>>> = {
  'dockerfile/user-nonroot': { id: 'DS-0002', severity: 'HIGH', title: 'Image user should not be \'root\'' },
  'dockerfile/from-pinned': { id: 'DS-0001', severity: 'MEDIUM', title: '\':latest\' tag used' },
  'dockerfile/no-sudo': { id: 'DS-0010', severity: 'CRITICAL', title: 'RUN using \'sudo\'' },
  'dockerfile/copy-not-add': { id: 'DS-0005', severity: 'LOW', title: 'ADD instead of COPY' },
  'dockerfile/no-secret-in-layer': { id: 'secret', severity: 'CRITICAL', title: phrase('secretInLayer') },
  'secrets/in-clear': { id: 'secret', severity: 'CRITICAL', title: phrase('secretInLayer') },
};

/** What is wrong with an image: what our analysis finds in its Dockerfile, and a base that its authors no longer mend. `base` is the image its last stage starts from. */
export function scanOf(findings: readonly Finding[], base: string | undefined): ScanReport {
  const found = findings.flatMap(({ rule, location }): ScanItem[] => (checks[rule] ? [{ ...checks[rule], line: location.range.start.line + 1 }] : []));
  const old = base === undefined ? undefined : endOf(base);
  const items = old === undefined ? found : [...found, { id: 'EOSL', severity: 'HIGH' as const, title: phrase('baseEnded', base ?? '', old) }];
  return [...new Map(items.map(item => [`${item.id} ${item.line ?? ''}`, item])).values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** What a report says, in a language. */
export function scanView(report: ScanReport, language: Language): ScanView {
  return report.map(item => ({ ...item, title: said(language, item.title) }));
}

/** How many of each severity, those of which there are some. */
export function countsOf(report: readonly Pick<ScanItem, 'severity'>[]): Partial<Record<ScanSeverity, number>> {
  return Object.fromEntries(severities.flatMap(severity => {
    const count = report.filter(item => item.severity === severity).length;
    return count > 0 ? [[severity, count]] : [];
  }));
}

/** When the support of a published image ended; undefined when it has not, or nobody knows. */
function endOf(base: string): string | undefined {
  const [name = '', tag = ''] = (fullReference(base) ?? '').split(/:(?=[^/]*$)/);
  const known = ended.find(({ image }) => image === name);
  if (!known) return undefined;
  if (!known.before) return known.since;
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = known.before;
  const older = major !== undefined && (Number(major) < wantedMajor || (Number(major) === wantedMajor && minor !== undefined && Number(minor) < wantedMinor));
  return older || known.names?.some(word => tag.split('-').includes(word)) ? known.since : undefined;
}
