import { tell } from '../events';
import { backOff } from '../kubelet/run';
import type { Pod, Volume } from '../object';
import { claimRef, type Claim } from '../storage';
import type { Work } from '../work';
import { newMetadata, ownedBy } from './names';
import type { ControllerRevision } from './revisions';
import type { StatefulSet } from './statefulset';

export const revisionLabel = 'controller-revision-hash';

/** The number at the end of a pod's name. */
export function ordinalOf({ metadata }: Pod): number {
  return Number(/-(\d+)$/.exec(metadata.name)?.[1] ?? -1);
}

export function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** Makes the pod of an ordinal, its claims first; a refusal is told, and tried again later and later. */
export function createPod(work: Work, set: StatefulSet, ordinal: number, revision: ControllerRevision): void {
  const pod = podFor(work, set, ordinal, revision);
  const failure = createClaims(work, set, ordinal, pod.metadata.name) ?? admitted(work, pod);
  const { namespace = '', name } = set.metadata;
  const by = 'statefulset-controller';
  if (failure === undefined) return void tell(work, set, { type: 'Normal', reason: 'SuccessfulCreate', message: `create Pod ${pod.metadata.name} in StatefulSet ${name} successful`, by });
  const times = tell(work, set, { type: 'Warning', reason: 'FailedCreate', message: `create Pod ${pod.metadata.name} in StatefulSet ${name} failed error: ${failure}`, by });
  work.after(backOff(times), { kind: 'statefulset', namespace, name });
}

function admitted(work: Work, pod: Pod): string | undefined {
  const verdict = work.world.admit(work, pod);
  if (!verdict.ok) return verdict.message;
  work.put(verdict.object);
  return undefined;
}

/** The pod of an ordinal: a name, a host name and claims that are its own. */
function podFor(work: Work, set: StatefulSet, ordinal: number, { metadata, data }: ControllerRevision): Pod {
  const { template } = data.spec;
  const name = `${set.metadata.name}-${ordinal}`;
  const claims = (set.spec.volumeClaimTemplates ?? []).map((one): Volume => ({ name: one.metadata.name, persistentVolumeClaim: { claimName: claimName(set, one.metadata.name, ordinal) } }));
  const others = (template.spec.volumes ?? []).filter(volume => !claims.some(claim => claim.name === volume.name));
  const labels = { ...template.metadata?.labels, 'apps.kubernetes.io/pod-index': String(ordinal), [revisionLabel]: metadata.name, 'statefulset.kubernetes.io/pod-name': name };
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: newMetadata(work, name, set.metadata.namespace, { generateName: `${set.metadata.name}-`, labels, ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}), ownerReferences: [ownedBy(set)] }),
    spec: { ...template.spec, hostname: name, ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}), ...(claims.length + others.length > 0 ? { volumes: [...claims, ...others] } : {}) },
    status: { phase: 'Pending' },
  };
}

/** The claims of a pod that are not there yet; answers why they cannot be made. */
function createClaims(work: Work, set: StatefulSet, ordinal: number, pod: string): string | undefined {
  const { namespace = '', name: of } = set.metadata;
  const by = 'statefulset-controller';
  const faults = (set.spec.volumeClaimTemplates ?? []).flatMap(({ metadata, spec }) => {
    const name = claimName(set, metadata.name, ordinal);
    const known = work.find<Claim>(claimRef(namespace, name));
    if (known) return known.metadata.deletionTimestamp === undefined ? [] : [`pvc ${name} is being deleted`];
    const owned = set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete' ? { ownerReferences: [ownedBy(set)] } : {};
    const labels = { ...metadata.labels, ...set.spec.selector.matchLabels };
    const claim: Claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: newMetadata(work, name, namespace, { labels, ...(metadata.annotations ? { annotations: metadata.annotations } : {}), ...owned }), spec, status: { phase: 'Pending' } };
    const verdict = work.world.admit(work, claim);
    if (verdict.ok) {
      work.put(verdict.object);
      tell(work, set, { type: 'Normal', reason: 'SuccessfulCreate', message: `create Claim ${name} Pod ${pod} in StatefulSet ${of} success`, by });
      return [];
    }
    tell(work, set, { type: 'Warning', reason: 'FailedCreate', message: `create Claim ${name} for Pod ${pod} in StatefulSet ${of} failed error: ${verdict.message}`, by });
    return [`failed to create PVC ${name}: ${verdict.message}`];
  });
  return faults.length === 0 ? undefined : faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
}
