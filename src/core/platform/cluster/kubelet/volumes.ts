import { tell } from '../events';
import type { KeyItems, KubeObject, Pod, Volume } from '../object';
import { claimRef, claimsOf, usersOf, type Claim } from '../storage';
import type { Work } from '../work';

/** Why the volumes of a pod cannot be mounted, and who says so. */
export interface VolumeFault {
  readonly reason: 'FailedMount' | 'FailedAttachVolume';
  readonly message: string;
  readonly by: string;
  /** The volumes that cannot be. */
  readonly volumes: readonly string[];
}

/** What keeps a pod in `ContainerCreating`: a ConfigMap or a Secret that is not there, or a volume that another node holds. */
export function volumeFault(work: Work, pod: Pod): VolumeFault | undefined {
  return attachFault(work, pod) ?? mountFault(work, pod);
}

function mountFault(work: Work, pod: Pod): VolumeFault | undefined {
  const faults = (pod.spec.volumes ?? []).flatMap(volume => absenceOf(work, pod, volume) ?? []);
  const [first] = faults;
  return first && { ...first, volumes: faults.flatMap(({ volumes }) => volumes).sort() };
}

/** What a volume of files lacks: what it is made of, or a key of it that is asked for by name (k8s.io/kubernetes, `pkg/volume/configmap`, `secret` and `projected`). */
function absenceOf(work: Work, { metadata: { namespace = '' } }: Pod, { name: volume, configMap, secret, projected }: Volume): VolumeFault | undefined {
  const parts = [
    ...(configMap ? [lacking(work, namespace, 'ConfigMap', configMap.name, configMap)] : []),
    ...(secret ? [lacking(work, namespace, 'Secret', secret.secretName, secret)] : []),
    // Every pod has its token beside two ConfigMaps of the cluster's own, which are no object here.
    ...(projected?.sources ?? []).flatMap(source => [...(source.configMap && !ofCluster.has(source.configMap.name ?? '') ? [lacking(work, namespace, 'ConfigMap', source.configMap.name, source.configMap)] : []), ...(source.secret ? [lacking(work, namespace, 'Secret', source.secret.name, source.secret)] : [])]),
  ];
  const told = [...new Set(parts.flatMap(part => part ?? []))];
  if (told.length === 0) return undefined;
  return { reason: 'FailedMount', message: `MountVolume.SetUp failed for volume "${volume}" : ${told.length === 1 ? told[0] : `[${told.join(', ')}]`}`, by: 'kubelet', volumes: [volume] };
}

const ofCluster = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

interface Holder extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

function lacking(work: Work, namespace: string, kind: 'ConfigMap' | 'Secret', name: string | undefined, { items = [], optional }: KeyItems): string | undefined {
  if (name === undefined || optional) return undefined;
  const found = work.find<Holder>({ group: '', kind, namespace, name });
  if (!found) return `${kind.toLowerCase()} "${name}" not found`;
  const absent = items.find(({ key }) => found.data?.[key] === undefined && found.binaryData?.[key] === undefined);
  return absent && (kind === 'ConfigMap' ? `configmap references non-existent config key: ${absent.key}` : `references non-existent secret key: ${absent.key}`);
}

/** How the kubelet says that it gave up waiting for volumes, after two minutes and three seconds, before it waits again (k8s.io/kubernetes, `WaitForAttachAndMount`). */
export function timedOut({ volumes, by }: VolumeFault): string {
  const [unmounted, unattached] = by === 'kubelet' ? [volumes, []] : [volumes, volumes];
  return `Unable to attach or mount volumes: unmounted volumes=[${unmounted.join(' ')}], unattached volumes=[${unattached.join(' ')}], failed to process volumes=[]: context deadline exceeded`;
}

/** A `ReadWriteOnce` volume is attached to one node: pods elsewhere wait until those there are gone (k8s.io/kubernetes, attach/detach controller). */
function attachFault(work: Work, pod: Pod): VolumeFault | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const name of claimsOf(pod)) {
    const holders = usersOf(work, namespace, name).filter(other => other.metadata.uid !== pod.metadata.uid && other.spec.nodeName !== undefined && other.spec.nodeName !== pod.spec.nodeName && isMounted(work, other));
    const volume = work.find<Claim>(claimRef(namespace, name))?.spec.volumeName ?? '';
    if (holders.length > 0) return { reason: 'FailedAttachVolume', message: `Multi-Attach error for volume "${volume}" Volume is already used by pod(s) ${holders.map(({ metadata }) => metadata.name).join(', ')}`, by: 'attachdetach-controller', volumes: (pod.spec.volumes ?? []).filter(one => one.persistentVolumeClaim?.claimName === name).map(one => one.name) };
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
