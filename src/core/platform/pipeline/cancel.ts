import type { Time } from '../time';
import type { Included } from '../../analysis/gitlab-ci/include';
import { stringAt } from '../../analysis/yaml/plain';
import type { Job, Pipeline } from './model';

/** Whether a job has not come to its end. */
export function isCancelable({ status }: Job): boolean {
  return ['created', 'pending', 'running', 'manual', 'scheduled', 'waiting_for_resource'].includes(status);
}

/** A job stopped where it is: its log ends there. */
export function canceled(job: Job, now: Time): Job {
  if (!isCancelable(job)) return job;
  const { outcome: _, awaits: __, sources: ___, ...rest } = job;
  const log = job.status === 'running' ? [...job.log.filter(({ at }) => at <= now), { at: now, text: 'Cleaning up project directory and file based variables' }, { at: now, text: 'ERROR: Job failed: canceled' }] : job.log;
  return { ...rest, status: 'canceled', finishedAt: now, log };
}

/** A pipeline that a newer commit makes useless, with what is stopped of it (GitLab, `workflow:auto_cancel:on_new_commit`): all of it as long as nothing that may not be interrupted has begun, by default. */
export function superseded(pipeline: Pipeline, now: Time): Pipeline {
  const policy = pipeline.autoCancel ?? 'conservative';
  const interruptible = ({ definition }: Job) => definition['interruptible'] === true;
  if (policy === 'none' || pipeline.finishedAt !== undefined) return pipeline;
  if (policy === 'conservative' && pipeline.jobs.some(job => job.startedAt !== undefined && !interruptible(job))) return pipeline;
  return { ...pipeline, jobs: pipeline.jobs.map(job => (policy === 'conservative' || interruptible(job) ? canceled(job, now) : job)) };
}

/** What the files of a pipeline say of it: the last that was merged wins. */
export function autoCancelOf(included: readonly Pick<Included, 'value'>[], key: 'on_new_commit' | 'on_job_failure'): string | undefined {
  return included.map(({ value }) => stringAt(value, 'workflow', 'auto_cancel', key)).findLast(found => found !== undefined);
}
