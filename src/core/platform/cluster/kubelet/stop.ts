import type { Pod } from '../object';
import { claimsOf, usersOf } from '../storage';
import type { Work } from '../work';
import { Handle } from './containers';
import { hookTime, isDeaf } from './hooks';
import type { ContainerRun } from './run';

/** How a container that is asked to stop does: after how long, and with which code. */
interface Stop {
  readonly after: number;
  readonly code: number;
}

/** What the kubelet leaves a program after its `preStop` hook, whatever the hook took (k8s.io/kubernetes, `minimumGracePeriodInSeconds`). */
const leastGrace = 2_000;
/** How long a program that minds the signal takes to end. */
const promptly = 1_500;

/**
 * Asks a pod to stop, as a deletion does: it goes once its containers have ended, within its grace period. One that is already going may be given less time, never more
 * (k8s.io/apiserver, `BeforeDelete`); with none it goes at once, and nobody waits for its programs.
 */
export function deletePod(work: Work, pod: Pod, grace?: number): void {
  const { uid, namespace = '', name, deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const going = deletionTimestamp !== undefined;
  const seconds = grace ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  if (going && (grace === undefined || grace >= deletionGracePeriodSeconds)) return;
  const run = work.runs.get(uid);
  if (!going) for (const one of run?.containers ?? []) {
    if (one.state.running) new Handle(work, uid, namespace, name, one.name).tell({ type: 'Normal', reason: 'Killing', message: `Stopping container ${one.name}` });
  }
  if (seconds === 0 || !run || pod.spec.nodeName === undefined) return removePod(work, pod);
  const asked = going ? deletionTimestamp - deletionGracePeriodSeconds * 1000 : work.now;
  const written = work.put<Pod>({ ...pod, metadata: { ...pod.metadata, generation: (pod.metadata.generation ?? 1) + 1, deletionTimestamp: asked + seconds * 1000, deletionGracePeriodSeconds: seconds } });
  const stops = run.containers.filter(({ state }) => state.running).map(one => stopOf(work, written, one, seconds * 1000, !going).after);
  work.after(Math.max(stops.length > 0 ? asked + Math.max(...stops) - work.now : 500, 0), { kind: 'removal', namespace, name, uid });
}

/** The hook first, whose time counts in the grace period, then the signal; what does not mind it is killed when the time is over (kubernetes.io, "Pod Lifecycle", Termination of Pods). */
function stopOf(work: Work, pod: Pod, { name }: ContainerRun, grace: number, tells: boolean): Stop {
  const spec = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(one => one.name === name);
  if (!spec) return { after: Math.min(promptly, grace), code: 143 };
  const hook = hookTime(work, pod, spec, 'preStop', grace);
  if (hook === undefined && tells) new Handle(work, pod.metadata.uid, pod.metadata.namespace ?? '', pod.metadata.name, name).tell({ type: 'Warning', reason: 'FailedPreStopHook', message: 'PreStopHook failed' });
  const before = Math.min(hook ?? 0, grace);
  const left = Math.max(grace - before, before > 0 ? leastGrace : 0);
  return isDeaf(spec) || left < promptly ? { after: before + left, code: 137 } : { after: before + promptly, code: 143 };
}

/** The containers have stopped: the pod's end is told, as the kubelet does before it lets the pod go, and what no finalizer holds goes. */
export function removal(work: Work, namespace: string, name: string, uid: string): void {
  const pod = work.find<Pod>({ group: '', kind: 'Pod', namespace, name });
  if (pod?.metadata.uid !== uid) return;
  for (const one of work.runs.get(uid)?.containers ?? []) {
    const { running } = one.state;
    if (!running) continue;
    const { code } = stopOf(work, pod, one, (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000, false);
    new Handle(work, uid, namespace, name, one.name).set({ state: { terminated: { exitCode: code, reason: 'Error', startedAt: running.startedAt, finishedAt: work.now, ...(one.containerID === undefined ? {} : { containerID: one.containerID }) } }, ready: false, started: false, attempt: one.attempt + 1 });
  }
  removePod(work, work.find<Pod>({ group: '', kind: 'Pod', namespace, name }) ?? pod);
}

/** The pod is gone, unless a finalizer holds it: the volumes it held are free for those that wait for them. */
export function removePod(work: Work, pod: Pod): void {
  const { namespace = '', uid, finalizers = [] } = pod.metadata;
  work.runs.delete(uid);
  if (finalizers.length > 0) return void work.put<Pod>({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: pod.metadata.deletionTimestamp ?? work.now, deletionGracePeriodSeconds: 0 } });
  work.remove(pod);
  for (const { metadata, spec } of work.draft.list<Pod>('', 'Pod', namespace)) if (spec.nodeName === undefined && metadata.deletionTimestamp === undefined) work.do({ kind: 'schedule', namespace, name: metadata.name });
  for (const claim of claimsOf(pod)) {
    work.do({ kind: 'claim', namespace, name: claim });
    for (const { metadata } of usersOf(work, namespace, claim)) if (work.runs.get(metadata.uid)?.mountFault !== undefined) work.do({ kind: 'remount', namespace, name: metadata.name, uid: metadata.uid });
  }
}
