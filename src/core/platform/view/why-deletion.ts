import { refOf } from '../cluster/object';
import { namespaceOf } from '../console/console';
import { awaited } from '../gitops/removal';
import { tracked } from '../gitops/status';
import { minute } from '../time';
import type { Explanation, Scope } from './why';
import { objectWords as words } from './words/objects';

/** Why something that is being deleted does not go: a finalizer that nobody takes away, or a yes that is waited for. */
export function deletionFaults(scope: Scope): Explanation[] {
  return [...heldObjects(scope), ...unconfirmed(scope)];
}

function heldObjects({ state, language, places, project, environment }: Scope): Explanation[] {
  const objects = [...state.cluster.objects.kinds.values()].flatMap(kinds => [...(kinds.get(namespaceOf(project, environment))?.values() ?? [])]);
  return objects.flatMap((object): Explanation[] => {
    const { deletionTimestamp, finalizers = [] } = object.metadata;
    const strange = finalizers.filter(one => one !== 'foregroundDeletion' && one !== 'kubernetes.io/pvc-protection');
    if (deletionTimestamp === undefined || state.now - deletionTimestamp < minute || strange.length === 0) return [];
    const about = { kind: object.kind === 'Pod' ? 'pod' : 'workload', name: object.metadata.name } as const;
    const place = places.of(project, environment, refOf(object), ['metadata', 'finalizers']);
    return [{ project, environment, about: [about], chain: [{ what: words[language].doesNotGo(object.kind, object.metadata.name), at: about }, { what: words[language].heldBy(strange.join(', ')), ...(place ? { place } : {}) }] }];
  });
}

function unconfirmed({ state, language, project, environment }: Scope): Explanation[] {
  const t = words[language];
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap((application): Explanation[] => {
    const { name, operation, deletion } = application;
    const at = { kind: 'application', name } as const;
    const base = { project, environment, about: [at] };
    if (operation?.waits?.for === 'confirmation') return [{ ...base, chain: [{ what: t.pruneWaits(name, operation.message), at }, { what: t.pruneConfirm }] }];
    const waited = deletion ? awaited(application, tracked(application, state.cluster.objects)) : [];
    return waited.length === 0 ? [] : [{ ...base, chain: [{ what: t.deletionWaits(name), at }, { what: t.deletionConfirm(waited.map(({ kind, metadata }) => t.titled(kind, metadata.name)).join(', ')) }] }];
  });
}
