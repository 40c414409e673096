import { list, find } from '../cluster/store';
import type { KubeEvent } from '../cluster/events';
import type { KubeObject, Pod } from '../cluster/object';
import { claimRef, claimsOf, type Claim } from '../cluster/storage';
import { namespaceOf } from '../console/console';
import { originOf } from './place';
import type { Cause, Explanation, Scope } from './why';
import { objectWords as words } from './words/objects';

/** Why a pod waits for its volumes: each claim that is absent or has no volume, with what keeps it from having one. */
export function claimCauses(scope: Scope, pod: Pod): Cause[] {
  const namespace = pod.metadata.namespace ?? '';
  return claimsOf(pod).flatMap((name): Cause[] => {
    const claim = find(scope.state.cluster.objects, claimRef(namespace, name)) as Claim | undefined;
    if (!claim) {
      const place = scope.places.of(scope.project, scope.environment, originOf(scope.state, pod), ['spec', 'volumes'], { ofPod: true });
      return [{ what: words[scope.language].noClaim(name), ...(place ? { place } : {}) }];
    }
    return claim.status.phase === 'Bound' ? [] : [{ what: words[scope.language].noVolume(name) }, ...unboundCauses(scope, claim)];
  });
}

/** What keeps a claim from having a volume: it has no class, its class is not there, or its access mode is not one of the storage. The cluster says it in its words; which of them it is, objects tell. */
function unboundCauses({ state, language, places, project, environment }: Scope, claim: Claim): Cause[] {
  const said = lastOf(state.cluster.objects, claim, ['ProvisioningFailed', 'FailedBinding']);
  if (!said) return [];
  const names = list(state.cluster.objects, 'storage.k8s.io', 'StorageClass').map(({ metadata }) => metadata.name);
  const ofClass = !names.includes(claim.spec.storageClassName ?? '');
  const place = places.of(project, environment, { kind: claim.kind, name: claim.metadata.name }, ['spec', ...(ofClass ? (claim.spec.storageClassName ? ['storageClassName'] : []) : ['accessModes'])]);
  return [{ what: ofClass ? words[language].classes(said.message, names.join(', ')) : said.message, ...(place ? { place } : {}) }];
}

function lastOf(objects: Scope['state']['cluster']['objects'], { metadata }: KubeObject, reasons: readonly string[]): KubeEvent | undefined {
  const events = list(objects, '', 'Event', metadata.namespace) as KubeEvent[];
  return events.filter(event => event.involvedObject.uid === metadata.uid && reasons.includes(event.reason)).sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
}

/** What a volume held by another node means for a pod that waits for it. */
export function attachCauses({ state, language, places, project, environment }: Scope, pod: Pod, message: string): Cause[] {
  const origin = originOf(state, pod);
  const place = places.of(project, environment, origin, ['spec', 'replicas']);
  const t = words[language];
  return [{ what: message }, { what: `${t.oneNode} ${origin.kind === 'Deployment' ? t.oneNodeDeployment : t.oneNodeElse}`, ...(place ? { place } : {}) }];
}

/** A claim that no pod asks for stays without volume: that is nothing wrong, unless Argo CD waits for it before it goes on. */
export function waitedClaims({ state, language, places, project, environment }: Scope): Explanation[] {
  const waiting = state.gitops.applications.filter(one => one.project === project && one.environment === environment && one.operation?.phase === 'Running');
  return (list(state.cluster.objects, '', 'PersistentVolumeClaim', namespaceOf(project, environment)) as Claim[]).filter(({ status }) => status.phase === 'Pending').flatMap((claim): Explanation[] => {
    const { name } = claim.metadata;
    const application = waiting.find(({ operation }) => operation?.waits?.objects.includes(`/PersistentVolumeClaim/${name}`));
    if (!application || !lastOf(state.cluster.objects, claim, ['WaitForFirstConsumer'])) return [];
    const at = { kind: 'application', name: application.name } as const;
    const place = places.of(project, environment, { kind: claim.kind, name }, ['metadata']);
    return [{ project, environment, about: [at], chain: [{ what: words[language].syncWaits(application.name, application.operation?.message ?? ''), at }, { what: words[language].firstConsumer(name), ...(place ? { place } : {}) }] }];
  });
}
