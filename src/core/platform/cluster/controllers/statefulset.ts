import { isTrue } from '../conditions';
import { tell } from '../events';
import { deletePod } from '../kubelet/stop';
import { controllerOf, type KubeObject, type LabelSelector, type Pod, type PodTemplate } from '../object';
import { claimRef, type Claim } from '../storage';
import type { Work } from '../work';
import { revisionsOf, tidyRevisions, type ControllerRevision } from './revisions';
import { deleteClaim } from './volume-claim';
import { claimName, createPod, ordinalOf, revisionLabel } from './statefulset-pods';

export interface StatefulSet extends KubeObject {
  readonly spec: {
    readonly replicas: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
    readonly serviceName?: string;
    readonly podManagementPolicy?: string;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> }; readonly spec: Claim['spec'] }[];
    readonly persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted?: string; readonly whenScaled?: string };
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly ordinals?: { readonly start?: number };
  };
  readonly status: { readonly observedGeneration?: number; readonly replicas: number; readonly readyReplicas?: number; readonly availableReplicas?: number; readonly currentReplicas?: number; readonly updatedReplicas?: number; readonly currentRevision?: string; readonly updateRevision?: string; readonly collisionCount?: number };
}

const ref = (namespace: string, name: string) => ({ group: 'apps', kind: 'StatefulSet', namespace, name });

/** Brings the pods of a StatefulSet towards what it asks, one at a time and in order (k8s.io/kubernetes, `updateStatefulSet`). */
export function syncStatefulSet(work: Work, namespace: string, name: string): void {
  const set = work.find<StatefulSet>(ref(namespace, name));
  const pods = () => work.draft.list<Pod>('', 'Pod', namespace).filter(pod => controllerOf(pod)?.kind === 'StatefulSet' && controllerOf(pod)?.name === name);
  if (!set) {
    for (const pod of pods()) deletePod(work, pod);
    return;
  }
  const { current, update } = revisionsOf(work, set);
  if (set.metadata.deletionTimestamp === undefined) new Step(work, set, pods(), current, update).run();
  report(work, set, pods(), current, update);
}

const isGone = (pod: Pod) => pod.metadata.deletionTimestamp !== undefined;
const isReady = (pod: Pod) => pod.status.phase === 'Running' && isTrue(pod.status.conditions, 'Ready');
const readySince = (pod: Pod) => pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? 0;
const revisionOf = (pod: Pod) => pod.metadata.labels?.[revisionLabel];

/** One look at a set: what is done of it now. */
class Step {
  private readonly ordered: boolean;
  private readonly start: number;
  private readonly byOrdinal: ReadonlyMap<number, Pod>;

  constructor(private readonly work: Work, private readonly set: StatefulSet, pods: readonly Pod[], private readonly current: ControllerRevision, private readonly update: ControllerRevision) {
    this.ordered = set.spec.podManagementPolicy !== 'Parallel';
    this.start = set.spec.ordinals?.start ?? 0;
    this.byOrdinal = new Map(pods.map(pod => [ordinalOf(pod), pod]));
  }

  run(): void {
    const { replicas, updateStrategy } = this.set.spec;
    const wanted = Array.from({ length: replicas }, (_, index) => this.start + index);
    for (const ordinal of wanted) if (this.holdsUp(ordinal) && this.ordered) return;
    const beyond = [...this.byOrdinal].filter(([ordinal]) => ordinal < this.start || ordinal >= this.start + replicas).sort(([a], [b]) => b - a).map(([, pod]) => pod);
    if (this.scaleDown(beyond) || updateStrategy?.type === 'OnDelete') return;
    this.roll([...wanted].reverse());
  }

  /** Makes the pod of an ordinal if it is not there. Answers whether those after it have to wait. */
  private holdsUp(ordinal: number): boolean {
    const pod = this.byOrdinal.get(ordinal);
    if (!pod) return createPod(this.work, this.set, ordinal, this.revisionFor(ordinal)), true;
    if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return this.delete(pod), true;
    return isGone(pod) || !this.isAvailable(pod);
  }

  /** Below the partition, a new pod is as those before it were. */
  private revisionFor(ordinal: number): ControllerRevision {
    const { updateStrategy } = this.set.spec;
    return updateStrategy?.type !== 'OnDelete' && ordinal < this.start + (updateStrategy?.rollingUpdate?.partition ?? 0) ? this.current : this.update;
  }

  /** The last goes first, and each once the one before has gone; a pod that does not run holds up the others, itself excepted. */
  private scaleDown(beyond: readonly Pod[]): boolean {
    const [broken] = [...beyond].reverse().filter(pod => isGone(pod) || !this.isAvailable(pod));
    for (const pod of beyond) {
      if (!isGone(pod) && (!this.ordered || this.isAvailable(pod) || pod === broken)) this.delete(pod);
      if (this.ordered) return true;
    }
    return false;
  }

  private roll(ordinals: readonly number[]): void {
    const least = this.start + (this.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
    for (const ordinal of ordinals.filter(one => one >= least)) {
      const pod = this.byOrdinal.get(ordinal);
      if (!pod || isGone(pod)) return;
      if (revisionOf(pod) !== this.update.metadata.name) return this.delete(pod);
      if (!this.isAvailable(pod)) return;
    }
  }

  private isAvailable(pod: Pod): boolean {
    const settle = (this.set.spec.minReadySeconds ?? 0) * 1000;
    const left = isReady(pod) ? readySince(pod) + settle - this.work.now : Infinity;
    if (left > 0 && left < Infinity) this.work.after(left, { kind: 'statefulset', namespace: this.set.metadata.namespace ?? '', name: this.set.metadata.name });
    return left <= 0;
  }

  private delete(pod: Pod): void {
    if (isGone(pod)) return;
    deletePod(this.work, pod);
    tell(this.work, this.set, { type: 'Normal', reason: 'SuccessfulDelete', message: `delete Pod ${pod.metadata.name} in StatefulSet ${this.set.metadata.name} successful`, by: 'statefulset-controller' });
  }
}

function report(work: Work, { metadata: { namespace = '', name } }: StatefulSet, pods: readonly Pod[], current: ControllerRevision, update: ControllerRevision): void {
  const set = work.find<StatefulSet>(ref(namespace, name));
  if (!set) return;
  const { replicas, minReadySeconds = 0, updateStrategy } = set.spec;
  const at = (revision: ControllerRevision) => pods.filter(pod => !isGone(pod) && revisionOf(pod) === revision.metadata.name).length;
  const ready = pods.filter(isReady);
  const updated = at(update);
  const complete = updateStrategy?.type !== 'OnDelete' && [updated, ready.length, pods.length].every(count => count === replicas);
  const count = (key: string, value: number) => (value > 0 ? { [key]: value } : {});
  work.put<StatefulSet>({ ...set, status: {
    observedGeneration: set.metadata.generation ?? 1, replicas: pods.length, ...count('readyReplicas', ready.length), availableReplicas: ready.filter(pod => readySince(pod) + minReadySeconds * 1000 <= work.now).length,
    ...count('currentReplicas', complete ? updated : at(current)), ...count('updatedReplicas', updated), currentRevision: (complete ? update : current).metadata.name, updateRevision: update.metadata.name, collisionCount: 0,
  } });
  tidyRevisions(work, set, new Set([current.metadata.name, update.metadata.name, ...pods.flatMap(pod => revisionOf(pod) ?? [])]));
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete') removeClaims(work, set, pods);
}

/** With `whenScaled: Delete`, the claims of pods that are no longer wanted follow them. */
function removeClaims(work: Work, set: StatefulSet, pods: readonly Pod[]): void {
  const { namespace = '' } = set.metadata;
  const start = set.spec.ordinals?.start ?? 0;
  const kept = new Set([...pods.map(ordinalOf), ...Array.from({ length: set.spec.replicas }, (_, index) => start + index)]);
  for (const claim of work.draft.list<Claim>('', 'PersistentVolumeClaim', namespace)) {
    const ordinal = Number(/-(\d+)$/.exec(claim.metadata.name)?.[1]);
    if (!kept.has(ordinal) && set.spec.volumeClaimTemplates?.some(template => claimName(set, template.metadata.name, ordinal) === claim.metadata.name)) deleteClaim(work, claimRef(namespace, claim.metadata.name));
  }
}
