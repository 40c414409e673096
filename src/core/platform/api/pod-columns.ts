import { isSidecar, type ContainerStatus, type KubeObject, type Pod } from '../cluster/object';
import { isTrue } from '../cluster/conditions';
import { humanDuration, type Time } from '../time';
import type { Column } from './columns';

const column = (name: string, priority = 0, format = ''): Column => ({ name, type: 'string', format, description: name, priority });

export const podColumns: readonly Column[] = [column('Name', 0, 'name'), column('Ready'), column('Status'), column('Restarts'), column('Age'), column('IP', 1), column('Node', 1), column('Nominated Node', 1), column('Readiness Gates', 1)];

/** A pod's line, its status told as `kubectl get pods` does (k8s.io/kubernetes, `printPod`). */
export function podCells(object: KubeObject, now: Time): readonly (string | number)[] {
  const pod = object as Pod;
  const statuses = pod.status.containerStatuses ?? [];
  // Containers that start before the others and go on beside them count with them.
  const beside = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const ready = [...statuses, ...(pod.status.initContainerStatuses ?? []).filter(({ name }) => beside.has(name))].filter(one => one.ready && one.state.running).length;
  const { restarts, last } = restartsOf(pod);
  return [pod.metadata.name, `${ready}/${pod.spec.containers.length + beside.size}`, statusText(pod), last === undefined || restarts === 0 ? String(restarts) : `${restarts} (${humanDuration(now - last)} ago)`, humanDuration(now - pod.metadata.creationTimestamp), pod.status.podIP ?? '<none>', pod.spec.nodeName ?? '<none>', '<none>', '<none>'];
}

function restartsOf({ status }: Pod): { readonly restarts: number; readonly last: Time | undefined } {
  const unfinished = (status.initContainerStatuses ?? []).some(one => one.state.terminated?.exitCode !== 0);
  const counted = unfinished ? (status.initContainerStatuses ?? []) : (status.containerStatuses ?? []);
  const ends = counted.flatMap(one => one.lastState.terminated?.finishedAt ?? []);
  return { restarts: counted.reduce((sum, one) => sum + one.restartCount, 0), last: ends.length > 0 ? Math.max(...ends) : undefined };
}

/** The word of the STATUS column: more telling than the phase. */
export function statusText(pod: Pod): string {
  const { status, metadata, spec } = pod;
  const beside = new Set((spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const init = initText(status.initContainerStatuses ?? [], spec.initContainers?.length ?? 0, beside);
  const word = init ?? mainText(pod, status.reason ?? status.phase);
  // A pod that is going and whose programs have ended shows how they did.
  return metadata.deletionTimestamp === undefined || status.phase === 'Succeeded' || status.phase === 'Failed' ? word : 'Terminating';
}

function initText(statuses: readonly ContainerStatus[], total: number, beside: ReadonlySet<string>): string | undefined {
  for (const [index, { name, state, started }] of statuses.entries()) {
    if (state.terminated?.exitCode === 0 || (beside.has(name) && started)) continue;
    if (state.terminated) return `Init:${state.terminated.reason || `ExitCode:${state.terminated.exitCode}`}`;
    if (state.waiting && state.waiting.reason !== 'PodInitializing') return `Init:${state.waiting.reason}`;
    return `Init:${index}/${total}`;
  }
  return undefined;
}

function mainText(pod: Pod, reason: string): string {
  let word = reason;
  let running = false;
  for (const { state, ready } of [...(pod.status.containerStatuses ?? [])].reverse()) {
    if (state.waiting?.reason) word = state.waiting.reason;
    else if (state.terminated) word = state.terminated.reason || `ExitCode:${state.terminated.exitCode}`;
    else if (ready && state.running) running = true;
  }
  return word === 'Completed' && running ? (isTrue(pod.status.conditions, 'Ready') ? 'Running' : 'NotReady') : word;
}
