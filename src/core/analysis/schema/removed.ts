/** Versions of the API that clusters no longer serve: since which Kubernetes, and what replaces them. Source: Kubernetes' deprecated API migration guide. */
interface Removal {
  readonly since: string;
  /** The `apiVersion` to write instead, or what to do when there is none. */
  readonly instead?: string;
  readonly advice?: string;
}

const security = { advice: 'l’admission Pod Security et les contraintes de sécurité de la plateforme le remplacent' };

const removals: Readonly<Record<string, Readonly<Record<string, Removal>>>> = {
  'extensions/v1beta1': { ...all('1.16', 'apps/v1', 'Deployment', 'DaemonSet', 'ReplicaSet'), ...all('1.16', 'networking.k8s.io/v1', 'NetworkPolicy'), ...all('1.22', 'networking.k8s.io/v1', 'Ingress'), PodSecurityPolicy: { since: '1.16', ...security } },
  'apps/v1beta1': all('1.16', 'apps/v1', 'Deployment', 'StatefulSet', 'ControllerRevision'),
  'apps/v1beta2': all('1.16', 'apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ControllerRevision'),
  'networking.k8s.io/v1beta1': all('1.22', 'networking.k8s.io/v1', 'Ingress', 'IngressClass'),
  'batch/v1beta1': all('1.25', 'batch/v1', 'CronJob'),
  'batch/v2alpha1': all('1.21', 'batch/v1', 'CronJob'),
  'policy/v1beta1': { ...all('1.25', 'policy/v1', 'PodDisruptionBudget'), PodSecurityPolicy: { since: '1.25', ...security } },
  'autoscaling/v2beta1': all('1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  'autoscaling/v2beta2': all('1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  'rbac.authorization.k8s.io/v1alpha1': all('1.22', 'rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'),
  'rbac.authorization.k8s.io/v1beta1': all('1.22', 'rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'),
  'apiextensions.k8s.io/v1beta1': all('1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  'apiregistration.k8s.io/v1beta1': all('1.22', 'apiregistration.k8s.io/v1', 'APIService'),
  'admissionregistration.k8s.io/v1beta1': all('1.22', 'admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'),
  'certificates.k8s.io/v1beta1': all('1.22', 'certificates.k8s.io/v1', 'CertificateSigningRequest'),
  'coordination.k8s.io/v1beta1': all('1.22', 'coordination.k8s.io/v1', 'Lease'),
  'discovery.k8s.io/v1beta1': all('1.25', 'discovery.k8s.io/v1', 'EndpointSlice'),
  'events.k8s.io/v1beta1': all('1.25', 'events.k8s.io/v1', 'Event'),
  'node.k8s.io/v1beta1': all('1.25', 'node.k8s.io/v1', 'RuntimeClass'),
  'scheduling.k8s.io/v1beta1': all('1.22', 'scheduling.k8s.io/v1', 'PriorityClass'),
  'storage.k8s.io/v1beta1': { ...all('1.22', 'storage.k8s.io/v1', 'StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode'), ...all('1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity') },
  'flowcontrol.apiserver.k8s.io/v1beta1': all('1.26', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
  'flowcontrol.apiserver.k8s.io/v1beta2': all('1.29', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
  'flowcontrol.apiserver.k8s.io/v1beta3': all('1.32', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
};

function all(since: string, instead: string, ...kinds: readonly string[]): Record<string, Removal> {
  return Object.fromEntries(kinds.map(kind => [kind, { since, instead }]));
}

export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  const kinds = Object.hasOwn(removals, apiVersion) ? removals[apiVersion] : undefined;
  return kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
