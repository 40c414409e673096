import { isTrue, withCondition, withoutCondition } from '../conditions';
import { tell, type KubeEvent } from '../events';
import { deletePod } from '../kubelet/stop';
import { backOff } from '../kubelet/run';
import { controllerOf, type Pod, type ReplicaSet } from '../object';
import type { Work } from '../work';
import { newMetadata, ownedBy } from './names';

/** Makes or deletes pods until there are as many as asked (k8s.io/kubernetes, replica set controller). */
export function syncReplicaSet(work: Work, namespace: string, name: string): void {
  const set = work.find<ReplicaSet>({ group: 'apps', kind: 'ReplicaSet', namespace, name });
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(pod => controllerOf(pod)?.kind === 'ReplicaSet' && controllerOf(pod)?.name === name);
  if (!set) {
    // Whoever deletes the owner deletes what it owns, in the background.
    for (const pod of pods) deletePod(work, pod);
    return;
  }
  if (set.metadata.deletionTimestamp !== undefined) return report(work, namespace, name, failureOf(set));
  const living = pods.filter(pod => pod.metadata.deletionTimestamp === undefined && pod.status.phase !== 'Failed' && pod.status.phase !== 'Succeeded');
  const missing = set.spec.replicas - living.length;
  const held = missing > 0 && retryAt(work, set) > work.now;
  const failure = missing <= 0 ? undefined : held ? failureOf(set) : create(work, set, missing);
  if (missing < 0) for (const pod of [...living].sort(leastWorth).slice(0, -missing)) {
    deletePod(work, pod);
    tell(work, set, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}`, by: 'replicaset-controller' });
  }
  report(work, namespace, name, failure);
}

/** Pods that are not ready go first, then the youngest. */
function leastWorth(a: Pod, b: Pod): number {
  const ready = (pod: Pod) => Number(isTrue(pod.status.conditions, 'Ready'));
  return ready(a) - ready(b) || b.metadata.creationTimestamp - a.metadata.creationTimestamp || (a.metadata.name < b.metadata.name ? 1 : -1);
}

/** Makes pods until one is refused, and answers why it was. */
function create(work: Work, set: ReplicaSet, count: number): string | undefined {
  const { name, namespace = '' } = set.metadata;
  for (let made = 0; made < count; made++) {
    const { metadata, spec } = set.spec.template;
    const pod: Pod = {
      apiVersion: 'v1', kind: 'Pod',
      metadata: newMetadata(work, `${name}-${work.chance.suffix()}`, namespace, { generateName: `${name}-`, ...(metadata?.labels ? { labels: metadata.labels } : {}), ...(metadata?.annotations ? { annotations: metadata.annotations } : {}), ownerReferences: [ownedBy(set)] }),
      spec,
      status: { phase: 'Pending' },
    };
    const verdict = work.world.admit(work, pod);
    if (!verdict.ok) {
      tell(work, set, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${verdict.message}`, by: 'replicaset-controller' });
      work.after(retryAt(work, set) - work.now, { kind: 'replicaset', namespace, name });
      return verdict.message;
    }
    work.put(verdict.object);
    tell(work, set, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`, by: 'replicaset-controller' });
  }
  return undefined;
}

/** When a refused creation may be tried again: later and later. How often it was, and when last, is read in what was told. */
function retryAt(work: Work, set: ReplicaSet): number {
  const refusals = work.draft.list<KubeEvent>('', 'Event', set.metadata.namespace).filter(event => event.involvedObject.uid === set.metadata.uid && event.reason === 'FailedCreate');
  if (refusals.length === 0) return 0;
  return Math.max(...refusals.map(({ lastTimestamp }) => lastTimestamp)) + backOff(refusals.reduce((sum, { count }) => sum + count, 0));
}

function failureOf(set: ReplicaSet): string | undefined {
  return set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True')?.message;
}

function report(work: Work, namespace: string, name: string, failure: string | undefined): void {
  const set = work.find<ReplicaSet>({ group: 'apps', kind: 'ReplicaSet', namespace, name });
  if (!set) return;
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(pod => controllerOf(pod)?.uid === set.metadata.uid && pod.metadata.deletionTimestamp === undefined && pod.status.phase !== 'Failed' && pod.status.phase !== 'Succeeded');
  const ready = pods.filter(pod => isTrue(pod.status.conditions, 'Ready'));
  const settle = (set.spec.minReadySeconds ?? 0) * 1000;
  const since = (pod: Pod) => pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? work.now;
  const available = ready.filter(pod => work.now - since(pod) >= settle);
  if (available.length < ready.length) work.after(settle, { kind: 'replicaset', namespace, name });
  const count = (key: string, value: number) => (value > 0 ? { [key]: value } : {});
  const conditions = failure === undefined ? withoutCondition(set.status.conditions, 'ReplicaFailure') : withCondition(set.status.conditions, { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure }, work.now);
  work.put<ReplicaSet>({ ...set, status: { replicas: pods.length, ...count('fullyLabeledReplicas', pods.length), ...count('readyReplicas', ready.length), ...count('availableReplicas', available.length), observedGeneration: set.metadata.generation ?? 1, ...(conditions.length > 0 ? { conditions } : {}) } });
}
