import type { Shape } from '../../core/analysis/schema/description';

/** Where Kubernetes' server does otherwise than the description it publishes: seen by asking one of each field in turn, without it and with nothing in it. */
interface Amendment {
  /** Said to be required, and admitted without. */
  readonly unneeded?: readonly string[];
  /** Admitted as an empty text, which the server takes for its default. */
  readonly emptied?: readonly string[];
  /** Required, and admitted empty. */
  readonly hollow?: readonly string[];
}

const amendments: Readonly<Record<string, Amendment>> = {
  'io.k8s.api.apps.v1.DaemonSetUpdateStrategy': { emptied: ['type'] },
  'io.k8s.api.apps.v1.DeploymentStrategy': { emptied: ['type'] },
  'io.k8s.api.apps.v1.StatefulSetSpec': { emptied: ['podManagementPolicy'] },
  'io.k8s.api.apps.v1.StatefulSetUpdateStrategy': { emptied: ['type'] },
  'io.k8s.api.batch.v1.CronJobSpec': { emptied: ['concurrencyPolicy'] },
  'io.k8s.api.batch.v1.PodFailurePolicy': { hollow: ['rules'] },
  'io.k8s.api.core.v1.Container': { emptied: ['imagePullPolicy', 'terminationMessagePolicy'] },
  'io.k8s.api.core.v1.ContainerPort': { emptied: ['protocol'] },
  'io.k8s.api.core.v1.EphemeralContainer': { emptied: ['imagePullPolicy', 'terminationMessagePolicy'] },
  'io.k8s.api.core.v1.HTTPGetAction': { emptied: ['scheme'] },
  'io.k8s.api.core.v1.HTTPHeader': { unneeded: ['value'] },
  'io.k8s.api.core.v1.HostPathVolumeSource': { emptied: ['type'] },
  'io.k8s.api.core.v1.ISCSIVolumeSource': { unneeded: ['lun'] },
  'io.k8s.api.core.v1.LimitRangeSpec': { unneeded: ['limits'] },
  'io.k8s.api.core.v1.PersistentVolumeSpec': { emptied: ['persistentVolumeReclaimPolicy'] },
  'io.k8s.api.core.v1.PodSpec': { emptied: ['dnsPolicy'] },
  'io.k8s.api.core.v1.PreferredSchedulingTerm': { unneeded: ['preference'] },
  'io.k8s.api.core.v1.ScaleIOVolumeSource': { unneeded: ['secretRef'] },
  'io.k8s.api.core.v1.ServicePort': { emptied: ['protocol'] },
  'io.k8s.api.core.v1.ServiceSpec': { emptied: ['externalTrafficPolicy', 'sessionAffinity', 'type'] },
  'io.k8s.api.core.v1.Sysctl': { unneeded: ['value'] },
  'io.k8s.api.core.v1.Toleration': { emptied: ['effect', 'operator'] },
  'io.k8s.api.discovery.v1.EndpointSlice': { unneeded: ['endpoints'] },
  'io.k8s.api.rbac.v1.RoleRef': { unneeded: ['apiGroup'] },
  'io.k8s.api.scheduling.v1.PriorityClass': { unneeded: ['value'] },
  'io.k8s.api.storage.v1.CSIDriver': { unneeded: ['spec'] },
  'io.k8s.api.storage.v1.CSINodeSpec': { hollow: ['drivers'] },
  'io.k8s.api.storage.v1.StorageClass': { emptied: ['reclaimPolicy'] },
  'io.k8s.api.storage.v1.TokenRequest': { hollow: ['audience'] },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion': { unneeded: ['served'] },
};

/** A definition of Kubernetes' own as its server holds objects against it: a text or a list that is required is filled as well, since Go tells nothing apart from an empty one. */
export function amended(name: string, shape: Shape): Shape {
  const { unneeded = [], emptied = [], hollow = [] } = amendments[name] ?? {};
  const { fields, required = [] } = shape;
  const filled = required.filter(field => !unneeded.includes(field) && !hollow.includes(field) && /^(?:string|array)$/.test(fields?.[field]?.type ?? ''));
  const admitting = fields && Object.fromEntries(Object.entries(fields).map(([field, of]) => [field, emptied.includes(field) ? { ...of, emptied: true as const } : of]));
  return { ...shape, ...(admitting ? { fields: admitting } : {}), ...(unneeded.length > 0 ? { unneeded } : {}), ...(filled.length > 0 ? { filled } : {}) };
}
