import { refOf, type KubeObject } from '../cluster/object';
import { namespaceOf } from '../console/console';
import { awaited } from '../gitops/removal';
import { tracked } from '../gitops/status';
import { minute } from '../time';
import type { Explanation, Scope } from './why';

/** Why something that is being deleted does not go: a finalizer that nobody takes away, or a yes that is waited for. */
export function deletionFaults(scope: Scope): Explanation[] {
  return [...heldObjects(scope), ...unconfirmed(scope)];
}

function heldObjects({ state, places, project, environment }: Scope): Explanation[] {
  const objects = [...state.cluster.objects.kinds.values()].flatMap(kinds => [...(kinds.get(namespaceOf(project, environment))?.values() ?? [])]);
  return objects.flatMap((object): Explanation[] => {
    const { deletionTimestamp, finalizers = [] } = object.metadata;
    const strange = finalizers.filter(one => one !== 'foregroundDeletion' && one !== 'kubernetes.io/pvc-protection');
    if (deletionTimestamp === undefined || state.now - deletionTimestamp < minute || strange.length === 0) return [];
    const about = { kind: object.kind === 'Pod' ? 'pod' : 'workload', name: object.metadata.name } as const;
    const place = places.of(project, environment, refOf(object), ['metadata', 'finalizers']);
    return [{ project, environment, about: [about], chain: [{ what: `${object.kind} « ${object.metadata.name} » est supprimé mais ne part pas (Terminating).`, at: about }, { what: `Son finalizer ${strange.join(', ')} le retient : le contrôleur qui l’a posé doit le retirer une fois son travail fait, et aucun ne le fait ici. Retirez-le du manifest dans Git ; sur le cluster, demandez-le au support.`, ...(place ? { place } : {}) }] }];
  });
}

function unconfirmed({ state, project, environment }: Scope): Explanation[] {
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap((application): Explanation[] => {
    const { name, operation, deletion } = application;
    const at = { kind: 'application', name } as const;
    const base = { project, environment, about: [at] };
    if (operation?.phase === 'Running' && operation.message.startsWith('waiting for pruning confirmation of')) return [{ ...base, chain: [{ what: `La synchronisation de « ${name} » attend qu’on confirme une suppression : ${operation.message}.`, at }, { what: 'L’objet porte Prune=confirm : Git ne le contient plus, et il n’est supprimé que si quelqu’un l’accepte (cpin platform confirm-deletion, le bouton « Confirm Pruning » d’Argo CD).' }] }];
    const waited = deletion ? awaited(application, tracked(application, state.cluster.objects)) : [];
    return waited.length === 0 ? [] : [{ ...base, chain: [{ what: `La suppression de « ${name} » attend qu’on la confirme.`, at }, { what: `${waited.map(titled).join(', ')} porte Delete=confirm ou Prune=confirm : rien n’est supprimé avant (cpin platform confirm-deletion).` }] }];
  });
}

const titled = ({ kind, metadata }: KubeObject) => `${kind} « ${metadata.name} »`;
