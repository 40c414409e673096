import type { Pod } from '../object';
import { tell } from '../events';
import { withCondition } from '../conditions';
import type { Work } from '../work';
import { need } from './need';

/** Binds a pod to the node with the fewest pods where it fits, or says in the scheduler's words why there is none. */
export function schedule(work: Work, pod: Pod): void {
  const all = work.rooms.all();
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
