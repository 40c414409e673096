import type { PolicyResult } from '../admission/kyverno';
import { tell } from '../events';
import { refOf, type KubeObject } from '../object';
import type { Work } from '../work';
import { newMetadata } from './names';

/** Kinds whose objects Kyverno reports on. ReplicaSets are among what it filters out by default. */
export const reported: ReadonlySet<string> = new Set(['Pod', 'Deployment', 'StatefulSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'PersistentVolumeClaim']);

interface PolicyReport extends KubeObject {
  readonly scope: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly namespace: string; readonly uid: string };
  readonly results: readonly object[];
}

/** Keeps the report of one object, named by its uid: what each policy that reads it finds, violations told as events (Kyverno 1.11, one report a resource). */
export function syncReport(work: Work, namespace: string, name: string, group: string, kind: string): void {
  const object = work.find<KubeObject>({ group, kind, namespace, name });
  const old = work.draft.list<PolicyReport>('wgpolicyk8s.io', 'PolicyReport', namespace).filter(({ scope }) => scope.kind === kind && scope.name === name && scope.uid !== object?.metadata.uid);
  for (const report of old) work.remove(report);
  const results = object ? work.world.policies(object) : [];
  if (!object || results.length === 0) return;
  const known = work.find<PolicyReport>({ group: 'wgpolicyk8s.io', kind: 'PolicyReport', namespace, name: object.metadata.uid });
  const shown = results.map(({ policy, rule, failed, severity, message }) => ({ policy, rule, result: failed ? 'fail' : 'pass', severity, scored: true, source: 'kyverno', message: failed ? `validation error: ${message}` : `validation rule '${rule}' passed.` }));
  const summary = { error: 0, fail: results.filter(({ failed }) => failed).length, pass: results.filter(({ failed }) => !failed).length, skip: 0, warn: 0 };
  const { apiVersion, metadata: { uid } } = object;
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

/** The task that keeps the report of an object up to date. */
export function reportTask(object: KubeObject): { readonly kind: 'report'; readonly namespace: string; readonly name: string; readonly group: string; readonly object: string } {
  const { group, kind, namespace, name } = refOf(object);
  return { kind: 'report', namespace, name, group, object: kind };
}
