/** A kind as an admission rule names it: by its resource, in its group and version. */
export interface AdmittedKind {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

const of = (group: string, version: string, kinds: Readonly<Record<string, string>>): AdmittedKind[] => Object.entries(kinds).map(([kind, resource]) => ({ kind, group, version, resource }));

/** What makes pods, in a cluster as it is installed. */
export const podKinds: readonly AdmittedKind[] = [
  ...of('', 'v1', { Pod: 'pods', PodTemplate: 'podtemplates', ReplicationController: 'replicationcontrollers' }),
  ...of('apps', 'v1', { Deployment: 'deployments', ReplicaSet: 'replicasets', StatefulSet: 'statefulsets', DaemonSet: 'daemonsets' }),
  ...of('batch', 'v1', { Job: 'jobs', CronJob: 'cronjobs' }),
];

/** The other kinds our rules look at. */
export const otherKinds: readonly AdmittedKind[] = [
  ...of('', 'v1', { Service: 'services', ConfigMap: 'configmaps', PersistentVolumeClaim: 'persistentvolumeclaims' }),
  ...of('networking.k8s.io', 'v1', { Ingress: 'ingresses' }),
];

/** The resource rules of a policy: one entry a group, in a stable order. */
export function resourceRules(kinds: readonly AdmittedKind[]): object[] {
  const groups = [...new Set(kinds.map(({ group, version }) => `${group}/${version}`))];
  return groups.map(name => {
    const own = kinds.filter(({ group, version }) => `${group}/${version}` === name);
    return { apiGroups: [own[0]?.group ?? ''], apiVersions: [own[0]?.version ?? ''], operations: ['CREATE', 'UPDATE'], resources: own.map(({ resource }) => resource) };
  });
}
