import { isTrue, withCondition } from '../conditions';
import { tell } from '../events';
import { deleteObject } from '../deletion';
import { deletePod } from '../kubelet/stop';
import { backOff } from '../kubelet/run';
import { controllerOf, refOf, restartsOf, type Condition, type KubeObject, type LabelSelector, type Pod, type PodTemplate } from '../object';
import type { Work } from '../work';
import { newMetadata, ownedBy } from './names';
import { ruling, type FailurePolicy } from './failure-policy';
import { freeIndexes, indexed, indexOf, spans } from './job-index';

export interface Job extends KubeObject {
  readonly spec: { readonly completions?: number; readonly parallelism?: number; readonly backoffLimit?: number; readonly template: PodTemplate; readonly ttlSecondsAfterFinished?: number; readonly suspend?: boolean; readonly activeDeadlineSeconds?: number; readonly podFailurePolicy?: FailurePolicy; readonly completionMode?: string; readonly selector?: LabelSelector };
  readonly status: { readonly startTime?: number; readonly completionTime?: number; readonly active?: number; readonly succeeded?: number; readonly failed?: number; readonly ready?: number; readonly completedIndexes?: string; readonly conditions?: readonly Condition[] };
}

/** Runs a Job's pods until enough have succeeded or too many failed (k8s.io/kubernetes, job controller). */
export function syncJob(work: Work, namespace: string, name: string): void {
  const job = work.find<Job>({ group: 'batch', kind: 'Job', namespace, name });
  // Pods of an earlier Job of the same name, which are going, are no pods of this one.
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(pod => controllerOf(pod)?.kind === 'Job' && controllerOf(pod)?.name === name && (!job || controllerOf(pod)?.uid === job.metadata.uid));
  if (!job) {
    for (const pod of pods) deletePod(work, pod);
    return;
  }
  if (job.metadata.deletionTimestamp !== undefined) return;
  if (job.status.conditions?.some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')) return expire(work, job);
  if (job.spec.suspend === true) return suspend(work, job, pods);
  const done = pods.filter(({ status }) => status.phase === 'Succeeded');
  const indexes = job.spec.completionMode === 'Indexed' ? { completedIndexes: spans(done.map(indexOf)) } : {};
  const succeeded = 'completedIndexes' in indexes ? new Set(done.map(indexOf)).size : done.length;
  const over = pods.filter(({ status }) => status.phase === 'Failed').map(pod => ruling(job.spec.podFailurePolicy, pod));
  const failed = over.filter(({ action }) => action !== 'Ignore').length;
  const active = pods.length - done.length - over.length;
  const completions = job.spec.completions ?? 1;
  const status = { ...resumed(work, job), ...indexes, startTime: job.status.startTime ?? work.now, ...count('succeeded', succeeded), ...count('failed', failed), ready: pods.filter(pod => pod.status.phase === 'Running').length };
  if (succeeded >= completions) return finish(work, job, { ...status, completionTime: work.now }, ['SuccessCriteriaMet', 'Complete'], 'CompletionsReached', 'Reached expected number of succeeded pods');
  const [ruled] = over.flatMap(({ action, message }) => (action === 'FailJob' ? [['PodFailurePolicy', message] as const] : []));
  const fault = ruled ?? (failed > (job.spec.backoffLimit ?? 6) || restartsTooMuch(job, pods) ? (['BackoffLimitExceeded', 'Job has reached the specified backoff limit'] as const) : overdue(work, job, status.startTime) ? (['DeadlineExceeded', 'Job was active longer than specified deadline'] as const) : undefined);
  if (fault) {
    stopPods(work, pods);
    return finish(work, job, { ...status, ...count('failed', failed + active) }, ['FailureTarget', 'Failed'], fault[0], fault[1]);
  }
  const missing = Math.min(job.spec.parallelism ?? 1, completions - succeeded) - active;
  const lastFailure = Math.max(0, ...pods.filter(pod => pod.status.phase === 'Failed').flatMap(pod => pod.status.containerStatuses?.map(one => one.state.terminated?.finishedAt ?? 0) ?? []));
  const wait = failed > 0 ? lastFailure + backOff(failed) - work.now : 0;
  if (missing > 0 && wait > 0) work.after(wait, { kind: 'job', namespace, name });
  const made = missing > 0 && wait <= 0 ? create(work, job, missing, pods) : 0;
  work.put<Job>({ ...job, status: { ...without(status), ...count('active', active + made) } });
}

function stopPods(work: Work, pods: readonly Pod[]): void {
  for (const pod of pods) if (pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') deletePod(work, pod);
}

/** Pods that start again in place (`OnFailure`) count by their restarts (`pastBackoffLimitOnFailure`). */
function restartsTooMuch({ spec: { template, backoffLimit = 6 } }: Job, pods: readonly Pod[]): boolean {
  if (template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = pods.filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending').reduce((sum, pod) => sum + restartsOf(pod), 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

/** Whether a Job has run longer than it may; if not yet, it is looked at again then. */
function overdue(work: Work, { spec: { activeDeadlineSeconds }, status, metadata: { namespace = '', name } }: Job, startTime: number): boolean {
  if (activeDeadlineSeconds === undefined) return false;
  const left = startTime + 1000 * activeDeadlineSeconds - work.now;
  if (left > 0 && status.startTime === undefined) work.after(left, { kind: 'job', namespace, name });
  return left <= 0;
}

function suspend(work: Work, job: Job, pods: readonly Pod[]): void {
  stopPods(work, pods);
  const { startTime: _, ...status } = without(job.status);
  const known = isTrue(status.conditions, 'Suspended');
  const written = work.put<Job>({ ...job, status: { ...status, ready: 0, conditions: withCondition(status.conditions, { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended', lastProbeTime: null }, work.now) } });
  if (!known) tell(work, written, { type: 'Normal', reason: 'Suspended', message: 'Job suspended', by: 'job-controller' });
}

/** The status of a Job that may go on, once it is no longer suspended. */
function resumed(work: Work, job: Job): Job['status'] {
  if (!isTrue(job.status.conditions, 'Suspended')) return job.status;
  tell(work, job, { type: 'Normal', reason: 'Resumed', message: 'Job resumed', by: 'job-controller' });
  return { ...job.status, conditions: withCondition(job.status.conditions, { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed', lastProbeTime: null }, work.now) };
}

const count = (key: string, value: number) => (value > 0 ? { [key]: value } : {});

function without({ active: _, ...status }: Job['status']): Job['status'] {
  return status;
}

function create(work: Work, job: Job, missing: number, pods: readonly Pod[]): number {
  const { name, namespace = '', uid } = job.metadata;
  const free = job.spec.completionMode === 'Indexed' ? freeIndexes(job, pods) : [];
  for (let made = 0; made < missing; made++) {
    const labels = { ...job.spec.template.metadata?.labels, 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': name, 'controller-uid': uid, 'job-name': name };
    const plain: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: newMetadata(work, `${name}-${work.chance.suffix()}`, namespace, { generateName: `${name}-`, labels, ownerReferences: [ownedBy(job)] }), spec: job.spec.template.spec, status: { phase: 'Pending' } };
    const index = free[made];
    const pod = index === undefined ? plain : indexed(job, plain, index);
    const verdict = work.world.admit(work, pod);
    if (!verdict.ok) {
      tell(work, job, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${verdict.message}`, by: 'job-controller' });
      work.after(60_000, { kind: 'job', namespace, name });
      return made;
    }
    work.put(verdict.object);
    tell(work, job, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`, by: 'job-controller' });
  }
  return missing;
}

/** Writes how a Job ended: the criterion that was met, then the end itself; the event of a success has a name of its own. */
function finish(work: Work, job: Job, status: Job['status'], types: readonly string[], reason: string, message: string): void {
  const set = types.reduce<readonly Condition[] | undefined>((known, type) => withCondition(known, { type, status: 'True', reason, message, lastProbeTime: null }, work.now), status.conditions) ?? [];
  const written = work.put<Job>({ ...job, status: { ...without(status), ready: 0, conditions: set } });
  const done = types.includes('Complete');
  tell(work, written, { type: done ? 'Normal' : 'Warning', reason: done ? 'Completed' : reason, message: done ? 'Job completed' : message, by: 'job-controller' });
  expire(work, written);
}

/** The time-to-live of a finished Job. */
function expire(work: Work, job: Job): void {
  const ttl = job.spec.ttlSecondsAfterFinished;
  const ended = job.status.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')?.lastTransitionTime;
  if (ttl === undefined || ended === undefined) return;
  const left = ended + ttl * 1000 - work.now;
  const { namespace = '', name } = job.metadata;
  if (left > 0) work.after(left, { kind: 'job', namespace, name });
  else deleteObject(work, refOf(job), { propagation: 'Foreground' });
}
