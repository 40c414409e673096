import type { Condition, ContainerStatus, Pod, PodStatus } from '../object';
import { isPassed, type ContainerRun, type PodRun } from './run';

/** The status of a pod, from what its containers live (k8s.io/kubernetes, `generateAPIPodStatus`). Addresses and start time are kept. */
export function statusOf(pod: Pod, run: PodRun, now: number): PodStatus {
  const init = run.containers.filter(container => container.init);
  const main = run.containers.filter(container => !container.init);
  const unfinished = init.filter(one => !isPassed(one)).map(({ name }) => name);
  const unready = [...init.filter(({ sidecar }) => sidecar), ...main].filter(container => !container.ready).map(({ name }) => name);
  const phase = phaseOf(pod, init, main);
  const done = phase === 'Succeeded' || phase === 'Failed';
  const known = pod.status.conditions as Condition[] | undefined;
  // An unchanged condition stays the same object: comparing what is written costs nothing then.
  const condition = (type: string, holds: boolean, reason?: string, message?: string): Condition => {
    const before = known?.find(one => one.type === type);
    const status = holds ? 'True' : 'False';
    if (before?.status === status && before.reason === reason && before.message === message) return before;
    return { type, status, lastProbeTime: null, ...(reason ? { reason } : {}), ...(message ? { message } : {}), lastTransitionTime: before?.status === status ? before.lastTransitionTime : now };
  };
  const notReady = phase === 'Succeeded' ? (['PodCompleted'] as const) : phase === 'Failed' ? (['PodFailed'] as const) : (['ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`] as const);
  const ready = (type: string) => (unready.length === 0 && unfinished.length === 0 && !done ? condition(type, true) : condition(type, false, ...notReady));
  // The kubelet's own order: what the scheduler wrote first comes last.
  const conditions = [
    condition('PodReadyToStartContainers', pod.status.podIP !== undefined && !done),
    unfinished.length === 0 ? condition('Initialized', true, phase === 'Succeeded' ? 'PodCompleted' : undefined) : condition('Initialized', false, 'ContainersNotInitialized', `containers with incomplete status: [${unfinished.join(' ')}]`),
    ready('Ready'), ready('ContainersReady'), condition('PodScheduled', true),
  ];
  return { ...pod.status, phase, conditions, ...(init.length > 0 ? { initContainerStatuses: init.map(one => containerStatus(pod, one)) } : {}), containerStatuses: main.map(one => containerStatus(pod, one)) };
}

function phaseOf(pod: Pod, init: readonly ContainerRun[], main: readonly ContainerRun[]): PodStatus['phase'] {
  const policy = pod.spec.restartPolicy ?? 'Always';
  if (policy === 'Never' && init.some(({ sidecar, state }) => !sidecar && state.terminated && state.terminated.exitCode !== 0)) return 'Failed';
  if (init.some(one => !isPassed(one)) && main.every(({ state, restarts }) => state.waiting && restarts === 0)) return 'Pending';
  const ended = main.filter(({ state }) => state.terminated);
  // A pod that is going ends for good, whatever its policy (Kubernetes 1.27, pod phases at termination).
  const going = pod.metadata.deletionTimestamp !== undefined;
  if (ended.length === main.length && (policy !== 'Always' || going)) {
    if (ended.every(({ state }) => state.terminated?.exitCode === 0)) return 'Succeeded';
    if (policy === 'Never' || going) return 'Failed';
  }
  return main.some(({ state, restarts }) => state.running || state.terminated || restarts > 0) ? 'Running' : 'Pending';
}

function containerStatus(pod: Pod, run: ContainerRun): ContainerStatus {
  const spec = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(({ name }) => name === run.name);
  return {
    name: run.name, image: spec?.image ?? '', imageID: run.imageID, ...(run.containerID === undefined ? {} : { containerID: run.containerID }),
    ready: run.ready, started: run.started, restartCount: run.restarts, state: run.state, lastState: run.lastState,
  };
}

/** The quality of service of a pod: what is evicted first when a node lacks memory. */
export function qosClass({ containers, initContainers = [] }: Pod['spec']): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const all = [...containers, ...initContainers].map(({ resources }) => resources ?? {});
  const amounts = ['cpu', 'memory'];
  if (all.every(({ requests = {}, limits = {} }) => amounts.every(key => requests[key] === undefined && limits[key] === undefined))) return 'BestEffort';
  return all.every(({ requests = {}, limits = {} }) => amounts.every(key => limits[key] !== undefined && String(requests[key] ?? limits[key]) === String(limits[key]))) ? 'Guaranteed' : 'Burstable';
}
