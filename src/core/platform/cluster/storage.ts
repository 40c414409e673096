import { newMetadata } from './controllers/names';
import type { KubeObject, Pod, Quantities } from './object';
import type { Work } from './work';

export interface Claim extends KubeObject {
  readonly spec: { readonly accessModes?: readonly string[]; readonly storageClassName?: string; readonly volumeName?: string; readonly volumeMode?: string; readonly resources?: { readonly requests?: Quantities } };
  readonly status: { readonly phase: 'Pending' | 'Bound'; readonly accessModes?: readonly string[]; readonly capacity?: Quantities };
}

export interface StorageClass extends KubeObject {
  readonly provisioner: string;
  readonly reclaimPolicy: string;
  readonly volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer';
  readonly allowVolumeExpansion: boolean;
}

/** The class the API server writes into a claim that names none. */
export const defaultClass = 'standard';

/** The block storage of the platform's clusters: a volume is made once a pod that asks for it has a node, and attached to one node at a time. */
export function storageClasses(work: Work): void {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  work.put<StorageClass>({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: newMetadata(work, defaultClass, undefined, { annotations }), provisioner: 'cinder.csi.openstack.org', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true });
}

export const claimRef = (namespace: string, name: string) => ({ group: '', kind: 'PersistentVolumeClaim', namespace, name });

export function classOf(work: Work, { spec }: Claim): StorageClass | undefined {
  return spec.storageClassName ? work.find<StorageClass>({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name: spec.storageClassName }) : undefined;
}

/** The claims that a pod asks for, by name. */
export function claimsOf({ spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

/** The pods that ask for a claim and have not ended. */
export function usersOf(work: Work, namespace: string, claim: string): Pod[] {
  return work.draft.list<Pod>('', 'Pod', namespace).filter(pod => pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed' && claimsOf(pod).includes(claim)).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The node that the scheduler chose for the first pod that asks for a claim: the volume is made there. */
export const selectedNode = 'volume.kubernetes.io/selected-node';
