import { shortId } from '../chance';
import { knownKind } from '../api/resources';
import { groupOf } from '../cluster/object';
import type { Manifest } from '../cluster/operations';
import type { Application } from './application';

/** Kinds of a whole cluster that every one of them has, by `group/kind`: the project of an environment lets none in. */
const clusterWide = new Set(['/PersistentVolume', '/Node', 'rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding', 'apiextensions.k8s.io/CustomResourceDefinition', 'storage.k8s.io/StorageClass', 'scheduling.k8s.io/PriorityClass', 'node.k8s.io/RuntimeClass', 'networking.k8s.io/IngressClass', 'admissionregistration.k8s.io/ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/MutatingWebhookConfiguration', 'apiregistration.k8s.io/APIService', 'kyverno.io/ClusterPolicy']);

/** Kinds that the real platform has, by `apiVersion/kind`, and of which the simulated one knows nothing. */
const onlyReal = new Set([
  'v1/LimitRange', 'v1/ReplicationController', 'v1/PodTemplate', 'apps/v1/DaemonSet', 'autoscaling/v1/HorizontalPodAutoscaler', 'coordination.k8s.io/v1/Lease', 'rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/RoleBinding',
  'postgresql.cnpg.io/v1/Backup', 'postgresql.cnpg.io/v1/ScheduledBackup', 'postgresql.cnpg.io/v1/Pooler', 'postgresql.cnpg.io/v1/Database', 'secrets.hashicorp.com/v1beta1/VaultDynamicSecret', 'secrets.hashicorp.com/v1beta1/VaultPKISecret', 'kyverno.io/v1/Policy', 'kyverno.io/v2beta1/Policy', 'cert-manager.io/v1/Certificate', 'cert-manager.io/v1/Issuer', 'route.openshift.io/v1/Route',
]);

/** What the AppProject of an environment does not let in: other namespaces, cluster-wide objects, quotas, and kinds the cluster does not know (sheet 04 §2). */
export function projectRefusal(application: Application, { apiVersion, kind, metadata }: Manifest): string | undefined {
  const group = groupOf(apiVersion);
  const project = `${application.project}-${application.environment}-${shortId(application.environment)}-app`;
  const resource = knownKind(apiVersion, kind);
  if (clusterWide.has(`${group}/${kind}`) || resource?.namespaced === false || (resource && kind === 'ResourceQuota')) return `resource ${group}:${kind} is not permitted in project ${project}`;
  if (!resource) return `The Kubernetes API could not find ${group ? `${group}/` : ''}${kind} for requested resource ${application.namespace}/${metadata.name}. Make sure the "${kind}" CRD is installed on the destination cluster.${onlyReal.has(`${apiVersion}/${kind}`) ? ` [simulation] La plateforme réelle connaît ce type, la plateforme simulée ne le sert pas : retirez cet objet de ce qu’Argo CD lit pour déployer le reste ici.${kind === 'HorizontalPodAutoscaler' ? ' Écrit en autoscaling/v2, il est servi.' : ''}` : ''}`;
  const written = metadata['namespace'];
  return typeof written === 'string' && written !== application.namespace ? `namespace ${written} is not permitted in project '${project}'` : undefined;
}
