import type { Location } from '../../core/analysis/finding';
import { statuses, type AcceptedFinding, type CheckVerdict, type ReportedFinding, type RequirementVerdict, type Status } from '../../core/compliance/verdict';
import type { FolderReport } from '../kit/audits';

/** What the tree holds: a folder (when there are several), a status, a requirement, and what it was decided from. `base` is the folder places are counted from. */
export type AuditNode =
  | { readonly kind: 'folder'; readonly of: FolderReport }
  | { readonly kind: 'status'; readonly of: FolderReport; readonly status: Status }
  | { readonly kind: 'requirement'; readonly of: FolderReport; readonly verdict: RequirementVerdict }
  | { readonly kind: 'check'; readonly of: FolderReport; readonly id: string; readonly check: CheckVerdict }
  | { readonly kind: 'place'; readonly of: FolderReport; readonly what: string; readonly location: Location }
  | { readonly kind: 'finding'; readonly of: FolderReport; readonly finding: ReportedFinding; readonly accepted?: AcceptedFinding }
  | { readonly kind: 'write'; readonly verdict: RequirementVerdict }
  | { readonly kind: 'others' | 'accepted' | 'unreadable'; readonly of: FolderReport }
  | { readonly kind: 'unread'; readonly of: FolderReport; readonly file: string; readonly reason: string };

/** The top of the tree: the folder's own groups when there is one folder, else one node a folder. */
export function rootsOf(reports: readonly FolderReport[]): readonly AuditNode[] {
  const [first, ...more] = reports;
  if (!first) return [];
  return more.length === 0 ? groupsOf(first) : reports.map(of => ({ kind: 'folder', of }));
}

function groupsOf(of: FolderReport): readonly AuditNode[] {
  const { report } = of;
  return [
    ...statuses.filter(status => report.summary.requirements[status] > 0).map((status): AuditNode => ({ kind: 'status', of, status })),
    ...(othersOf(of).length > 0 ? [{ kind: 'others', of } as const] : []),
    ...(report.accepted.length > 0 ? [{ kind: 'accepted', of } as const] : []),
    ...(report.unreadable.length > 0 ? [{ kind: 'unreadable', of } as const] : []),
  ];
}

/** Findings that decide of no requirement: the platform's own policies, and advice. */
export function othersOf({ report }: FolderReport): readonly ReportedFinding[] {
  return report.findings.filter(({ requirements, severity }) => requirements.length === 0 || severity === 'information');
}

/** What is under a node; nothing is computed that the report does not hold. */
export function childrenOf(node: AuditNode): readonly AuditNode[] {
  switch (node.kind) {
    case 'folder': return groupsOf(node.of);
    case 'status': return node.of.report.requirements.filter(({ status }) => status === node.status).map((verdict): AuditNode => ({ kind: 'requirement', of: node.of, verdict }));
    case 'requirement': return underRequirement(node.of, node.verdict);
    case 'check': return node.check.evidence.flatMap(({ places }) => places.map(({ what, location }): AuditNode => ({ kind: 'place', of: node.of, what, location })));
    case 'others': return othersOf(node.of).map((finding): AuditNode => ({ kind: 'finding', of: node.of, finding }));
    case 'accepted': return node.of.report.accepted.map((accepted): AuditNode => ({ kind: 'finding', of: node.of, finding: accepted.finding, accepted }));
    case 'unreadable': return node.of.report.unreadable.map(({ file, reason }): AuditNode => ({ kind: 'unread', of: node.of, file, reason }));
    default: return [];
  }
}

function underRequirement(of: FolderReport, verdict: RequirementVerdict): readonly AuditNode[] {
  return [
    ...verdict.findings.map((finding): AuditNode => ({ kind: 'finding', of, finding })),
    ...verdict.accepted.map((accepted): AuditNode => ({ kind: 'finding', of, finding: accepted.finding, accepted })),
    ...verdict.checks.map((check): AuditNode => ({ kind: 'check', of, id: verdict.requirement.id, check })),
    ...(verdict.status === 'conforme' ? [] : [{ kind: 'write', verdict } as const]),
  ];
}
