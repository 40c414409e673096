import { parseQuantity } from '../../../analysis/quantity';
import type { PodSpec } from '../object';

const read = new Map<string | number, bigint>();

/** A quantity, read once: the pods of a cluster ask for the same few. */
function quantityOf(value: string | number): bigint {
  const known = read.get(value);
  if (known !== undefined) return known;
  if (read.size > 1_000) read.clear();
  const amount = parseQuantity(value) ?? 0n;
  read.set(value, amount);
  return amount;
}

/** What a pod asks for: its containers together, or its greediest init container. */
export function need({ containers, initContainers = [] }: PodSpec, amount: string, side: 'requests' | 'limits' = 'requests'): bigint {
  const of = (container: PodSpec['containers'][number]) => {
    const { requests, limits } = container.resources ?? {};
    const value = side === 'requests' ? (requests?.[amount] ?? limits?.[amount]) : limits?.[amount];
    return value === undefined ? 0n : quantityOf(value);
  };
  const together = containers.reduce((sum, one) => sum + of(one), 0n);
  return initContainers.reduce((most, one) => (of(one) > most ? of(one) : most), together);
}
