import { isTrue } from '../cluster/conditions';
import type { StatefulSet } from '../cluster/controllers/statefulset';
import { ordinalOf, revisionLabel } from '../cluster/controllers/statefulset-pods';
import type { KubeEvent } from '../cluster/events';
import { controllerOf, type Pod } from '../cluster/object';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import type { Cause, Explanation, Scope } from './why';
import { objectWords as words } from './words/objects';
import type { Language } from './words/language';

/** What keeps a StatefulSet from having all its pods, beside what is wrong with each: a refusal, or its own order. */
export function statefulFaults(scope: Scope): Explanation[] {
  const { state, language, project, environment } = scope;
  const namespace = namespaceOf(project, environment);
  const pods = list(state.cluster.objects, '', 'Pod', namespace) as Pod[];
  return (list(state.cluster.objects, 'apps', 'StatefulSet', namespace) as StatefulSet[]).flatMap((set): Explanation[] => {
    const own = pods.filter(pod => controllerOf(pod)?.uid === set.metadata.uid).sort((a, b) => ordinalOf(a) - ordinalOf(b));
    const causes = [...refusal(scope, set, own.length), ...order(language, set, own)];
    const at = { kind: 'workload', name: set.metadata.name } as const;
    return causes.length === 0 ? [] : [{ project, environment, about: [at], chain: [{ what: words[language].setIncomplete(set.metadata.name), at }, ...causes] }];
  });
}

function refusal({ state, places, project, environment }: Scope, { metadata, spec }: StatefulSet, count: number): Cause[] {
  const events = (list(state.cluster.objects, '', 'Event', metadata.namespace) as KubeEvent[]).filter(event => event.involvedObject.uid === metadata.uid && event.reason === 'FailedCreate');
  const last = events.sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
  if (count >= spec.replicas || !last) return [];
  const place = places.of(project, environment, { kind: 'StatefulSet', name: metadata.name }, ['spec'], { ofPod: true });
  return [{ what: last.message, ...(place ? { place } : {}) }];
}

/** Pods come one after the other, and a revision replaces another only from the last pod down, each once the others are ready. */
function order(language: Language, { metadata, spec, status }: StatefulSet, pods: readonly Pod[]): Cause[] {
  const unready = pods.find(pod => !isTrue(pod.status.conditions, 'Ready'));
  if (!unready || spec.podManagementPolicy === 'Parallel') return [];
  const { name, labels } = unready.metadata;
  const stale = labels?.[revisionLabel] !== status.updateRevision;
  return [
    ...(pods.length < spec.replicas ? [{ what: words[language].inOrder(pods.length, spec.replicas, `${metadata.name}-${pods.length + (spec.ordinals?.start ?? 0)}`, name) }] : []),
    ...(stale ? [{ what: words[language].stale(name), at: { kind: 'pod', name } as const }] : []),
  ];
}
