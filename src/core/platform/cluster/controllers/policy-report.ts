import type { PolicyResult } from '../admission/kyverno';
import { tell } from '../events';
import { refOf, type KubeObject } from '../object';
import { same } from '../store';
import type { Work } from '../work';
import { newMetadata } from './names';

/** Kinds whose objects Kyverno reports on. ReplicaSets are among what it filters out by default. */
const reported: ReadonlySet<string> = new Set(['Pod', 'Deployment', 'StatefulSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'PersistentVolumeClaim']);

interface PolicyReport extends KubeObject {
  readonly scope: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly namespace: string; readonly uid: string };
  readonly results: readonly object[];
}

export interface ReportTask {
  readonly kind: 'report';
  readonly namespace: string;
  readonly name: string;
  readonly group: string;
  readonly object: string;
  readonly uid: string;
}

/** Keeps the report of one object, named by its uid: what each policy that reads it finds, violations told as events (Kyverno 1.11, one report a resource). It goes with its object. */
export function syncReport(work: Work, { namespace, name, group, object: kind, uid }: ReportTask): void {
  const object = work.find<KubeObject>({ group, kind, namespace, name });
  const known = work.find<PolicyReport>({ group: 'wgpolicyk8s.io', kind: 'PolicyReport', namespace, name: uid });
  if (object?.metadata.uid !== uid) return known && work.remove(known);
  const results = work.world.policies(object);
  if (results.length === 0) return;
  const shown = results.map(({ policy, rule, failed, severity, message }) => ({ policy, rule, result: failed ? 'fail' : 'pass', severity, scored: true, source: 'kyverno', message: failed ? `validation error: ${message}` : `validation rule '${rule}' passed.` }));
  const summary = { error: 0, fail: results.filter(({ failed }) => failed).length, pass: results.filter(({ failed }) => !failed).length, skip: 0, warn: 0 };
  const { apiVersion } = object;
  const before = work.draft.changes.length;
  work.put<PolicyReport>({
    apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'PolicyReport',
    metadata: known?.metadata ?? newMetadata(work, uid, namespace, { labels: { 'app.kubernetes.io/managed-by': 'kyverno' }, ownerReferences: [{ apiVersion, kind, name, uid }] }),
    scope: { apiVersion, kind, name, namespace, uid }, results: shown, summary,
  });
  if (work.draft.changes.length > before) for (const result of results) if (result.failed) violation(work, object, result);
}

function violation(work: Work, object: KubeObject, { policy, rule, message }: PolicyResult): void {
  tell(work, object, { type: 'Warning', reason: 'PolicyViolation', message: `policy ${policy}/${rule} fail: validation error: ${message}`, by: 'kyverno-scan' });
}

/** The tasks that keep reports up to date once an object is no longer what it was. Policies read no status: one that changes alone asks for nothing. */
export function reportTasks(before: KubeObject | undefined, after: KubeObject | undefined): readonly ReportTask[] {
  if (!reported.has((after ?? before)?.kind ?? '')) return [];
  if (before?.metadata.uid === after?.metadata.uid) return before && after && sameReading(before, after) ? [] : tasksFor(after);
  return [...tasksFor(before), ...tasksFor(after)];
}

function sameReading(a: KubeObject, b: KubeObject): boolean {
  return same(a['spec'], b['spec']) && same(a['data'], b['data']) && same(a.metadata.labels, b.metadata.labels);
}

function tasksFor(object: KubeObject | undefined): readonly ReportTask[] {
  if (!object) return [];
  const { group, kind, namespace, name } = refOf(object);
  return [{ kind: 'report', namespace, name, group, object: kind, uid: object.metadata.uid }];
}
