import { parseQuantity } from '../quantity';
import { duplicate, forbidden, invalid, required, type Report } from './fault';
import type { Labels, Quantities, Template } from './shapes';
import { template } from './pod';
import { oneOf } from './formats';

const reasons = {
  reserved: { server: "priority class names with 'system-' prefix are reserved for system use only", advice: 'les noms qui commencent par `system-` sont au cluster' },
  highest: { server: 'maximum allowed value of a user defined priority is 1000000000', advice: 'un milliard au plus : au-delà, les priorités sont au cluster' },
  type: { server: 'must be a standard resource type or fully qualified', advice: 'un quota compte `requests.cpu`, `limits.memory`, `pods`… ou une ressource dont le nom a un domaine' },
  quota: { server: 'must be a standard resource for quota', advice: 'un quota compte `requests.cpu`, `limits.memory`, `pods`… ou une ressource dont le nom a un domaine' },
  negative: { server: 'must be greater than or equal to 0', advice: 'zéro ou plus' },
  size: { server: 'must be greater than zero', advice: 'une taille supérieure à zéro' },
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

export interface VolumeSpec {
  readonly accessModes?: readonly string[];
  readonly capacity?: Quantities;
}

/** What is wrong with a volume of the cluster (k8s.io/kubernetes, `ValidatePersistentVolumeSpec`). */
export function persistentVolume({ accessModes = [], capacity = {} }: VolumeSpec = {}, report: Report): void {
  if (accessModes.length === 0) report('spec.accessModes', required());
  if (capacity['storage'] === undefined) report('spec.capacity', required());
  for (const [key, size] of Object.entries(capacity)) if ((parseQuantity(size) ?? 1n) <= 0n) report(`spec.capacity[${key}]`, invalid(String(size), reasons.size));
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
