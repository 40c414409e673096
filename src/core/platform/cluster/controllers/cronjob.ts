import { readSchedule, type Schedule } from '../../../analysis/validation/schedule';
import { calendar, nextTime } from '../cron';
import { tell } from '../events';
import { deletePod } from '../kubelet/stop';
import { controllerOf, type KubeObject, type Labels, type Pod } from '../object';
import type { Work } from '../work';
import type { Job } from './job';
import { newMetadata, ownedBy } from './names';

export interface CronJob extends KubeObject {
  readonly spec: { readonly schedule: string; readonly timeZone?: string; readonly suspend?: boolean; readonly concurrencyPolicy?: string; readonly startingDeadlineSeconds?: number; readonly successfulJobsHistoryLimit?: number; readonly failedJobsHistoryLimit?: number; readonly jobTemplate: { readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels }; readonly spec: Job['spec'] } };
  readonly status: { readonly active?: readonly { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string; readonly uid: string }[]; readonly lastScheduleTime?: number; readonly lastSuccessfulTime?: number };
}

const ref = (namespace: string, name: string) => ({ group: 'batch', kind: 'CronJob', namespace, name });
const by = 'cronjob-controller';
const ended = ({ status }: Job) => status.conditions?.find(({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True');

/** The hour of a schedule has come, or the schedule is new: starts what is due, and waits for the next time. */
export function tick(work: Work, namespace: string, name: string, uid: string, generation: number): void {
  const cron = work.find<CronJob>(ref(namespace, name));
  if (cron?.metadata.uid !== uid || cron.metadata.generation !== generation || cron.spec.suspend) return;
  syncCronJob(work, namespace, name);
  const schedule = readSchedule(cron.spec.schedule);
  const next = 'error' in schedule ? undefined : nextTime(schedule, work.now, cron.spec.timeZone);
  if (next !== undefined) work.after(next - work.now, { kind: 'tick', namespace, name, uid, generation });
}

/** Keeps a CronJob true to its Jobs, and starts the one that is due (k8s.io/kubernetes, `syncCronJob`). */
export function syncCronJob(work: Work, namespace: string, name: string): void {
  const cron = work.find<CronJob>(ref(namespace, name));
  const jobs = work.draft.list<Job>('batch', 'Job', namespace).filter(job => controllerOf(job)?.kind === 'CronJob' && controllerOf(job)?.name === name);
  if (!cron || cron.metadata.deletionTimestamp !== undefined) return;
  const active = (cron.status.active ?? []).filter(one => {
    const job = jobs.find(({ metadata }) => metadata.uid === one.uid);
    const end = job && ended(job);
    if (end) tell(work, cron, { type: 'Normal', reason: 'SawCompletedJob', message: `Saw completed job: ${one.name}, condition: ${end.type}`, by });
    else if (!job) tell(work, cron, { type: 'Normal', reason: 'MissingJob', message: `Active job went missing: ${one.name}`, by });
    return job && !end;
  });
  const successes = jobs.flatMap(({ status }) => status.completionTime ?? []);
  const last = Math.max(...successes, cron.status.lastSuccessfulTime ?? -1);
  const { active: _, ...status } = cron.status;
  const held = work.put<CronJob>({ ...cron, status: { ...status, ...(active.length > 0 ? { active } : {}), ...(last >= 0 ? { lastSuccessfulTime: last } : {}) } });
  tidy(work, held, jobs);
  const schedule = readSchedule(cron.spec.schedule);
  if (!cron.spec.suspend && !('error' in schedule)) start(work, held, schedule);
}

/** Starts the Job of the last time that has come and that nothing was started for. */
function start(work: Work, cron: CronJob, schedule: Schedule): void {
  const { startingDeadlineSeconds, timeZone, concurrencyPolicy } = cron.spec;
  const { name, namespace = '' } = cron.metadata;
  const since = Math.max(cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp, startingDeadlineSeconds === undefined ? 0 : work.now - startingDeadlineSeconds * 1000);
  const { due, missed } = lastDue(schedule, since, work.now, timeZone);
  if (due === undefined) return;
  if (missed > 100) tell(work, cron, { type: 'Warning', reason: 'TooManyMissedTimes', message: 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew', by });
  const active = cron.status.active ?? [];
  if (concurrencyPolicy === 'Forbid' && active.length > 0) return void tell(work, cron, { type: 'Normal', reason: 'JobAlreadyActive', message: 'Not starting job because prior execution is running and concurrency policy is Forbid', by });
  if (concurrencyPolicy === 'Replace') for (const one of active) remove(work, cron, work.find<Job>({ group: 'batch', kind: 'Job', namespace, name: one.name }));
  const job = jobFor(work, cron, `${name}-${Math.floor((calendar + due) / 60_000)}`, due);
  const verdict = work.world.admit(work, job);
  if (!verdict.ok) return void tell(work, cron, { type: 'Warning', reason: 'FailedCreate', message: `Error creating job: ${verdict.message}`, by });
  const { apiVersion, kind, metadata } = verdict.object;
  const running = { apiVersion, kind, namespace, name: metadata.name, uid: metadata.uid };
  // Written first: the Job that is made looks for itself here.
  const written = work.put<CronJob>({ ...cron, status: { ...cron.status, active: [...(concurrencyPolicy === 'Replace' ? [] : active), running], lastScheduleTime: due } });
  work.put(verdict.object);
  tell(work, written, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created job ${metadata.name}`, by });
}

/** The last instant of a schedule in (since, now], and how many there were. */
function lastDue(schedule: Schedule, since: number, now: number, zone: string | undefined): { readonly due?: number; readonly missed: number } {
  let due: number | undefined;
  let missed = 0;
  for (let at = nextTime(schedule, since, zone); at !== undefined && at <= now && missed < 10_000; at = nextTime(schedule, at, zone)) {
    due = at;
    missed++;
  }
  return { missed, ...(due === undefined ? {} : { due }) };
}

function jobFor(work: Work, cron: CronJob, name: string, due: number): Job {
  const { metadata, spec } = cron.spec.jobTemplate;
  const annotations = { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': `${new Date(calendar + due).toISOString().slice(0, 19)}Z` };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: newMetadata(work, name, cron.metadata.namespace, { generation: 1, ...(metadata?.labels ? { labels: metadata.labels } : {}), annotations, ownerReferences: [ownedBy(cron)] }), spec, status: {} };
}

/** Of the Jobs that are over, as many are kept as the limits say, the last ones. */
function tidy(work: Work, cron: CronJob, jobs: readonly Job[]): void {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cron.spec;
  for (const [type, limit] of [['Complete', successfulJobsHistoryLimit], ['Failed', failedJobsHistoryLimit]] as const) {
    const over = jobs.filter(job => ended(job)?.type === type).sort((a, b) => (a.status.startTime ?? 0) - (b.status.startTime ?? 0));
    for (const job of over.slice(0, Math.max(0, over.length - limit))) remove(work, cron, job);
  }
}

function remove(work: Work, cron: CronJob, job: Job | undefined): void {
  if (!job) return;
  work.remove(job);
  for (const pod of work.draft.list<Pod>('', 'Pod', job.metadata.namespace)) if (controllerOf(pod)?.uid === job.metadata.uid) deletePod(work, pod);
  tell(work, cron, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted job ${job.metadata.name}`, by });
}
