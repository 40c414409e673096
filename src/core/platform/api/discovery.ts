import { verbsOf } from './access';
import { groupVersion, resources, withheld, type Resource } from './resources';

/** The version of Kubernetes whose behaviour and wording the platform follows. */
export const kubernetesVersion = { major: '1', minor: '33', gitVersion: 'v1.33.0+simulation', gitCommit: '', gitTreeState: 'clean', buildDate: '2025-04-23T00:00:00Z', goVersion: 'go1.24.2', compiler: 'gc', platform: 'linux/amd64' };

/** Groups that hold no object of the store: questions about oneself, and metrics. */
const virtual: readonly Resource[] = [
  { group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectAccessReview', plural: 'selfsubjectaccessreviews', singular: 'selfsubjectaccessreview', namespaced: false },
  { group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectRulesReview', plural: 'selfsubjectrulesreviews', singular: 'selfsubjectrulesreview', namespaced: false },
  { group: 'authentication.k8s.io', version: 'v1', kind: 'SelfSubjectReview', plural: 'selfsubjectreviews', singular: 'selfsubjectreview', namespaced: false },
  { group: 'metrics.k8s.io', version: 'v1beta1', kind: 'NodeMetrics', plural: 'nodes', singular: '', namespaced: false },
  { group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics', plural: 'pods', singular: '', namespaced: true },
];

/** In the order of the API server: Kubernetes' own groups by their priority, the others by name; within a group, resources by name. Clients go through kinds in it (`kubectl get all`). */
const builtIn = ['', 'apps', 'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch', 'networking.k8s.io', 'policy', 'storage.k8s.io', 'discovery.k8s.io'];
const rank = ({ group }: Resource) => (builtIn.includes(group) ? builtIn.indexOf(group) : builtIn.length);
const served: readonly Resource[] = [...resources, ...withheld, ...virtual].sort((a, b) => rank(a) - rank(b) || (a.group < b.group ? -1 : a.group > b.group ? 1 : a.plural < b.plural ? -1 : 1));
const verbs = (resource: Resource) => (resource.group === 'metrics.k8s.io' ? ['get', 'list'] : virtual.includes(resource) ? ['create'] : verbsOf(resource));

/** The groups, in the order discovery lists them. */
const groups = [...new Set(served.map(({ group }) => group))].filter(Boolean);
export const groupVersions = [...new Set(served.map(groupVersion))];

/** What a discovery path answers; undefined when it is none. `aggregated` is the form kubectl asks for since 1.26. */
export function discovery(path: string, aggregated: boolean): object | undefined {
  if (path === '/version') return kubernetesVersion;
  if (path === '/api') return aggregated ? list(['']) : { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis') return aggregated ? list(groups) : { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(group) };
  const one = /^\/apis\/([^/]+)$/.exec(path)?.[1];
  if (one !== undefined && groups.includes(one)) return { kind: 'APIGroup', apiVersion: 'v1', ...group(one) };
  const version = /^\/api\/(v1)$/.exec(path)?.[1] ?? /^\/apis\/([^/]+\/[^/]+)$/.exec(path)?.[1];
  return version !== undefined && groupVersions.includes(version) ? resourceList(version) : undefined;
}

function group(name: string): object {
  const versions = [...new Set(served.filter(one => one.group === name).map(one => one.version))].map(version => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(version: string): object {
  const list_ = served.filter(one => groupVersion(one) === version).flatMap(one => [
    { name: one.plural, singularName: one.singular, namespaced: one.namespaced, kind: one.kind, verbs: verbs(one), ...(one.shortNames ? { shortNames: one.shortNames } : {}), ...(one.categories ? { categories: one.categories } : {}) },
    ...(one.subresources ?? []).map(sub => ({ name: `${one.plural}/${sub}`, singularName: '', namespaced: one.namespaced, ...(sub === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : { kind: one.kind }), verbs: ['get'] })),
  ]);
  return { kind: 'APIResourceList', ...(version === 'v1' ? {} : { apiVersion: 'v1' }), groupVersion: version, resources: list_ };
}

function list(names: readonly string[]): object {
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items: names.map(aggregatedGroup) };
}

function aggregatedGroup(name: string): object {
  const own = served.filter(one => one.group === name);
  const versions = [...new Set(own.map(one => one.version))];
  return { metadata: { name, creationTimestamp: null }, versions: versions.map(version => ({ version, freshness: 'Current', resources: own.filter(one => one.version === version).map(aggregatedResource) })) };
}

function aggregatedResource(one: Resource): object {
  const responseKind = (kind: string, group_ = one.group, version = one.version) => ({ group: group_, version, kind });
  return {
    resource: one.plural, responseKind: responseKind(one.kind), scope: one.namespaced ? 'Namespaced' : 'Cluster', singularResource: one.singular, verbs: verbs(one),
    ...(one.shortNames ? { shortNames: one.shortNames } : {}), ...(one.categories ? { categories: one.categories } : {}),
    ...(one.subresources ? { subresources: one.subresources.map(sub => ({ subresource: sub, responseKind: sub === 'scale' ? responseKind('Scale', 'autoscaling', 'v1') : responseKind(one.kind), verbs: ['get'] })) } : {}),
  };
}
