import { groupOf } from '../cluster/object';

/** One kind the API serves, as discovery describes it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames?: readonly string[];
  readonly namespaced: boolean;
  readonly categories?: readonly string[];
  readonly subresources?: readonly string[];
}

const make = (group: string, version: string, kind: string, plural: string, shortNames: readonly string[] = [], more: Partial<Resource> = {}): Resource => ({ group, version, kind, plural, singular: kind.toLowerCase(), namespaced: true, ...(shortNames.length > 0 ? { shortNames } : {}), ...more });
const all = { categories: ['all'] };

/** Every kind that is served: what is not here is absent from discovery. */
export const resources: readonly Resource[] = [
  make('', 'v1', 'Pod', 'pods', ['po'], { ...all, subresources: ['log', 'status'] }),
  make('', 'v1', 'Service', 'services', ['svc'], { ...all, subresources: ['status'] }),
  make('', 'v1', 'ConfigMap', 'configmaps', ['cm']),
  make('', 'v1', 'Secret', 'secrets'),
  make('', 'v1', 'Event', 'events', ['ev']),
  make('', 'v1', 'Endpoints', 'endpoints', ['ep'], { singular: 'endpoints' }),
  make('', 'v1', 'Namespace', 'namespaces', ['ns'], { namespaced: false, subresources: ['status'] }),
  make('', 'v1', 'ServiceAccount', 'serviceaccounts', ['sa']),
  make('', 'v1', 'ResourceQuota', 'resourcequotas', ['quota'], { subresources: ['status'] }),
  make('', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', ['pvc'], { subresources: ['status'] }),
  make('apps', 'v1', 'Deployment', 'deployments', ['deploy'], { ...all, subresources: ['scale', 'status'] }),
  make('apps', 'v1', 'ReplicaSet', 'replicasets', ['rs'], { ...all, subresources: ['scale', 'status'] }),
  make('apps', 'v1', 'StatefulSet', 'statefulsets', ['sts'], { ...all, subresources: ['scale', 'status'] }),
  make('apps', 'v1', 'ControllerRevision', 'controllerrevisions'),
  make('autoscaling', 'v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', ['hpa'], { ...all, subresources: ['status'] }),
  make('batch', 'v1', 'Job', 'jobs', [], { ...all, subresources: ['status'] }),
  make('batch', 'v1', 'CronJob', 'cronjobs', ['cj'], { ...all, subresources: ['status'] }),
  make('networking.k8s.io', 'v1', 'Ingress', 'ingresses', ['ing'], { subresources: ['status'] }),
  make('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', ['netpol']),
  make('policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets', ['pdb'], { subresources: ['status'] }),
  make('storage.k8s.io', 'v1', 'StorageClass', 'storageclasses', ['sc'], { namespaced: false }),
  make('postgresql.cnpg.io', 'v1', 'Cluster', 'clusters', [], { subresources: ['status'] }),
  make('monitoring.coreos.com', 'v1', 'ServiceMonitor', 'servicemonitors', ['smon'], { categories: ['prometheus-operator'] }),
  make('monitoring.coreos.com', 'v1', 'PodMonitor', 'podmonitors', ['pmon'], { categories: ['prometheus-operator'] }),
  make('monitoring.coreos.com', 'v1', 'PrometheusRule', 'prometheusrules', ['promrule'], { categories: ['prometheus-operator'] }),
  make('wgpolicyk8s.io', 'v1alpha2', 'PolicyReport', 'policyreports', ['polr']),
  make('isindir.github.com', 'v1alpha3', 'SopsSecret', 'sopssecrets', ['sops'], { subresources: ['status'] }),
  make('secrets.hashicorp.com', 'v1beta1', 'VaultStaticSecret', 'vaultstaticsecrets', [], { subresources: ['status'] }),
  make('secrets.hashicorp.com', 'v1beta1', 'VaultAuth', 'vaultauths', [], { subresources: ['status'] }),
  make('secrets.hashicorp.com', 'v1beta1', 'VaultConnection', 'vaultconnections', [], { subresources: ['status'] }),
  make('argoproj.io', 'v1alpha1', 'Application', 'applications', ['app', 'apps']),
  make('discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices'),
];

/** Kinds of the cluster's administrators: discovery names them, since a project's pods and claims do, and nobody else may read them. */
export const withheld: readonly Resource[] = [
  make('', 'v1', 'Node', 'nodes', ['no'], { namespaced: false }),
  make('', 'v1', 'PersistentVolume', 'persistentvolumes', ['pv'], { namespaced: false }),
];

export function knownKind(apiVersion: string, kind: string): Resource | undefined {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
  return resources.find(one => one.group === group && one.version === version && one.kind === kind);
}

/** `v1`, `apps/v1`. */
export function groupVersion({ group, version }: Resource): string {
  return group === '' ? version : `${group}/${version}`;
}
