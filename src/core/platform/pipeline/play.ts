import type { Tree } from '../forge/forge';
import type { Time } from '../time';
import { canceled } from './cancel';
import { isRetryable, type PipelineCommand } from './command';
import type { Job, Pipeline, PipelineState } from './model';
import { advance, replacePipeline, type PipelineStep } from './turns';
import type { PipelineWorld } from './world';

/** What a hand does to jobs: starts those that wait for one, runs ended ones again, stops others. `tree` holds the files of the commit. */
export function handled(state: PipelineState, command: PipelineCommand, tree: Tree | undefined, world: PipelineWorld, now: Time): PipelineStep {
  const pipeline = state.pipelines.find(one => ('pipeline' in command ? one.id === command.pipeline : one.jobs.some(({ id }) => id === command.job)));
  if (!pipeline) return { state, ends: [], pushed: [] };
  const chosen = (job: Job) => ('pipeline' in command ? command.type === 'cancel-pipeline' || ['failed', 'canceled'].includes(job.status) : job.id === command.job);
  const change = (job: Job): Job => {
    if (!chosen(job)) return job;
    if (command.type === 'cancel-job' || command.type === 'cancel-pipeline') return canceled(job, now);
    return command.type === 'play-job' ? { ...job, status: 'created', played: true } : isRetryable(job) ? again(job) : job;
  };
  const jobs = pipeline.jobs.map(change);
  const { finishedAt: _, ...rest } = pipeline;
  const stops = command.type.startsWith('cancel');
  // What was passed over because of a job that runs again gets its turn again.
  const next: Pipeline = stops ? { ...pipeline, jobs } : { ...rest, status: 'running', jobs: jobs.map(job => (job.status === 'skipped' ? { ...job, status: 'created' } : job)), ...(tree ? { tree } : {}) };
  const held = replacePipeline(state, pipeline.id, () => next);
  return advance(command.type === 'cancel-pipeline' ? below(held, pipeline.id, now) : held, pipeline.id, world, now);
}

/** What a pipeline started stops with it. */
function below(state: PipelineState, id: number, now: Time): PipelineState {
  return state.pipelines.filter(({ parent }) => parent?.pipeline === id).reduce((held, child) => below(replacePipeline(held, child.id, one => ended({ ...one, jobs: one.jobs.map(job => canceled(job, now)) }, now)), child.id, now), state);
}

function ended(pipeline: Pipeline, now: Time): Pipeline {
  return pipeline.finishedAt === undefined ? { ...pipeline, status: 'canceled', finishedAt: now } : pipeline;
}

/** A delayed job whose time has come. */
export function begun(state: PipelineState, id: number, jobId: number, world: PipelineWorld, now: Time): PipelineStep {
  const job = state.pipelines.find(one => one.id === id)?.jobs.find(one => one.id === jobId);
  if (job?.status !== 'scheduled' || (job.scheduledAt ?? 0) > now) return { state, ends: [], pushed: [] };
  return handled(state, { type: 'play-job', job: jobId }, undefined, world, now);
}

function again({ failure: _, failedAt: __, retired: _retired, finishedAt: ___, outcome: ____, downstream: _____, ...job }: Job): Job {
  return { ...job, status: 'created', played: true };
}
