import { parseQuantity } from '../../../analysis/quantity';
import { need } from '../kubelet/need';
import type { KubeObject, Pod, Quantities } from '../object';
import type { Work } from '../work';

export interface ResourceQuota extends KubeObject {
  readonly spec: { readonly hard: Quantities };
  readonly status: { readonly hard: Quantities; readonly used: Quantities };
}

/** What pods count for under one key of a quota, in billionths; nothing when quotas of pods do not know the key. */
export function counterOf(key: string): (pod: Pod) => bigint {
  const match = /^(?:(requests|limits)\.)?(cpu|memory|nvidia\.com\/gpu)$/.exec(key);
  if (match) return ({ spec }) => need(spec, match[2] ?? '', match[1] === 'limits' ? 'limits' : 'requests');
  const one = key === 'pods' || key === 'count/pods' ? 1_000_000_000n : 0n;
  return () => one;
}

/** What pods count for together under one key of a quota. */
export function usedBy(pods: readonly Pod[], key: string): bigint {
  const of = counterOf(key);
  return pods.reduce((sum, pod) => sum + of(pod), 0n);
}

/** Pods that have ended, or that leave, count no more. */
export function counted(pod: Pod): boolean {
  return pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';
}

/** Keeps `status.used` of a quota true. */
export function syncQuota(work: Work, namespace: string, name: string): void {
  const quota = work.find<ResourceQuota>({ group: '', kind: 'ResourceQuota', namespace, name });
  if (!quota) return;
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(counted);
  const used = Object.fromEntries(Object.keys(quota.spec.hard).map(key => [key, shown(usedBy(pods, key), key)]));
  work.put<ResourceQuota>({ ...quota, status: { hard: quota.spec.hard, used } });
}

/** A quantity in its shortest exact writing, as Kubernetes prints it. */
export function shown(billionths: bigint, key: string): string {
  if (billionths === 0n) return '0';
  if (/memory|storage/.test(key)) {
    const bytes = billionths / 1_000_000_000n;
    for (const [suffix, size] of [['Gi', 1024n ** 3n], ['Mi', 1024n ** 2n], ['Ki', 1024n]] as const) if (bytes % size === 0n) return `${bytes / size}${suffix}`;
    // What is no whole number of Ki was written in powers of ten.
    for (const [suffix, size] of [['G', 10n ** 9n], ['M', 10n ** 6n], ['k', 10n ** 3n]] as const) if (bytes % size === 0n) return `${bytes / size}${suffix}`;
    return String(bytes);
  }
  return billionths % 1_000_000_000n === 0n ? String(billionths / 1_000_000_000n) : `${(billionths + 999_999n) / 1_000_000n}m`;
}

/** The amount a text stands for, in billionths; 0 for one that cannot be read. */
export function amount(value: string | number | undefined): bigint {
  return value === undefined ? 0n : (parseQuantity(value) ?? 0n);
}
