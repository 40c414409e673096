import type { Manifest } from '../cluster/operations';

/** The order in which Argo CD applies kinds within a wave (argoproj/gitops-engine, `sync_tasks.go`); the others come after, by name. */
const kinds = ['Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'PodSecurityPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'Secret', 'SecretList', 'ConfigMap', 'StorageClass', 'PersistentVolume', 'PersistentVolumeClaim', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Service', 'DaemonSet', 'Pod', 'ReplicationController', 'ReplicaSet', 'Deployment', 'HorizontalPodAutoscaler', 'StatefulSet', 'Job', 'CronJob', 'IngressClass', 'Ingress', 'APIService'];

/** The wave of an object: `argocd.argoproj.io/sync-wave`, 0 by default. */
export function waveOf(object: Manifest): number {
  const wave = Number((object.metadata['annotations'] as Record<string, string> | undefined)?.['argocd.argoproj.io/sync-wave'] ?? 0);
  return Number.isInteger(wave) ? wave : 0;
}

/** Objects in the order they are applied within one wave. */
export function inSyncOrder(objects: readonly Manifest[]): Manifest[] {
  const rank = ({ kind }: Manifest) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  return [...objects].sort((a, b) => rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
}
