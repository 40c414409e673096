import { parseQuantity } from '../../../analysis/quantity';
import { isSidecar, type PodSpec } from '../object';

/** What a pod asks for: its containers and sidecars together, or its greediest init container with the sidecars before it (k8s.io/kubernetes, `PodRequests`). */
export function need({ containers, initContainers = [] }: PodSpec, amount: string, side: 'requests' | 'limits' = 'requests'): bigint {
  const of = (container: PodSpec['containers'][number]) => {
    const { requests, limits } = container.resources ?? {};
    const value = side === 'requests' ? (requests?.[amount] ?? limits?.[amount]) : limits?.[amount];
    return value === undefined ? 0n : (parseQuantity(value) ?? 0n);
  };
  const together = containers.reduce((sum, one) => sum + of(one), 0n);
  let [beside, most] = [0n, 0n];
  for (const one of initContainers) {
    const asked = beside + of(one);
    if (isSidecar(one)) beside = asked;
    if (asked > most) most = asked;
  }
  return together + beside > most ? together + beside : most;
}
