import { tell } from '../events';
import type { Ref } from '../object';
import { claimRef, classOf, selectedNode, usersOf, type Claim } from '../storage';
import type { Work } from '../work';

/** Finds a claim its volume, or says what it waits for (k8s.io/kubernetes, persistent volume controller). One that is deleted goes once no pod uses it. */
export function syncClaim(work: Work, namespace: string, name: string): void {
  const claim = work.find<Claim>(claimRef(namespace, name));
  if (!claim) return;
  const users = usersOf(work, namespace, name);
  if (claim.metadata.deletionTimestamp !== undefined) return users.length === 0 ? release(work, claim) : undefined;
  for (const pod of users) if (pod.spec.nodeName === undefined) work.do({ kind: 'schedule', namespace, name: pod.metadata.name });
  if (claim.status.phase === 'Bound') return expand(work, claim);
  const { storageClassName } = claim.spec;
  const by = 'persistentvolume-controller';
  if (!storageClassName) return void tell(work, claim, { type: 'Normal', reason: 'FailedBinding', message: 'no persistent volumes available for this claim and no storage class is set', by });
  const storage = classOf(work, claim);
  if (!storage) return void tell(work, claim, { type: 'Warning', reason: 'ProvisioningFailed', message: `storageclass.storage.k8s.io "${storageClassName}" not found`, by });
  if (storage.volumeBindingMode === 'WaitForFirstConsumer' && !claim.metadata.annotations?.[selectedNode]) return wait(work, claim, users.filter(pod => pod.spec.nodeName === undefined).map(pod => pod.metadata.name));
  provision(work, claim, storage.provisioner);
}

function wait(work: Work, claim: Claim, pods: readonly string[]): void {
  const message = pods.length === 0 ? 'waiting for first consumer to be created before binding' : `waiting for pod${pods.length > 1 ? 's' : ''} ${pods.join(',')} to be scheduled`;
  tell(work, claim, { type: 'Normal', reason: pods.length === 0 ? 'WaitForFirstConsumer' : 'WaitForPodScheduled', message, by: 'persistentvolume-controller' });
}

const provisionerKey = 'volume.kubernetes.io/storage-provisioner';

/** Asks the driver for a volume, once. Block storage is for one node at a time: another access mode is refused (in the words of the drivers of block storage). */
function provision(work: Work, claim: Claim, provisioner: string): void {
  const { namespace = '', name, uid, annotations } = claim.metadata;
  if (annotations?.[provisionerKey] !== undefined) return;
  const asked = work.put<Claim>({ ...claim, metadata: { ...claim.metadata, annotations: { ...annotations, 'volume.beta.kubernetes.io/storage-provisioner': provisioner, [provisionerKey]: provisioner } } });
  tell(work, asked, { type: 'Normal', reason: 'ExternalProvisioning', message: `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`, by: 'persistentvolume-controller' });
  tell(work, asked, { type: 'Normal', reason: 'Provisioning', message: `External provisioner is provisioning volume for claim "${namespace}/${name}"`, by: provisioner });
  const shared = claim.spec.accessModes?.find(mode => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');
  if (shared) return void tell(work, asked, { type: 'Warning', reason: 'ProvisioningFailed', message: `failed to provision volume with StorageClass "${claim.spec.storageClassName ?? ''}": rpc error: code = InvalidArgument desc = Volume capabilities ${shared === 'ReadWriteMany' ? 'MULTI_NODE_MULTI_WRITER' : 'MULTI_NODE_READER_ONLY'} not supported. Only AccessModes[ReadWriteOnce] supported.`, by: provisioner });
  work.after(2_500, { kind: 'volume', namespace, name, uid });
}

/** The volume is there: the claim is bound to it. */
export function bindClaim(work: Work, namespace: string, name: string, uid: string): void {
  const claim = work.find<Claim>(claimRef(namespace, name));
  if (claim?.metadata.uid !== uid || claim.status.phase === 'Bound') return;
  const volumeName = `pvc-${uid}`;
  const bound = work.put<Claim>({
    ...claim,
    metadata: { ...claim.metadata, annotations: { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes', ...claim.metadata.annotations } },
    spec: { ...claim.spec, volumeName },
    status: { phase: 'Bound', accessModes: claim.spec.accessModes ?? [], capacity: claim.spec.resources?.requests ?? {} },
  });
  tell(work, bound, { type: 'Normal', reason: 'ProvisioningSucceeded', message: `Successfully provisioned volume ${volumeName}`, by: claim.metadata.annotations?.[provisionerKey] ?? '' });
}

/** A bound claim that asks for more gets it: the class allows it. */
function expand(work: Work, claim: Claim): void {
  const asked = claim.spec.resources?.requests?.['storage'];
  if (asked === undefined || asked === claim.status.capacity?.['storage']) return;
  const grown = work.put<Claim>({ ...claim, status: { ...claim.status, capacity: { ...claim.status.capacity, storage: asked } } });
  tell(work, grown, { type: 'Normal', reason: 'FileSystemResizeSuccessful', message: 'MountVolume.NodeExpandVolume succeeded for volume', by: 'kubelet' });
}

/** Deletes a claim: one that a pod still uses waits for it, as `kubernetes.io/pvc-protection` has it. */
export function deleteClaim(work: Work, ref: Ref): void {
  const claim = work.find<Claim>(ref);
  if (!claim || claim.metadata.deletionTimestamp !== undefined) return;
  const marked = work.put<Claim>({ ...claim, metadata: { ...claim.metadata, deletionTimestamp: work.now, deletionGracePeriodSeconds: 0 } });
  if (usersOf(work, ref.namespace, ref.name).length === 0) release(work, marked);
}

/** No pod uses it: its own protection is taken away, and it goes unless something else holds it. */
function release(work: Work, claim: Claim): void {
  const finalizers = (claim.metadata.finalizers ?? []).filter(one => one !== 'kubernetes.io/pvc-protection');
  if (finalizers.length === 0) return work.remove(claim);
  work.put<Claim>({ ...claim, metadata: { ...claim.metadata, finalizers } });
}
