import { tell } from '../events';
import type { Pod, Volume } from '../object';
import { claimRef, claimsOf, usersOf, type Claim } from '../storage';
import type { Work } from '../work';

/** Why the volumes of a pod cannot be mounted, and who says so. */
export interface VolumeFault {
  readonly reason: 'FailedMount' | 'FailedAttachVolume';
  readonly message: string;
  readonly by: string;
}

/** What keeps a pod in `ContainerCreating`: a ConfigMap or a Secret that is not there, or a volume that another node holds. */
export function volumeFault(work: Work, pod: Pod): VolumeFault | undefined {
  return attachFault(work, pod) ?? mountFault(work, pod);
}

function mountFault(work: Work, pod: Pod): VolumeFault | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const absent = (volume: Volume, kind: 'ConfigMap' | 'Secret', name: string | undefined, optional: boolean | undefined): VolumeFault | undefined =>
    name === undefined || optional || work.find({ group: '', kind, namespace, name }) ? undefined : { reason: 'FailedMount', message: `MountVolume.SetUp failed for volume "${volume.name}" : ${kind.toLowerCase()} "${name}" not found`, by: 'kubelet' };
  for (const volume of pod.spec.volumes ?? []) {
    const fault = (volume.configMap && absent(volume, 'ConfigMap', volume.configMap.name, volume.configMap.optional)) ?? (volume.secret && absent(volume, 'Secret', volume.secret.secretName, volume.secret.optional));
    if (fault) return fault;
  }
  return undefined;
}

/** A `ReadWriteOnce` volume is attached to one node: pods elsewhere wait until those there are gone (k8s.io/kubernetes, attach/detach controller). */
function attachFault(work: Work, pod: Pod): VolumeFault | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const name of claimsOf(pod)) {
    const holders = usersOf(work, namespace, name).filter(other => other.metadata.uid !== pod.metadata.uid && other.spec.nodeName !== undefined && other.spec.nodeName !== pod.spec.nodeName && isMounted(work, other));
    const volume = work.find<Claim>(claimRef(namespace, name))?.spec.volumeName ?? '';
    if (holders.length > 0) return { reason: 'FailedAttachVolume', message: `Multi-Attach error for volume "${volume}" Volume is already used by pod(s) ${holders.map(({ metadata }) => metadata.name).join(', ')}`, by: 'attachdetach-controller' };
  }
  return undefined;
}

function isMounted(work: Work, { metadata }: Pod): boolean {
  const run = work.runs.get(metadata.uid);
  return run !== undefined && run.mountFault === undefined;
}

/** Tells that the volumes of a pod's claims are attached to its node. */
export function attached(work: Work, pod: Pod): void {
  for (const name of claimsOf(pod)) {
    const volume = work.find<Claim>(claimRef(pod.metadata.namespace ?? '', name))?.spec.volumeName;
    if (volume !== undefined) tell(work, pod, { type: 'Normal', reason: 'SuccessfulAttachVolume', message: `AttachVolume.Attach succeeded for volume "${volume}" `.trimEnd(), by: 'attachdetach-controller' });
  }
}
