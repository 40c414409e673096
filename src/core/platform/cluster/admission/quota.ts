import { amount, counted, counterOf, shown, usedBy, type ResourceQuota } from '../controllers/quota';
import type { Container, Pod } from '../object';
import type { Work } from '../work';

/** Why a quota refuses a pod: it must say what it asks for, and there must be enough left (k8s.io/apiserver, `resourcequota`). */
export function quotaRefusal(work: Work, pod: Pod): string | undefined {
  const { namespace = '' } = pod.metadata;
  for (const quota of work.draft.list<ResourceQuota>('', 'ResourceQuota', namespace)) {
    const unsaid = unsaidIn(quota, pod);
    if (unsaid.length > 0) return `failed quota: ${quota.metadata.name}: must specify ${unsaid.join('; ')}`;
    const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(counted);
    const over = Object.keys(quota.spec.hard).sort().flatMap(key => {
      const asked = counterOf(key)(pod);
      const used = asked > 0n ? usedBy(pods, key) : 0n;
      return asked > 0n && used + asked > amount(quota.spec.hard[key]) ? [{ key, asked: shown(asked, key), used: shown(used, key), limited: String(quota.spec.hard[key]) }] : [];
    });
    const joined = (of: (one: (typeof over)[number]) => string) => over.map(one => `${one.key}=${of(one)}`).join(',');
    if (over.length > 0) return `exceeded quota: ${quota.metadata.name}, requested: ${joined(one => one.asked)}, used: ${joined(one => one.used)}, limited: ${joined(one => one.limited)}`;
  }
  return undefined;
}

/** What a quota counts and some container does not say: `limits.cpu for: app`. */
export function unsaidIn(quota: ResourceQuota, pod: Pick<Pod, 'spec'>): string[] {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return Object.keys(quota.spec.hard).sort().flatMap(key => {
    const match = /^(requests|limits)\.(cpu|memory)$/.exec(key);
    if (!match) return [];
    const silent = all.filter(container => !says(container, match[1] as 'requests' | 'limits', match[2] ?? '')).map(({ name }) => name);
    return silent.length > 0 ? [`${key} for: ${silent.join(',')}`] : [];
  });
}

function says({ resources }: Container, side: 'requests' | 'limits', key: string): boolean {
  return resources?.[side]?.[key] !== undefined;
}
