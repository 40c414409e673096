import type { Time } from '../time';
import type { PushedChart, PushedImage, TestsAsked } from './executors/executor';
import type { Job, Pipeline, PipelineState } from './model';
import { started } from './start';
import type { PipelineWorld } from './world';

/** Pipelines after a step, the jobs that will end and when, and the images that were pushed. */
export interface PipelineStep {
  readonly state: PipelineState;
  readonly ends: readonly { readonly after: Time; readonly pipeline: number; readonly job: number }[];
  readonly pushed: readonly (PushedImage & { readonly pipeline: number })[];
  readonly charts?: readonly PushedChart[];
  /** The tests that jobs wait for. */
  readonly asks?: readonly (TestsAsked & { readonly pipeline: number; readonly job: number })[];
}

export function replaceJob(state: PipelineState, pipelineId: number, job: Job): PipelineState {
  return replacePipeline(state, pipelineId, pipeline => ({ ...pipeline, jobs: pipeline.jobs.map(one => (one.id === job.id ? job : one)) }));
}

function replacePipeline(state: PipelineState, id: number, change: (pipeline: Pipeline) => Pipeline): PipelineState {
  return { ...state, pipelines: state.pipelines.map(one => (one.id === id ? change(one) : one)) };
}

const failing = (job: Job) => job.status === 'failed' && !job.allowFailure;
const over = (job: Job) => job.status === 'success' || job.status === 'failed' || job.status === 'skipped' || job.status === 'manual';

/** Starts every job whose turn has come, passes over those whose turn will not, and closes the pipeline once none is left. */
export function advance(state: PipelineState, id: number, world: PipelineWorld, now: Time): PipelineStep {
  let current = state.pipelines.find(one => one.id === id);
  if (!current) return { state, ends: [], pushed: [] };
  const ends: { after: Time; pipeline: number; job: number }[] = [];
  const asks: (TestsAsked & { pipeline: number; job: number })[] = [];
  for (let moved = true; moved; ) {
    moved = false;
    for (const job of current.jobs.filter(one => one.status === 'created')) {
      const decision = turnOf(current, job);
      if (decision === 'wait') continue;
      const next: Job = decision === 'skip' ? { ...job, status: 'skipped' } : started(current, job, world, now, { ends, asks });
      current = { ...current, jobs: current.jobs.map(one => (one.id === job.id ? next : one)) };
      moved = true;
    }
  }
  if (current.jobs.every(over)) {
    const { tree: _, ...rest } = current;
    current = { ...rest, status: current.jobs.some(failing) ? 'failed' : 'success', finishedAt: now };
  }
  const done = current;
  return { state: replacePipeline(state, id, () => done), ends, pushed: [], asks };
}

/** Whether a job starts, waits or is passed over: by its `needs`, else by the stages before its own. */
function turnOf(pipeline: Pipeline, job: Job): 'start' | 'wait' | 'skip' {
  const order = (one: Job) => pipeline.stages.indexOf(one.stage);
  const before = job.needs ? pipeline.jobs.filter(one => job.needs?.includes(one.name)) : pipeline.jobs.filter(one => order(one) < order(job));
  // A manual job that may fail holds nobody; one that may not holds what follows.
  if (before.some(one => !over(one))) return 'wait';
  const failed = before.some(failing) || before.some(one => one.status === 'skipped');
  if (job.when === 'always') return 'start';
  if (job.when === 'on_failure') return failed ? 'start' : 'skip';
  return failed || before.some(one => one.status === 'manual' && !one.allowFailure) ? 'skip' : 'start';
}
