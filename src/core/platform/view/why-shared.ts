import { shared } from '../gitops/status';
import type { Explanation, Scope } from './why';

/** An object that two applications ask for, or that one asks for twice: what Git says of it is not what the cluster keeps. */
export function sharedFaults({ state, places, project, environment }: Scope): Explanation[] {
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap((application): Explanation[] => {
    const { name, repeated = {} } = application;
    const at = { kind: 'application', name } as const;
    const base = { project, environment, about: [at] };
    const placeOf = (kind: string, object: string) => {
      const place = places.of(project, environment, { kind, name: object }, ['metadata', 'name']);
      return place ? { place } : {};
    };
    const twice = Object.entries(repeated).map(([key, count]): Explanation => {
      const [kind = '', object = ''] = key.split('/').slice(-2);
      return { ...base, chain: [{ what: `L’application « ${name} » demande ${count} fois ${kind} « ${object} » (RepeatedResourceWarning).`, at }, { what: 'Seul le dernier est appliqué, dans l’ordre des fichiers : gardez-en un.', ...placeOf(kind, object) }] };
    });
    const others = shared(application, state.cluster.objects).map(({ object: { kind, metadata }, by }): Explanation => ({ ...base, chain: [{ what: `L’application « ${name} » reste OutOfSync : ${kind} « ${metadata.name} » est aussi demandé par « ${by} » (SharedResourceWarning).`, at }, { what: 'Chacune remet le sien à la place de l’autre, sans fin. Un objet est d’une seule application : retirez-le d’un des deux dépôts, ou donnez-lui un autre nom.', ...placeOf(kind, metadata.name) }] }));
    return [...twice, ...others];
  });
}
