import { tell } from '../events';
import { isSidecar, type Container, type KubeObject, type Pod } from '../object';
import type { ContainerTask, Work } from '../work';
import { Handle } from './containers';
import { ended, unhealthy, waits } from './end';
import { isPassed, type ContainerRun, type PodRun } from './run';
import { schedule } from './scheduler';
import { begin, pulled, retry } from './start';
import { qosClass, statusOf } from './status';
import { attached, timedOut, volumeFault, type VolumeFault } from './volumes';

/** Looks at a pod that is new or changed: binds it to a node, then makes its containers. */
export function syncPod(work: Work, namespace: string, name: string): void {
  const pod = work.find<Pod>({ group: '', kind: 'Pod', namespace, name });
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return;
  if (pod.spec.nodeName === undefined) {
    if (!isOthers(pod) && !pod.status.conditions?.some(({ reason }) => reason === 'Unschedulable')) schedule(work, pod);
    return;
  }
  if (!work.runs.has(pod.metadata.uid)) admit(work, pod);
}

/** What kept a pod from being scheduled may have gone: it is tried again. */
export function reschedule(work: Work, namespace: string, name: string): void {
  const pod = work.find<Pod>({ group: '', kind: 'Pod', namespace, name });
  if (pod && pod.metadata.deletionTimestamp === undefined && pod.spec.nodeName === undefined && !isOthers(pod)) schedule(work, pod);
}

/** A pod that asks for another scheduler than the cluster's waits for it, and nobody says anything of it. */
function isOthers({ spec: { schedulerName = 'default-scheduler' } }: Pod): boolean {
  return schedulerName !== 'default-scheduler';
}

/** The kubelet takes a pod in charge. */
function admit(work: Work, pod: Pod): void {
  const { uid, namespace = '', name } = pod.metadata;
  const address = addressFor(work);
  const host = work.find<KubeObject & { status: { addresses?: readonly { address: string }[] } }>({ group: '', kind: 'Node', namespace: '', name: pod.spec.nodeName ?? '' })?.status.addresses?.[0]?.address ?? '';
  const many = (pod.spec.initContainers?.length ?? 0) > 0;
  const blank = (container: Container, init: boolean): ContainerRun => ({ name: container.name, init, ...(init && isSidecar(container) ? { sidecar: true as const } : {}), state: { waiting: { reason: many ? 'PodInitializing' : 'ContainerCreating' } }, lastState: {}, ready: false, started: false, restarts: 0, imageID: '', failures: 0, crashes: 0, attempt: 0, logs: [], previousLogs: [] });
  const run: PodRun = { uid, containers: [...(pod.spec.initContainers ?? []).map(one => blank(one, true)), ...pod.spec.containers.map(one => blank(one, false))] };
  const fault = volumeFault(work, pod);
  // A pod is on the network once its volumes are there, and not before.
  const status = { ...pod.status, hostIP: host, hostIPs: [{ ip: host }], ...(fault ? {} : networked(address)), startTime: work.now, qosClass: qosClass(pod.spec) };
  work.runs.set(uid, run);
  const written = work.put<Pod>({ ...pod, status: statusOf({ ...pod, status }, run, work.now) });
  if (fault) unmounted(work, written, run, fault);
  else mounted(work, written, run, namespace, name);
}

const networked = (address: string) => ({ podIP: address, podIPs: [{ ip: address }] });
const addressFor = (work: Work) => `10.${128 + work.chance.below(4)}.${work.chance.below(254) + 1}.${work.chance.below(254) + 1}`;

/** How long the kubelet waits for volumes before it says so, and begins again. */
const mountPatience = 123_000;

/** A volume that cannot be had keeps the pod in `ContainerCreating`: it is tried again after half a second, then twice as late each time, up to two minutes (`goroutinemap/exponentialbackoff`). */
function unmounted(work: Work, pod: Pod, run: PodRun, fault: VolumeFault): void {
  const { namespace = '', name, uid } = pod.metadata;
  const say = (message: string, reason: string = fault.reason, by = fault.by) => tell(work, pod, { type: 'Warning', reason, message, by, ...(by === 'kubelet' ? { host: pod.spec.nodeName ?? '' } : {}) });
  const [tries, timeouts] = [run.mountTries ?? 0, run.mountTimeouts ?? 0];
  say(fault.message);
  const late = work.now - (pod.status.startTime ?? work.now) >= mountPatience * (timeouts + 1);
  if (late) say(timedOut(fault), 'FailedMount', 'kubelet');
  work.runs.set(uid, { ...run, mountFault: { reason: fault.reason, message: fault.message }, mountTries: tries + 1, mountTimeouts: late ? timeouts + 1 : timeouts });
  work.after(Math.min(500 * 2 ** tries, 122_000), { kind: 'remount', namespace, name, uid });
}

/** Its volumes are there: its containers are made. */
function mounted(work: Work, pod: Pod, run: PodRun, namespace: string, name: string): void {
  attached(work, pod);
  const first = run.containers.filter(({ init }) => init).slice(0, 1);
  if (first.length > 0) return next(new Handle(work, run.uid, namespace, name, first[0]?.name ?? ''));
  for (const { name: container } of run.containers) begin(new Handle(work, run.uid, namespace, name, container));
}

/** Tries again to mount the volumes of a pod that waits for one. */
export function remount(work: Work, namespace: string, name: string, uid: string): void {
  const pod = work.find<Pod>({ group: '', kind: 'Pod', namespace, name });
  const run = work.runs.get(uid);
  // Once its volumes are there, its containers live their own lives.
  if (pod?.metadata.uid !== uid || run?.mountFault === undefined || pod.metadata.deletionTimestamp !== undefined) return;
  const fault = volumeFault(work, pod);
  if (fault) return unmounted(work, pod, run, fault);
  const { mountFault: _, mountTries: __, mountTimeouts: ___, ...ready } = run;
  work.runs.set(uid, ready);
  const status = { ...pod.status, ...networked(addressFor(work)) };
  mounted(work, work.put<Pod>({ ...pod, status: statusOf({ ...pod, status }, ready, work.now) }), ready, namespace, name);
}

/** A moment of a container's life has come. */
export function liveContainer(work: Work, task: ContainerTask): void {
  const handle = new Handle(work, task.uid, task.namespace, task.name, task.container);
  const { run, pod } = handle;
  if (!run || !pod || run.attempt !== task.attempt || pod.metadata.deletionTimestamp !== undefined) return;
  const { moment } = task;
  switch (moment.is) {
    case 'pulled': return pulled(handle);
    case 'create': return again(handle);
    case 'started': return handle.set({ started: true }), run.sidecar ? next(handle) : undefined;
    // What only prepares is ready once it has ended.
    case 'ready': return handle.set(run.init && !run.sidecar ? { started: true } : { started: true, ready: true });
    case 'waits': return waits(handle, moment.times);
    case 'unhealthy': return unhealthy(handle, moment);
    case 'exit': return ended(handle, moment) ? (run.init ? (moment.code === 0 ? next(handle) : undefined) : dismiss(handle)) : undefined;
  }
}

/** Tries again to make a container; one that had started counts a restart. */
function again(handle: Handle): void {
  const { run } = handle;
  if (!run) return;
  const terminated = run.state.terminated ?? (run.state.waiting?.reason === 'CrashLoopBackOff' ? run.lastState.terminated : undefined);
  if (terminated) handle.set({ restarts: run.restarts + 1, lastState: { terminated } });
  retry(handle);
}

/** Init containers run one after the other, a sidecar's turn passing once it has started, then all the others together. What was begun is not begun again. */
function next(handle: Handle): void {
  const all = handle.podRun?.containers ?? [];
  const waiting = all.filter(one => one.init && !isPassed(one)).slice(0, 1);
  for (const { name } of (waiting.length > 0 ? waiting : all.filter(one => !one.init)).filter(({ begun }) => !begun)) {
    const turn = handle.sibling(name);
    turn.set({ begun: true });
    begin(turn);
  }
}

/** Once the containers of a pod have ended for good, its sidecars are stopped. */
function dismiss(handle: Handle): void {
  const all = handle.podRun?.containers ?? [];
  if (!all.every(one => one.init || one.state.terminated)) return;
  for (const one of all) {
    const { running } = one.state;
    if (one.sidecar && running) handle.sibling(one.name).set({ state: { terminated: { exitCode: 0, reason: 'Completed', startedAt: running.startedAt, finishedAt: handle.work.now, ...(one.containerID === undefined ? {} : { containerID: one.containerID }) } }, ready: false, started: false, attempt: one.attempt + 1 });
  }
}
