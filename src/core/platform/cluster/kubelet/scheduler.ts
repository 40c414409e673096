import { parseQuantity } from '../../../analysis/quantity';
import type { KubeObject, Pod, PodSpec, Quantities } from '../object';
import { tell } from '../events';
import { withCondition } from '../conditions';
import type { Work } from '../work';

interface Node extends KubeObject {
  readonly status: { readonly allocatable: Quantities };
}

interface Room {
  readonly node: Node;
  cpu: bigint;
  memory: bigint;
  pods: number;
}

const rooms = new WeakMap<Work, Room[]>();

/** What is left on each node: counted once a step, then kept up to date. */
function roomsOf(work: Work): Room[] {
  const known = rooms.get(work);
  if (known) return known;
  const made = work.draft.list<Node>('', 'Node').sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)).map((node): Room => {
    const { allocatable } = node.status;
    return { node, cpu: parseQuantity(allocatable['cpu'] ?? 0) ?? 0n, memory: parseQuantity(allocatable['memory'] ?? 0) ?? 0n, pods: Number(allocatable['pods'] ?? 110) };
  });
  for (const pod of work.draft.list<Pod>('', 'Pod')) {
    const room = made.find(({ node }) => node.metadata.name === pod.spec.nodeName);
    if (room && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') take(room, pod.spec);
  }
  rooms.set(work, made);
  return made;
}

function take(room: Room, spec: PodSpec): void {
  room.cpu -= need(spec, 'cpu');
  room.memory -= need(spec, 'memory');
  room.pods--;
}

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

/** Binds a pod to the node with the fewest pods where it fits, or says in the scheduler's words why there is none. */
export function schedule(work: Work, pod: Pod): void {
  const all = roomsOf(work);
  const [cpu, memory] = [need(pod.spec, 'cpu'), need(pod.spec, 'memory')];
  const faults = new Map<string, number>();
  const fitting = all.filter(room => {
    const labels = room.node.metadata.labels ?? {};
    const why = Object.entries(pod.spec.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value) ? "node(s) didn't match Pod's node affinity/selector" : room.pods < 1 ? 'Too many pods' : cpu > room.cpu ? 'Insufficient cpu' : memory > room.memory ? 'Insufficient memory' : undefined;
    if (why !== undefined) faults.set(why, (faults.get(why) ?? 0) + 1);
    return why === undefined;
  });
  const [room] = fitting.sort((a, b) => b.pods - a.pods);
  if (!room) return refuse(work, pod, all.length, faults);
  take(room, pod.spec);
  const node = room.node.metadata.name;
  work.put<Pod>({ ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...pod.status, conditions: withCondition(pod.status.conditions, { type: 'PodScheduled', status: 'True', lastProbeTime: null }, work.now) } });
  tell(work, pod, { type: 'Normal', reason: 'Scheduled', message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`, by: 'default-scheduler' });
}

function refuse(work: Work, pod: Pod, nodes: number, faults: ReadonlyMap<string, number>): void {
  const reasons = [...faults].map(([why, count]) => `${count} ${why}`).sort().join(', ');
  const help = faults.size === 1 && faults.has("node(s) didn't match Pod's node affinity/selector") ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod';
  const message = `0/${nodes} nodes are available: ${reasons}. preemption: 0/${nodes} nodes are available: ${nodes} ${help}.`;
  tell(work, pod, { type: 'Warning', reason: 'FailedScheduling', message, by: 'default-scheduler' });
  work.put<Pod>({ ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastProbeTime: null }, work.now) } });
}
