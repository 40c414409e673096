import { parseQuantity } from '../quantity';
import { duplicate, forbidden, invalid, required, type Report } from './fault';
import { label, labelKey, labels, notNegative, oneOf, wellFormed } from './formats';
import { template } from './pod';
import { tolerations } from './scheduling';
import type { Labels, Manifest, Quantities, Template, Toleration } from './shapes';

const reasons = {
  reserved: { server: "priority class names with 'system-' prefix are reserved for system use only", advice: 'les noms qui commencent par `system-` sont au cluster' },
  highest: { server: 'maximum allowed value of a user defined priority is 1000000000', advice: 'un milliard au plus : au-delà, les priorités sont au cluster' },
  type: { server: 'must be a standard resource type or fully qualified', advice: 'un quota compte `requests.cpu`, `limits.memory`, `pods`… ou une ressource dont le nom a un domaine' },
  quota: { server: 'must be a standard resource for quota', advice: 'un quota compte `requests.cpu`, `limits.memory`, `pods`… ou une ressource dont le nom a un domaine' },
  negative: { server: 'must be greater than or equal to 0', advice: 'zéro ou plus' },
  seconds: { server: 'must be greater than 0', advice: 'au moins une seconde' },
  holder: { server: 'may only be specified if `strategy` is defined', advice: 'retirez-le, ou dites par quelle `strategy` le tenant est choisi' },
  bounds: { server: 'min value is greater than max value', advice: 'le minimum dépasse le maximum' },
  byDefault: { server: 'default value is greater than max value', advice: 'la valeur par défaut dépasse le maximum' },
  request: { server: 'default request value is greater than default limit value', advice: 'la demande par défaut dépasse la limite par défaut' },
} as const;

/** What is wrong with a class of priorities (k8s.io/kubernetes, `ValidatePriorityClass`). */
export function priorityClass(name: string | undefined, value: number | undefined, report: Report): void {
  if (name?.startsWith('system-')) {
    if (!/^system-(node|cluster)-critical$/.test(name)) report('metadata.name', forbidden(reasons.reserved));
  } else if ((value ?? 0) > 1_000_000_000) report('value', forbidden(reasons.highest));
}

export interface LeaseSpec {
  readonly leaseDurationSeconds?: number;
  readonly leaseTransitions?: number;
  readonly strategy?: string;
  readonly preferredHolder?: string;
}

/** What is wrong with what one process of several holds (k8s.io/kubernetes, `ValidateLeaseSpec`). */
export function lease({ leaseDurationSeconds = 1, leaseTransitions, strategy, preferredHolder }: LeaseSpec = {}, report: Report): void {
  if (leaseDurationSeconds <= 0) report('spec.leaseDurationSeconds', invalid(leaseDurationSeconds, reasons.seconds));
  notNegative(leaseTransitions, 'spec.leaseTransitions', report);
  if (preferredHolder && !strategy) report('spec.preferredHolder', forbidden(reasons.holder));
}

export type RuntimeClass = Manifest & { readonly handler?: string; readonly scheduling?: { readonly nodeSelector?: Labels; readonly tolerations?: readonly Toleration[] } };

/** What is wrong with a way to run containers (k8s.io/kubernetes, `ValidateRuntimeClass`). */
export function runtimeClass({ handler = '', scheduling }: RuntimeClass, report: Report): void {
  wellFormed(handler, label, 'handler', report);
  labels(scheduling?.nodeSelector, 'scheduling.nodeSelector', report);
  tolerations(scheduling?.tolerations, 'scheduling.tolerations', report);
}

export type StorageClass = Manifest & { readonly provisioner?: string; readonly reclaimPolicy?: string; readonly volumeBindingMode?: string };

/** What is wrong with a way to make volumes (k8s.io/kubernetes, `ValidateStorageClass`). */
export function storageClass({ provisioner, reclaimPolicy, volumeBindingMode }: StorageClass, report: Report): void {
  if (!provisioner) report('provisioner', required());
  else wellFormed(provisioner.toLowerCase(), labelKey, 'provisioner', report);
  oneOf(reclaimPolicy, ['Delete', 'Retain'], 'reclaimPolicy', report);
  oneOf(volumeBindingMode, ['Immediate', 'WaitForFirstConsumer'], 'volumeBindingMode', report);
}

const counted = /^(cpu|memory|ephemeral-storage|pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|hugepages-.+|requests\.(cpu|memory|storage|ephemeral-storage|hugepages-.+)|limits\.(cpu|memory|ephemeral-storage)|services\.(nodeports|loadbalancers))$/;

/** What is wrong with what a namespace may use (k8s.io/kubernetes, `ValidateResourceQuotaSpec`). */
export function resourceQuota(hard: Quantities = {}, report: Report): void {
  for (const [key, value] of Object.entries(hard)) {
    const path = `spec.hard[${key}]`;
    if (!key.includes('/') && !counted.test(key)) for (const why of [...(key === 'storage' ? [] : [reasons.type]), reasons.quota]) report(path, invalid(key, why));
    if ((parseQuantity(value) ?? 0n) < 0n) report(path, invalid(String(value), reasons.negative));
  }
}

export interface Limit {
  readonly type?: string;
  readonly min?: Quantities;
  readonly max?: Quantities;
  readonly default?: Quantities;
  readonly defaultRequest?: Quantities;
}

/** What is wrong with the bounds of a namespace (k8s.io/kubernetes, `ValidateLimitRange`): the server puts the two values in its words. */
export function limitRange(limits: readonly Limit[] = [], report: Report): void {
  const types = new Set<string>();
  limits.forEach((one, index) => {
    const path = `spec.limits[${index}]`;
    if (one.type !== undefined && types.has(one.type)) report(`${path}.type`, duplicate(one.type));
    if (one.type !== undefined) types.add(one.type);
    for (const [low, high, why] of [['min', 'max', reasons.bounds], ['default', 'max', reasons.byDefault], ['defaultRequest', 'default', reasons.request], ['defaultRequest', 'max', reasons.byDefault]] as const) {
      for (const [key, value] of Object.entries(one[low] ?? {})) if (above(value, one[high]?.[key])) report(`${path}.${low}[${key}]`, invalid(String(value), why));
    }
  });
}

function above(low: string | number, high: string | number | undefined): boolean {
  const [a, b] = [parseQuantity(low), high === undefined ? undefined : parseQuantity(high)];
  return a !== undefined && b !== undefined && a > b;
}

export interface ControllerSpec {
  readonly selector?: Labels;
  readonly template?: Template;
}

/** Without a selector it takes the labels of its pods, which must then have some (k8s.io/kubernetes, `ValidateReplicationControllerSpec`). */
export function replicationController({ selector, template: pods }: ControllerSpec = {}, report: Report): void {
  if (Object.keys(selector ?? pods?.metadata?.labels ?? {}).length === 0) report('spec.selector', required());
  template(pods, 'spec.template', report);
  oneOf(pods?.spec?.restartPolicy, ['Always'], 'spec.template.spec.restartPolicy', report);
}
