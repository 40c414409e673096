import { autoscaler, type AutoscalerSpec } from './autoscaler';
import { disruptionBudget, type BudgetSpec } from './budgets';
import { lease, limitRange, priorityClass, replicationController, resourceQuota, runtimeClass, storageClass, type ControllerSpec, type LeaseSpec, type Limit, type RuntimeClass, type StorageClass } from './cluster';
import { claim, configMap, secret } from './data';
import type { Refusal, Report } from './fault';
import { ingress, type IngressSpec } from './ingress';
import { cronJob, lonelyJob, type CronJobSpec, type JobSpec } from './jobs';
import { metadata } from './metadata';
import { networkPolicy, type PolicySpec } from './network';
import { persistentVolume, type VolumeSpec } from './persistent-volume';
import { pod, template } from './pod';
import { binding, role, type Binding, type Role } from './rbac';
import { service, type ServiceSpec } from './service';
import type { ClaimSpec, Manifest, PodSpec, Quantities, Template } from './shapes';
import { vaultStaticSecret } from './vault-static-secret';
import { webhooks } from './webhooks';
import { statefulSet, workload, type WorkloadSpec } from './workloads';

type Validate = (object: Manifest, report: Report) => void;

/** How each kind is judged: those of Kubernetes by their API version, since other projects have kinds of the same names. */
const kinds: Readonly<Record<string, Validate>> = {
  'v1/Pod': ({ spec, metadata: own }, report) => pod(spec as PodSpec | undefined, own?.annotations, report),
  'v1/PodTemplate': ({ template: one }, report) => template(one as Template | undefined, 'template', report),
  'v1/ReplicationController': ({ spec }, report) => replicationController(spec as ControllerSpec | undefined, report),
  'apps/v1/Deployment': ({ kind, spec }, report) => workload(kind, spec as WorkloadSpec | undefined, report),
  'apps/v1/ReplicaSet': ({ kind, spec }, report) => workload(kind, spec as WorkloadSpec | undefined, report),
  'apps/v1/DaemonSet': ({ kind, spec }, report) => workload(kind, spec as WorkloadSpec | undefined, report),
  'apps/v1/StatefulSet': ({ spec }, report) => statefulSet(spec as WorkloadSpec | undefined, report),
  'batch/v1/Job': ({ spec }, report) => lonelyJob(spec as JobSpec | undefined, report),
  'batch/v1/CronJob': ({ spec, metadata: own }, report) => cronJob(spec as CronJobSpec | undefined, own, report),
  'autoscaling/v1/HorizontalPodAutoscaler': ({ spec }, report) => autoscaler(spec as AutoscalerSpec | undefined, report),
  'autoscaling/v2/HorizontalPodAutoscaler': ({ spec }, report) => autoscaler(spec as AutoscalerSpec | undefined, report),
  'policy/v1/PodDisruptionBudget': ({ spec }, report) => disruptionBudget(spec as BudgetSpec | undefined, report),
  'v1/Service': ({ spec }, report) => service(spec as ServiceSpec | undefined, report),
  'v1/ConfigMap': configMap,
  'v1/Secret': secret,
  'v1/PersistentVolumeClaim': ({ spec }, report) => claim(spec as ClaimSpec | undefined, 'spec', report),
  'v1/PersistentVolume': ({ spec }, report) => persistentVolume(spec as VolumeSpec | undefined, report),
  'v1/ResourceQuota': ({ spec }, report) => resourceQuota((spec as { hard?: Quantities } | undefined)?.hard, report),
  'v1/LimitRange': ({ spec }, report) => limitRange((spec as { limits?: readonly Limit[] } | undefined)?.limits, report),
  'scheduling.k8s.io/v1/PriorityClass': ({ metadata: own, value }, report) => priorityClass(own?.name, value as number | undefined, report),
  'coordination.k8s.io/v1/Lease': ({ spec }, report) => lease(spec as LeaseSpec | undefined, report),
  'node.k8s.io/v1/RuntimeClass': (object, report) => runtimeClass(object as RuntimeClass, report),
  'storage.k8s.io/v1/StorageClass': (object, report) => storageClass(object as StorageClass, report),
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': webhooks,
  'networking.k8s.io/v1/Ingress': ({ spec, metadata: own }, report) => ingress(spec as IngressSpec | undefined, own?.annotations, report),
  'networking.k8s.io/v1/NetworkPolicy': ({ spec }, report) => networkPolicy(spec as PolicySpec | undefined, report),
  'rbac.authorization.k8s.io/v1/Role': (object, report) => role(object as Role, true, report),
  'rbac.authorization.k8s.io/v1/ClusterRole': (object, report) => role(object as Role, false, report),
  'rbac.authorization.k8s.io/v1/RoleBinding': (object, report) => binding(object as Binding, true, report),
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': (object, report) => binding(object as Binding, false, report),
  'secrets.hashicorp.com/v1beta1/VaultStaticSecret': vaultStaticSecret,
};

/**
 * Why the API server would refuse an object whose fields all have their types, in its order (k8s.io/kubernetes 1.34, `validation.go` of each group). Nulls are taken out
 * beforehand; what is left out is taken for its default.
 */
export function refusalsOf(object: Manifest): Refusal[] {
  const found: Refusal[] = [];
  const report: Report = (path, fault, at) => found.push({ path, fault, at });
  metadata(object, report);
  kinds[`${object.apiVersion}/${object.kind}`]?.(object, report);
  return found;
}
