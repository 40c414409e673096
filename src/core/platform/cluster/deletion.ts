import { deleteClaim } from './controllers/volume-claim';
import { deletePod, removePod } from './kubelet/stop';
import { refOf, type KubeObject, type Pod, type Ref } from './object';
import type { CollectTask, Work } from './work';

/** What becomes of what an object owns when it is deleted (kubernetes.io, "Garbage Collection", Cascading deletion). */
export type Propagation = 'Foreground' | 'Background' | 'Orphan';

export interface Deletion {
  /** How many seconds a pod is given; its own grace period when absent. */
  readonly grace?: number;
  readonly propagation?: Propagation;
}

const foreground = 'foregroundDeletion';

/**
 * Deletes an object as the API server and the garbage collector do, and answers it as it was. A pod stops first. With `Foreground`, the object waits for what it owns and that blocks it;
 * with `Background` (the default) it goes at once and what it owns follows; with `Orphan` what it owns stays. What a finalizer holds stays, marked as deleted.
 */
export function deleteObject(work: Work, ref: Ref, how: Deletion = {}): KubeObject | undefined {
  const object = work.find<KubeObject>(ref);
  if (!object) return undefined;
  if (object.kind === 'Pod') deletePod(work, object as Pod, how.grace);
  else if (object.kind === 'PersistentVolumeClaim') deleteClaim(work, ref);
  else if (object.metadata.deletionTimestamp === undefined) mark(work, object, how.propagation ?? 'Background');
  return object;
}

function mark(work: Work, object: KubeObject, propagation: Propagation): void {
  const { metadata } = object;
  if (propagation === 'Orphan') for (const owned of dependents(work, object)) work.put({ ...owned, metadata: { ...owned.metadata, ownerReferences: (owned.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== metadata.uid) } });
  const held = [...(metadata.finalizers ?? []), ...(propagation === 'Foreground' && blocking(work, object).length > 0 ? [foreground] : [])];
  if (held.length === 0) return gone(work, object);
  work.put({ ...object, metadata: { ...metadata, ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }), deletionTimestamp: work.now, deletionGracePeriodSeconds: 0, finalizers: held } });
  // What blocks its owner waits in turn for what it owns itself.
  if (propagation === 'Foreground') for (const owned of dependents(work, object)) deleteObject(work, refOf(owned), { propagation });
}

/** An object that nothing holds any more: what it owned follows. */
function gone(work: Work, object: KubeObject): void {
  work.remove(object);
  for (const owned of dependents(work, object)) deleteObject(work, refOf(owned));
  const { namespace = '', name } = object.metadata;
  const endpoints = object.kind === 'Service' ? work.find<KubeObject>({ group: '', kind: 'Endpoints', namespace, name }) : undefined;
  if (endpoints) work.remove(endpoints);
}

function dependents(work: Work, { metadata: { namespace = '', uid } }: KubeObject): readonly KubeObject[] {
  return work.draft.ownedBy(namespace, uid);
}

function blocking(work: Work, owner: KubeObject): readonly KubeObject[] {
  return dependents(work, owner).filter(({ metadata: { ownerReferences = [] } }) => ownerReferences.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion === true));
}

/** Takes its finalizer from an owner that nothing blocks any more, and lets go what no finalizer holds (k8s.io/kubernetes, `processDeletingDependentsItem`). */
export function collect(work: Work, { of, namespace, name, uid }: CollectTask): void {
  const owner = work.find<KubeObject>({ ...of, namespace, name });
  if (owner?.metadata.uid !== uid || owner.metadata.deletionTimestamp === undefined) return;
  const finalizers = (owner.metadata.finalizers ?? []).filter(one => one !== foreground || blocking(work, owner).length > 0);
  if (finalizers.length === 0) return owner.kind === 'Pod' ? (work.runs.has(uid) ? undefined : removePod(work, owner as Pod)) : owner.kind === 'PersistentVolumeClaim' ? work.do({ kind: 'claim', namespace, name }) : gone(work, owner);
  if (finalizers.length < (owner.metadata.finalizers ?? []).length) work.put({ ...owner, metadata: { ...owner.metadata, finalizers } });
}
