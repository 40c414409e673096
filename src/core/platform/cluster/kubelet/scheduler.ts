import type { Pod } from '../object';
import { tell } from '../events';
import { withCondition } from '../conditions';
import { claimRef, claimsOf, classOf, selectedNode, type Claim } from '../storage';
import type { Work } from '../work';
import { isAskedFor, neighbourhood, type Unfit } from './affinity';
import { need } from './need';
import type { Room } from './rooms';

/** Binds a pod to the node with the fewest pods where it fits, or says in the scheduler's words why there is none. */
export function schedule(work: Work, pod: Pod): void {
  const all = work.rooms.all();
  const storage = storageOf(work, pod);
  if (storage.fault !== undefined) return unschedulable(work, pod, `0/${all.length} nodes are available: ${storage.fault}. preemption: 0/${all.length} nodes are available: ${all.length} Preemption is not helpful for scheduling.`);
  const [cpu, memory] = [need(pod.spec, 'cpu'), need(pod.spec, 'memory')];
  const faults: Unfit[] = [];
  const unfit = neighbourhood(work, pod, all.map(({ node }) => node));
  const lacks = (room: Room): Unfit | undefined => {
    if (!isAskedFor(pod.spec, room.node)) return { why: "node(s) didn't match Pod's node affinity/selector", lasting: true };
    const why = room.pods < 1 ? 'Too many pods' : cpu > room.cpu ? 'Insufficient cpu' : memory > room.memory ? 'Insufficient memory' : undefined;
    return why === undefined ? unfit?.(room.node) : { why, lasting: false };
  };
  const fitting = all.filter(room => {
    const fault = lacks(room);
    if (fault) faults.push(fault);
    return !fault;
  });
  const room = fitting.find(({ node }) => node.metadata.name === storage.node) ?? fitting.sort((a, b) => b.pods - a.pods)[0];
  if (!room) return refuse(work, pod, all.length, faults);
  const node = room.node.metadata.name;
  // A pod is bound to its node once its volumes are made there.
  if (storage.unbound.length > 0) return select(work, storage.unbound, node);
  work.put<Pod>({ ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...pod.status, conditions: withCondition(pod.status.conditions, { type: 'PodScheduled', status: 'True', lastProbeTime: null }, work.now) } });
  tell(work, pod, { type: 'Normal', reason: 'Scheduled', message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`, by: 'default-scheduler' });
}

interface Storage {
  /** Why the pod cannot be scheduled wherever. */
  readonly fault?: string;
  /** Claims whose volume waits for a node. */
  readonly unbound: readonly Claim[];
  /** Where its volumes are. */
  readonly node?: string;
}

/** What the claims of a pod make of its scheduling (k8s.io/kubernetes, `volumebinding`). */
function storageOf(work: Work, pod: Pod): Storage {
  const unbound: Claim[] = [];
  let node: string | undefined;
  for (const name of claimsOf(pod)) {
    const claim = work.find<Claim>(claimRef(pod.metadata.namespace ?? '', name));
    if (!claim) return { fault: `persistentvolumeclaim "${name}" not found`, unbound };
    if (claim.metadata.deletionTimestamp !== undefined) return { fault: `persistentvolumeclaim "${name}" is being deleted`, unbound };
    if (claim.status.phase === 'Bound') continue;
    if (classOf(work, claim)?.volumeBindingMode !== 'WaitForFirstConsumer') return { fault: 'pod has unbound immediate PersistentVolumeClaims', unbound };
    unbound.push(claim);
    node ??= claim.metadata.annotations?.[selectedNode];
  }
  return { unbound, ...(node === undefined ? {} : { node }) };
}

function select(work: Work, claims: readonly Claim[], node: string): void {
  for (const claim of claims) if (!claim.metadata.annotations?.[selectedNode]) work.put<Claim>({ ...claim, metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, [selectedNode]: node } } });
}

function refuse(work: Work, pod: Pod, nodes: number, faults: readonly Unfit[]): void {
  const counted = (texts: readonly string[]) => [...new Set(texts)].map(text => `${texts.filter(one => one === text).length} ${text}`).sort().join(', ');
  const helps = faults.map(({ lasting }) => (lasting ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod'));
  unschedulable(work, pod, `0/${nodes} nodes are available: ${counted(faults.map(({ why }) => why))}. preemption: 0/${nodes} nodes are available: ${counted(helps)}.`);
}

function unschedulable(work: Work, pod: Pod, message: string): void {
  tell(work, pod, { type: 'Warning', reason: 'FailedScheduling', message, by: 'default-scheduler' });
  work.put<Pod>({ ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastProbeTime: null }, work.now) } });
}
