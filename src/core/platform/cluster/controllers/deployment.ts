import { isTrue, withCondition, withoutCondition } from '../conditions';
import { tell } from '../events';
import { controllerOf, type Condition, type Deployment, type ReplicaSet } from '../object';
import type { Work } from '../work';
import { newMetadata, ownedBy, templateHash } from './names';

const revisionKey = 'deployment.kubernetes.io/revision';

/** Brings the ReplicaSets of a Deployment towards what it asks, as its strategy allows, and says where it is (k8s.io/kubernetes, deployment controller). */
export function syncDeployment(work: Work, namespace: string, name: string): void {
  const deployment = work.find<Deployment>({ group: 'apps', kind: 'Deployment', namespace, name });
  if (!deployment) return;
  const sets = work.draft.list<ReplicaSet>('apps', 'ReplicaSet', namespace).filter(set => controllerOf(set)?.uid === deployment.metadata.uid);
  const hash = templateHash(deployment.spec.template);
  const current = sets.find(set => set.metadata.labels?.['pod-template-hash'] === hash);
  const old = sets.filter(set => set !== current);
  // What is being deleted is only counted.
  if (deployment.metadata.deletionTimestamp !== undefined || (deployment.spec.paused && !current)) return report(work, deployment, current, old);
  const fresh = current ? revised(work, current, old) : create(work, deployment, hash, old);
  const held = work.find<Deployment>({ group: 'apps', kind: 'Deployment', namespace, name }) ?? deployment;
  const noted = annotate(work, held, fresh);
  const recreate = noted.spec.strategy?.type === 'Recreate';
  if (recreate) recreatePods(work, noted, fresh, old);
  else roll(work, noted, fresh, old);
  const after = (set: ReplicaSet) => work.find<ReplicaSet>({ group: 'apps', kind: 'ReplicaSet', namespace, name: set.metadata.name }) ?? set;
  report(work, noted, after(fresh), old.map(after));
  tidy(work, noted, old.map(after));
}

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[revisionKey] ?? 0);
}

/** A template that comes back takes the next revision. */
function revised(work: Work, current: ReplicaSet, old: readonly ReplicaSet[]): ReplicaSet {
  const highest = Math.max(0, ...old.map(revisionOf));
  if (revisionOf(current) > highest) return current;
  return work.put<ReplicaSet>({ ...current, metadata: { ...current.metadata, annotations: { ...current.metadata.annotations, [revisionKey]: String(highest + 1) } } });
}

function create(work: Work, deployment: Deployment, hash: string, old: readonly ReplicaSet[]): ReplicaSet {
  const { name, namespace = '' } = deployment.metadata;
  const { template, selector } = deployment.spec;
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  const annotations = { ...withoutKubectl(deployment.metadata.annotations), 'deployment.kubernetes.io/desired-replicas': String(deployment.spec.replicas), [revisionKey]: String(revision) };
  const made = work.put<ReplicaSet>({
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: newMetadata(work, `${name}-${hash}`, namespace, { generation: 1, labels, annotations, ownerReferences: [ownedBy(deployment)] }),
    spec: { replicas: 0, selector: { ...selector, matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash } }, template: { ...template, metadata: { ...template.metadata, labels } }, ...(deployment.spec.minReadySeconds ? { minReadySeconds: deployment.spec.minReadySeconds } : {}) },
    status: { replicas: 0 },
  });
  const conditions = withCondition(deployment.status.conditions, { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message: `Created new replica set "${made.metadata.name}"` }, work.now, true);
  work.put<Deployment>({ ...deployment, status: { ...deployment.status, conditions } });
  return made;
}

function withoutKubectl(annotations: Deployment['metadata']['annotations']): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration' && key !== revisionKey));
}

function annotate(work: Work, deployment: Deployment, fresh: ReplicaSet): Deployment {
  const revision = String(revisionOf(fresh));
  if (deployment.metadata.annotations?.[revisionKey] === revision) return deployment;
  return work.put<Deployment>({ ...deployment, metadata: { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [revisionKey]: revision } } });
}

/** `25%` of the replicas, up for a surge and down for what may be missing. */
function share(value: number | string | undefined, replicas: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = Number(/^(\d+)%$/.exec(value ?? '25%')?.[1] ?? 25);
  return round((percent * replicas) / 100);
}

function bounds(deployment: Deployment): { readonly surge: number; readonly missing: number } {
  const { replicas, strategy } = deployment.spec;
  const surge = share(strategy?.rollingUpdate?.maxSurge, replicas, Math.ceil);
  const missing = share(strategy?.rollingUpdate?.maxUnavailable, replicas, Math.floor);
  return { surge, missing: surge === 0 && missing === 0 ? 1 : missing };
}

function roll(work: Work, deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): void {
  const { replicas } = deployment.spec;
  const { surge, missing } = bounds(deployment);
  const total = fresh.spec.replicas + old.reduce((sum, set) => sum + set.spec.replicas, 0);
  const wanted = fresh.spec.replicas > replicas ? replicas : Math.min(replicas, fresh.spec.replicas + Math.max(0, replicas + surge - total));
  scale(work, deployment, fresh, wanted);
  scaleDownOld(work, deployment, wanted, fresh, old, missing);
}

/** Old pods go as long as enough remain available; those that do not run first. Pods of the new template that are not available yet count against what may go. */
function scaleDownOld(work: Work, deployment: Deployment, wanted: number, fresh: ReplicaSet, old: readonly ReplicaSet[], missing: number): void {
  const least = deployment.spec.replicas - missing;
  const readyIn = (set: ReplicaSet) => set.status.availableReplicas ?? 0;
  const all = wanted + old.reduce((sum, set) => sum + set.spec.replicas, 0);
  let may = all - least - (wanted - Math.min(wanted, readyIn(fresh)));
  const left = new Map(old.map(set => [set, set.spec.replicas]));
  const down = (set: ReplicaSet, most: number) => {
    const count = Math.max(0, Math.min(most, may));
    left.set(set, (left.get(set) ?? 0) - count);
    may -= count;
  };
  for (const set of old) down(set, set.spec.replicas - readyIn(set));
  may = Math.min(may, [fresh, ...old].reduce((sum, set) => sum + readyIn(set), 0) - least);
  for (const set of old) down(set, Math.min(left.get(set) ?? 0, readyIn(set)));
  for (const [set, replicas] of left) scale(work, deployment, set, replicas);
}

function recreatePods(work: Work, deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): void {
  for (const set of old) scale(work, deployment, set, 0);
  if (old.every(set => set.spec.replicas === 0 && set.status.replicas === 0)) scale(work, deployment, fresh, deployment.spec.replicas);
}

function scale(work: Work, deployment: Deployment, set: ReplicaSet, replicas: number): void {
  const from = set.spec.replicas;
  if (from === replicas) return;
  work.put<ReplicaSet>({ ...set, metadata: { ...set.metadata, generation: (set.metadata.generation ?? 1) + 1 }, spec: { ...set.spec, replicas } });
  tell(work, deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message: `Scaled ${replicas > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${replicas}`, by: 'deployment-controller' });
}

/** The status, with the two conditions `kubectl rollout status` and Argo CD read. */
function report(work: Work, deployment: Deployment, fresh: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
  const { replicas } = deployment.spec;
  const all = [...(fresh ? [fresh] : []), ...old];
  const sum = (of: (set: ReplicaSet) => number | undefined) => all.reduce((total, set) => total + (of(set) ?? 0), 0);
  const [total, ready, available] = [sum(set => set.status.replicas), sum(set => set.status.readyReplicas), sum(set => set.status.availableReplicas)];
  const updated = fresh?.status.replicas ?? 0;
  const { missing } = bounds(deployment);
  const enough = available >= replicas - missing;
  const before = work.find<Deployment>({ group: 'apps', kind: 'Deployment', namespace: deployment.metadata.namespace ?? '', name: deployment.metadata.name }) ?? deployment;
  let conditions: Condition[] = withCondition(before.status.conditions, enough ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' } : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' }, work.now, true);
  const done = updated === replicas && total === replicas && available === replicas && fresh !== undefined;
  conditions = progress(work, before, fresh, conditions, done, { updated, total, ready, available });
  const failure = all.flatMap(set => set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True') ?? [])[0];
  conditions = failure ? withCondition(conditions, { type: 'ReplicaFailure', status: 'True', reason: failure.reason ?? '', message: failure.message ?? '' }, work.now, true) : withoutCondition(conditions, 'ReplicaFailure');
  const count = (key: string, value: number) => (value > 0 ? { [key]: value } : {});
  work.put<Deployment>({ ...before, status: { observedGeneration: before.metadata.generation ?? 1, ...count('replicas', total), ...count('updatedReplicas', updated), ...count('readyReplicas', ready), ...count('availableReplicas', available), ...count('unavailableReplicas', Math.max(0, Math.max(total, replicas) - available)), conditions } });
}

/** `Progressing`: moves when something moved, and fails when nothing has for `progressDeadlineSeconds`. */
function progress(work: Work, before: Deployment, fresh: ReplicaSet | undefined, conditions: Condition[], done: boolean, now: { readonly updated: number; readonly total: number; readonly ready: number; readonly available: number }): Condition[] {
  const { updatedReplicas = 0, replicas = 0, readyReplicas = 0, availableReplicas = 0 } = before.status;
  const known = conditions.find(({ type }) => type === 'Progressing');
  const set = fresh?.metadata.name ?? '';
  if (done) return known?.reason === 'NewReplicaSetAvailable' && known.message?.includes(set) ? conditions : withCondition(conditions, { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message: `ReplicaSet "${set}" has successfully progressed.` }, work.now, true);
  const deadline = (before.spec.progressDeadlineSeconds ?? 600) * 1000;
  const moved = now.updated > updatedReplicas || now.total - now.updated < replicas - updatedReplicas || now.ready > readyReplicas || now.available > availableReplicas;
  const { namespace = '', name } = before.metadata;
  if (moved || !known) {
    work.after(deadline + 1000, { kind: 'deployment', namespace, name });
    // A new reason each time would hide when it last moved: the update time is what the deadline counts from.
    return withCondition(withoutCondition(conditions, 'Progressing'), { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `ReplicaSet "${set}" is progressing.` }, work.now, true).map(one => (one.type === 'Progressing' && known?.status === 'True' ? { ...one, lastTransitionTime: known.lastTransitionTime } : one));
  }
  if (known.reason === 'NewReplicaSetAvailable' && known.message?.includes(set)) return conditions;
  if (isTrue(conditions, 'Progressing') && work.now - (known.lastUpdateTime ?? known.lastTransitionTime) > deadline) {
    return withCondition(conditions, { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: `ReplicaSet "${set}" has timed out progressing.` }, work.now, true);
  }
  if (known.reason === 'NewReplicaSetCreated') work.after(deadline + 1000, { kind: 'deployment', namespace, name });
  return conditions;
}

/** Old ReplicaSets beyond `revisionHistoryLimit` go, the oldest first, once the rollout is over. */
function tidy(work: Work, deployment: Deployment, old: readonly ReplicaSet[]): void {
  const idle = old.filter(set => set.spec.replicas === 0 && set.status.replicas === 0).sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of idle.slice(0, Math.max(0, idle.length - (deployment.spec.revisionHistoryLimit ?? 10)))) work.remove(set);
}
