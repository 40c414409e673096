import type { Terminated } from '../object';
import type { Moment } from '../work';
import type { Handle } from './containers';
import type { ProbeKind } from './probes';
import { backOff, goSeconds, passes } from './run';

/** Kubernetes forgets earlier crashes of a container that ran ten minutes. */
const forgiven = 600_000;

/** How the kubelet says that a probe has a container ended. */
export function probeKill(container: string, probe: ProbeKind): string {
  return `Container ${container} failed ${probe.toLowerCase()} probe, will be restarted`;
}

/** An instance has ended: it stays ended, or starts again after a wait that grows. Answers whether it ended for good. */
export function ended(handle: Handle, { code, reason, killedBy }: Extract<Moment, { is: 'exit' }>): boolean {
  const { run, pod, work } = handle;
  if (!run || !pod) return false;
  if (killedBy) handle.tell({ type: 'Normal', reason: 'Killing', message: probeKill(handle.name, killedBy) });
  const { killedBy: _, ...rest } = run;
  if (killedBy !== run.killedBy) handle.replace(killedBy ? { ...rest, killedBy } : rest);
  const startedAt = run.state.running?.startedAt ?? run.state.terminated?.startedAt ?? work.now;
  const terminated: Terminated = run.state.terminated ?? { exitCode: code, reason, startedAt, finishedAt: work.now, ...(run.containerID === undefined ? {} : { containerID: run.containerID }) };
  const policy = run.sidecar ? 'Always' : (pod.spec.restartPolicy ?? 'Always');
  // An init container that succeeds is done whatever the policy.
  const again = (run.init && !run.sidecar && code === 0) || policy === 'Never' ? false : policy === 'Always' || code !== 0;
  const logs = run.logs.filter(({ at }) => at <= work.now);
  if (!again) {
    handle.set({ state: { terminated }, ready: run.init && code === 0, started: false, logs, attempt: run.attempt + 1 });
    return true;
  }
  const crashes = work.now - startedAt >= forgiven ? 1 : run.crashes + 1;
  handle.set({ state: { terminated }, ready: false, started: false, logs, crashes, attempt: run.attempt + 1 });
  if (crashes === 1) {
    handle.after(1_000, { is: 'create' });
    return false;
  }
  const wait = backOff(crashes - 1);
  restarting(handle, 1);
  handle.set({ lastState: { terminated } });
  handle.waiting('CrashLoopBackOff', `back-off ${goSeconds(wait)} restarting failed container=${handle.name} pod=${handle.title}`);
  for (const { after, times } of passes(wait)) handle.after(after, { is: 'waits', times });
  handle.after(wait, { is: 'create' });
  return false;
}

function restarting(handle: Handle, times: number): void {
  handle.tell({ type: 'Warning', reason: 'BackOff', message: `Back-off restarting failed container ${handle.name} in pod ${handle.title}`, times });
}

/** The kubelet passes by a container that waits, to start again or for its image, and says so. */
export function waits(handle: Handle, times: number): void {
  const reason = handle.run?.state.waiting?.reason;
  if (reason === 'CrashLoopBackOff') restarting(handle, times);
  if (reason === 'ImagePullBackOff') pulling(handle, times);
}

/** Its image will be asked for again, later. */
export function pulling(handle: Handle, times: number): void {
  handle.tell({ type: 'Normal', reason: 'BackOff', message: `Back-off pulling image "${handle.spec?.image ?? ''}"`, times });
  handle.tell({ type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff', times });
}

/** A failed probe, told; one that fails for ever is told less and less often, and counts for those passed over. */
export function unhealthy(handle: Handle, { probe, message, times, next }: Extract<Moment, { is: 'unhealthy' }>): void {
  handle.keep({ probeFault: { probe, message } });
  handle.tell({ type: 'Warning', reason: 'Unhealthy', message, times });
  if (next === undefined) return;
  const factor = Math.min(times * 2, 32);
  handle.after(next * factor, { is: 'unhealthy', probe, message, times: factor, next });
}
