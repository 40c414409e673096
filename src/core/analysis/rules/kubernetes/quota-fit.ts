import { environmentOf } from '../../environment';
import type { KubernetesObject } from '../../kubernetes/object';
import { parseQuantity } from '../../quantity';
import { mapAt, valueAt, type PlainMap } from '../../yaml/plain';
import type { NeighbourTest, Place, Workspace } from '../test';

const sides = ['requests', 'limits'] as const;
const amounts = ['cpu', 'memory'] as const;

/** Requests within limits, and the sum of all pods within the quota of the environment, when the repository holds it. */
export const quotaFit: NeighbourTest = (object, workspace) => (object.kind === 'ResourceQuota' ? overflows(object, workspace) : inverted(object));

/** Kubernetes refuses a container that asks for more than it may have. */
function inverted(object: KubernetesObject): Place[] {
  return object.containers.flatMap(container => {
    const resources = mapAt(container.value, 'resources');
    return Object.keys(mapAt(resources, 'requests')).flatMap(amount => {
      // Most are equal as written, and need no reading.
      if (valueAt(resources, 'requests', amount) === valueAt(resources, 'limits', amount)) return [];
      const [request, limit] = sides.map(side => quantityAt(resources, side, amount));
      if (request === undefined || limit === undefined || request <= limit) return [];
      return [{ variant: 'inverted', location: object.locate([...container.path, 'resources', 'requests', amount]), fields: { element: container.name, amount, request: String(valueAt(resources, 'requests', amount)), limit: String(valueAt(resources, 'limits', amount)) } }];
    });
  });
}

function overflows(quota: KubernetesObject, workspace: Workspace): Place[] {
  const hard = mapAt(quota.value, 'spec', 'hard');
  const pods = podsIn(quota, workspace);
  return sides.flatMap(side => amounts.flatMap(amount => {
    const keys = [`${side}.${amount}`, ...(side === 'requests' ? [amount] : [])];
    return keys.flatMap((key): Place[] => {
      const limit = amountOf(hard[key]);
      if (limit === undefined) return [];
      const sum = pods.reduce((total, pod) => total + BigInt(podsOf(pod)) * needOf(pod, side, amount), 0n);
      return sum <= limit ? [] : [{ variant: 'overflow', location: quota.locate(['spec', 'hard', key]), fields: { key, sum: shown(sum, amount), limit: String(hard[key]), count: pods.length } }];
    });
  }));
}

/** What is left in the quotas of an object's environment for one more amount in each of its pods, in billionths; undefined without a quota. */
export function roomFor(object: KubernetesObject, side: string, amount: string, workspace: Workspace): bigint | undefined {
  const rooms = workspace.ofKind('ResourceQuota').filter(quota => isTogether(quota, object)).flatMap(quota => {
    const hard = mapAt(quota.value, 'spec', 'hard');
    const limit = amountOf(hard[`${side}.${amount}`] ?? (side === 'requests' ? hard[amount] : undefined));
    if (limit === undefined) return [];
    const used = podsIn(quota, workspace).reduce((total, pod) => total + BigInt(podsOf(pod)) * needOf(pod, side, amount), 0n);
    return [(limit - used) / BigInt(Math.max(1, podsOf(object)))];
  });
  return rooms.length === 0 ? undefined : rooms.reduce((least, room) => (room < least ? room : least));
}

/** Asked again for each fix that must fit: what a quota counts does not change while its files are compared. */
const counted = new WeakMap<KubernetesObject, readonly KubernetesObject[]>();

function podsIn(quota: KubernetesObject, workspace: Workspace): readonly KubernetesObject[] {
  const known = counted.get(quota) ?? workspace.objects.filter(other => other.podTemplate && isTogether(quota, other));
  counted.set(quota, known);
  return known;
}

/** In one namespace as far as it is written; what is kept for two environments is in none together. */
function isTogether(a: KubernetesObject, b: KubernetesObject): boolean {
  if (a.namespace !== b.namespace || a.namespace !== undefined) return a.namespace === b.namespace;
  const [one, other] = [environmentOf(a), environmentOf(b)];
  return one === undefined || other === undefined || one === other;
}

/** What a pod counts for: what it asks as a whole; else its containers and those that stay beside them together, or an init container with those that stay and began before it. */
function needOf(object: KubernetesObject, side: string, amount: string): bigint {
  const whole = mapAt(object.podTemplate?.value, 'spec', 'resources');
  const asked = quantityAt(whole, side, amount) ?? (side === 'requests' ? quantityAt(whole, 'limits', amount) : undefined);
  if (asked !== undefined) return asked;
  let together = 0n;
  let beside = 0n;
  let first = 0n;
  for (const { list, value } of object.containers) {
    const resources = mapAt(value, 'resources');
    // Kubernetes takes the limit for a request that is not written.
    const need = quantityAt(resources, side, amount) ?? (side === 'requests' ? quantityAt(resources, 'limits', amount) : undefined) ?? 0n;
    if (list === 'containers') together += need;
    else if (list === 'initContainers' && valueAt(value, 'restartPolicy') === 'Always') beside += need;
    else if (list === 'initContainers' && beside + need > first) first = beside + need;
  }
  return together + beside > first ? together + beside : first;
}

function podsOf({ kind, value }: KubernetesObject): number {
  const count = valueAt(value, 'spec', kind === 'Job' ? 'parallelism' : 'replicas');
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && kind !== 'Pod' ? count : 1;
}

function quantityAt(resources: PlainMap, side: string, amount: string): bigint | undefined {
  return amountOf(valueAt(resources, side, amount));
}

function amountOf(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
}

/** Thousandths of a processor, or mebibytes, rounded up. */
function shown(billionths: bigint, amount: string): string {
  if (amount === 'cpu') return `${(billionths + 999_999n) / 1_000_000n}m`;
  const mebi = 1_048_576n * 1_000_000_000n;
  return `${(billionths + mebi - 1n) / mebi}Mi`;
}
