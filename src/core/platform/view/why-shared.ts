import { shared } from '../gitops/status';
import type { Explanation, Scope } from './why';
import { objectWords as words } from './words/objects';

/** An object that two applications ask for, or that one asks for twice: what Git says of it is not what the cluster keeps. */
export function sharedFaults({ state, language, places, project, environment }: Scope): Explanation[] {
  const t = words[language];
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
      return { ...base, chain: [{ what: t.repeated(name, count, kind, object), at }, { what: t.lastCounts, ...placeOf(kind, object) }] };
    });
    const others = shared(application, state.cluster.objects).map(({ object: { kind, metadata }, by }): Explanation => ({ ...base, chain: application.operation?.failsOnShared && application.operation.phase === 'Failed' ? [{ what: t.sharedRefused(name, kind, metadata.name, by), at }, { what: t.oneOwner, ...placeOf(kind, metadata.name) }] : [{ what: t.shared(name, kind, metadata.name, by), at }, { what: t.endless, ...placeOf(kind, metadata.name) }] }));
    return [...twice, ...others];
  });
}
