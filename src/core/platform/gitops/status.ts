import { rememberingEach } from '../../analysis/remember';
import { sha1Hex } from '../chance';
import { defaulted } from '../cluster/admission/defaults';
import { canonical } from '../cluster/controllers/names';
import { groupOf, type Condition, type Deployment, type KubeObject, type Labels, type Pod, type Service } from '../cluster/object';
import type { Autoscaler } from '../cluster/controllers/autoscaler';
import type { DisruptionBudget } from '../cluster/controllers/disruption-budget';
import type { StatefulSet } from '../cluster/controllers/statefulset';
import type { Manifest } from '../cluster/operations';
import { find, type Objects } from '../cluster/store';
import { argoNamespace, calledAs, keyOf, trackingId, trackingKey, type Application } from './application';
import { isHook } from './hooks';

export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown';
export type HealthStatus = 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Missing' | 'Unknown';

export interface Health {
  readonly status: HealthStatus;
  readonly message?: string;
}

export interface ResourceStatus {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly sync: SyncStatus;
  readonly health?: Health;
  /** It is in the cluster and no longer in Git. */
  readonly requiresPruning: boolean;
  /** It makes the application neither out of sync nor unwell: its annotations say so. */
  readonly ignored?: true;
}

export interface ApplicationStatus {
  readonly sync: SyncStatus;
  readonly health: HealthStatus;
  readonly resources: readonly ResourceStatus[];
}

/** What Argo CD shows of an application: each object compared with the cluster, and the worst health of all. */
export function statusOf(application: Application, objects: Objects): ApplicationStatus {
  if (application.comparisonError !== undefined && application.asked === undefined) return { sync: 'Unknown', health: 'Healthy', resources: [] };
  const resources = [...application.targets.filter(target => !isHook(target)).map(target => targetStatus(application, target, objects)), ...orphans(application, objects)];
  const sync = application.comparisonError !== undefined ? 'Unknown' : resources.every(one => one.sync === 'Synced' || (one.requiresPruning && one.ignored)) ? 'Synced' : 'OutOfSync';
  return { sync, health: worst(resources.flatMap(one => (one.requiresPruning || one.ignored ? [] : (one.health?.status ?? [])))), resources };
}

const order: readonly HealthStatus[] = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'];

function worst(all: readonly HealthStatus[]): HealthStatus {
  return all.reduce<HealthStatus>((worse, one) => (order.indexOf(one) > order.indexOf(worse) ? one : worse), 'Healthy');
}

function targetStatus(application: Application, target: Manifest, objects: Objects): ResourceStatus {
  const group = groupOf(target.apiVersion);
  const live = find(objects, { group, kind: target.kind, namespace: application.namespace, name: target.metadata.name });
  const unjudged = (target.metadata['annotations'] as Labels | undefined)?.['argocd.argoproj.io/ignore-healthcheck'] === 'true';
  const base = { group, kind: target.kind, name: calledAs(target), requiresPruning: false, ...(unjudged ? { ignored: true as const } : {}) };
  if (!live) return { ...base, sync: 'OutOfSync', health: { status: 'Missing' } };
  const health = healthOf(live);
  // What was applied and is no longer asked for is seen by what was last applied: the cluster alone cannot tell it from what others wrote.
  const synced = application.applied[keyOf(target)] === digestOf(target) && !isOthers(application, live) && holds(wishOf(target, application.namespace), live);
  return { ...base, sync: synced ? 'Synced' : 'OutOfSync', ...(health ? { health } : {}) };
}

/** A digest of what a manifest says, whatever the order of its keys. */
export const digestOf = rememberingEach((target: Manifest) => {
  const { status: _, ...asked } = target as Manifest & { status?: unknown };
  return sha1Hex(canonical(asked));
});

const wishes = new WeakMap<Manifest, object>();

/** What Git asks of an object, with the defaults of the API server; its status is nobody's to ask. A manifest is of one application: it is completed once. */
function wishOf(target: Manifest, namespace: string): object {
  const known = wishes.get(target);
  if (known) return known;
  const { metadata, status: _, ...wanted } = asked({ ...target, metadata: { ...target.metadata, namespace } }) as KubeObject & { status?: unknown };
  const { labels, annotations } = metadata;
  const wish = { ...wanted, metadata: { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) } };
  wishes.set(target, wish);
  return wish;
}

/** How many replicas a manifest does not say is for others to say: no default stands for it. */
function asked(target: Manifest): KubeObject {
  const full = defaulted(target as unknown as KubeObject);
  const [written, spec] = [target['spec'], full['spec']] as [{ replicas?: number } | undefined, { replicas?: number } | undefined];
  if (spec?.replicas === undefined || written?.replicas !== undefined) return full;
  const { replicas: _, ...others } = spec;
  return { ...full, spec: others };
}

/** Whether the cluster holds what is asked: fields that Git does not write are not compared. */
function holds(wanted: unknown, live: unknown): boolean {
  if (wanted === undefined || wanted === null) return true;
  if (typeof wanted !== 'object') return wanted === live;
  if (Array.isArray(wanted)) return Array.isArray(live) && live.length === wanted.length && wanted.every((item, index) => holds(item, live[index]));
  return typeof live === 'object' && live !== null && Object.entries(wanted).every(([key, value]) => holds(value, (live as Record<string, unknown>)[key]));
}

/** Whether another application made an object, or took it over: each puts its own mark on it. */
function isOthers({ name }: Application, { metadata: { annotations } }: KubeObject): boolean {
  const id = annotations?.[trackingKey];
  return id !== undefined && !id.startsWith(`${name}:`);
}

/** The objects that this application asks for and another one holds, with its name. */
export function shared(application: Application, objects: Objects): readonly { readonly object: KubeObject; readonly by: string }[] {
  return application.targets.flatMap(target => {
    const object = find(objects, { group: groupOf(target.apiVersion), kind: target.kind, namespace: application.namespace, name: target.metadata.name });
    return object && isOthers(application, object) ? [{ object, by: (object.metadata.annotations?.[trackingKey] ?? '').split(':')[0] ?? '' }] : [];
  });
}

/** How Argo CD says it (`SharedResourceWarning`). */
export function sharedMessage({ name }: Application, { object: { kind, metadata }, by }: { readonly object: KubeObject; readonly by: string }): string {
  return `${kind}/${metadata.name} is part of applications ${argoNamespace}/${name} and ${by}`;
}

/** What the application made and no longer asks for. */
export function orphans(application: Application, objects: Objects): ResourceStatus[] {
  const wanted = new Set(application.targets.map(keyOf));
  return tracked(application, objects).filter(object => !isHook(object) && !wanted.has(keyOf(object))).map(object => ({ group: groupOf(object.apiVersion), kind: object.kind, name: object.metadata.name, sync: 'OutOfSync', requiresPruning: true, ...(isExtraneous(object) ? { ignored: true } : {}) }));
}

/** What says that it may be there without Git asking for it (argoproj/argo-cd, `IgnoreExtraneous`). */
function isExtraneous({ metadata: { annotations } }: KubeObject): boolean {
  return (annotations?.['argocd.argoproj.io/compare-options'] ?? '').split(',').some(option => option.trim() === 'IgnoreExtraneous');
}

/** Controllers copy annotations onto what they make: only the object the id names was made by Argo CD. */
export function tracked(application: Application, objects: Objects): KubeObject[] {
  const made = (object: KubeObject) => {
    const id = object.metadata.annotations?.[trackingKey];
    return id !== undefined && id === trackingId(application, groupOf(object.apiVersion), object.kind, object.metadata.name);
  };
  const all: KubeObject[] = [];
  for (const [kind, namespaces] of objects.kinds) {
    // Argo CD looks at no Event, and there are more of them than of all the rest.
    if (kind === 'Event') continue;
    for (const object of namespaces.get(application.namespace)?.values() ?? []) if (made(object)) all.push(object);
  }
  return all;
}

/** The health of one object as Argo CD computes it (argoproj/gitops-engine, `pkg/health`); undefined for kinds it does not judge. */
export function healthOf(object: KubeObject): Health | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return { status: 'Progressing', message: 'Pending deletion' };
  switch (object.kind) {
    case 'Deployment': return deploymentHealth(object as Deployment);
    case 'HorizontalPodAutoscaler': return autoscalerHealth((object as Autoscaler).status?.conditions ?? []);
    case 'PodDisruptionBudget': return budgetHealth((object as DisruptionBudget).status.conditions?.at(-1));
    case 'Cluster': return databaseHealth((object['status'] as { phase?: string } | undefined)?.phase ?? '');
    case 'StatefulSet': return statefulSetHealth(object as StatefulSet);
    case 'Ingress': return (object['status'] as { loadBalancer?: { ingress?: unknown[] } } | undefined)?.loadBalancer?.ingress?.length ? { status: 'Healthy' } : { status: 'Progressing' };
    case 'Service': return (object as Service).spec.type === 'LoadBalancer' && !(object['status'] as { loadBalancer?: { ingress?: unknown[] } } | undefined)?.loadBalancer?.ingress?.length ? { status: 'Progressing' } : { status: 'Healthy' };
    case 'PersistentVolumeClaim': return (object['status'] as { phase?: string } | undefined)?.phase === 'Bound' ? { status: 'Healthy' } : { status: 'Progressing' };
    case 'Pod': return podHealth(object as Pod);
    case 'Job': return (object['spec'] as { suspend?: boolean }).suspend ? { status: 'Suspended', message: 'Job is suspended' } : jobHealth((object['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions ?? []);
    default: return undefined;
  }
}

function podHealth({ spec, status }: Pod): Health {
  const waiting = (status.containerStatuses ?? []).flatMap(({ state }) => state.waiting ?? []).find(({ reason }) => /^Err|Error$|BackOff$/.test(reason));
  if (waiting && (spec.restartPolicy ?? 'Always') === 'Always') return { status: 'Degraded', message: waiting.message ?? '' };
  if (status.phase === 'Succeeded') return { status: 'Healthy' };
  if (status.phase === 'Failed') return { status: 'Degraded', message: status.message ?? '' };
  return status.phase === 'Running' && status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ? { status: 'Healthy' } : { status: 'Progressing' };
}

function jobHealth(conditions: readonly Condition[]): Health {
  const failed = conditions.find(({ type, status }) => type === 'Failed' && status === 'True');
  if (failed) return { status: 'Degraded', message: failed.message ?? '' };
  return conditions.some(({ type, status }) => type === 'Complete' && status === 'True') ? { status: 'Healthy' } : { status: 'Progressing' };
}

/** Argo CD's own reading of CloudNativePG's phases (`resource_customizations/postgresql.cnpg.io/Cluster`). */
function databaseHealth(phase: string): Health {
  if (phase === 'Cluster in healthy state') return { status: 'Healthy', message: phase };
  return { status: /^(Unable to create required|Invalid cluster|Cluster is unrecoverable)/.test(phase) ? 'Degraded' : 'Progressing', message: phase };
}

/** A budget that leaves nothing to disturb may be meant so (Argo CD 3.1, `resource_customizations/policy/PodDisruptionBudget`). */
function budgetHealth(condition: Condition | undefined): Health {
  if (!condition) return { status: 'Progressing', message: 'Waiting for status' };
  const { status, reason = '' } = condition;
  return { status: status === 'False' && reason !== 'InsufficientPods' ? 'Degraded' : 'Healthy', message: `PodDisruptionBudget has ${reason}` };
}

/** What of an autoscaler's conditions is too much: a measure of another kind that cannot be had is none of them (argoproj/gitops-engine, `health_hpa.go`). */
const unwell: Readonly<Record<string, readonly string[]>> = { AbleToScale: ['FailedGetScale', 'FailedUpdateScale'], ScalingActive: ['FailedGetResourceMetric', 'InvalidSelector'] };

/** One condition that holds is enough, and one that fails is too much. */
function autoscalerHealth(conditions: readonly Condition[]): Health {
  const failed = conditions.find(({ type, reason = '' }) => unwell[type]?.includes(reason));
  if (failed) return { status: 'Degraded', message: failed.message ?? '' };
  return conditions.some(({ type, status }) => (type === 'AbleToScale' || type === 'ScalingLimited') && status === 'True') ? { status: 'Healthy' } : { status: 'Progressing', message: 'Waiting to Autoscale' };
}

function statefulSetHealth({ metadata, spec, status }: StatefulSet): Health {
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0, currentRevision, updateRevision = '' } = status;
  if (observedGeneration === 0 || (metadata.generation ?? 1) > observedGeneration) return { status: 'Progressing', message: 'Waiting for statefulset spec update to be observed...' };
  if (readyReplicas < spec.replicas) return { status: 'Progressing', message: `Waiting for ${spec.replicas - readyReplicas} pods to be ready...` };
  if (spec.updateStrategy?.type === 'OnDelete') return { status: 'Healthy', message: `statefulset has ${readyReplicas} ready pods` };
  const wanted = spec.replicas - (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  if (updatedReplicas < wanted) return { status: 'Progressing', message: `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...` };
  return currentRevision === updateRevision ? { status: 'Healthy', message: `statefulset rolling update complete ${currentReplicas} pods at revision ${updateRevision}...` } : { status: 'Healthy', message: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...` };
}

function deploymentHealth({ metadata, spec, status }: Deployment): Health {
  if (spec.paused) return { status: 'Suspended', message: 'Deployment is paused' };
  if ((metadata.generation ?? 1) > (status.observedGeneration ?? 0)) return { status: 'Progressing', message: 'Waiting for rollout to finish: observed deployment generation less than desired generation' };
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return { status: 'Degraded', message: `Deployment "${metadata.name}" exceeded its progress deadline` };
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  if (updatedReplicas < spec.replicas) return { status: 'Progressing', message: `Waiting for rollout to finish: ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...` };
  if (replicas > updatedReplicas) return { status: 'Progressing', message: `Waiting for rollout to finish: ${replicas - updatedReplicas} old replicas are pending termination...` };
  if (availableReplicas < updatedReplicas) return { status: 'Progressing', message: `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...` };
  return { status: 'Healthy' };
}
