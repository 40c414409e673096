import type { Time } from '../time';
import { answered, isBridge, opened } from './bridge';
import { compositeOf, isComplete, type CompositeStatus } from './composite';
import { durationOf } from './duration';
import type { PushedChart, PushedImage, Asked } from './executors/executor';
import { inheritedBy } from './inherit';
import type { Job, Pipeline, PipelineState } from './model';
import { groupedBy } from '../../analysis/grouped';
import { stringAt } from '../../analysis/yaml/plain';
import { started, type Told } from './start';
import { expandText, variablesIn } from './variables';
import { mapAt } from '../../analysis/yaml/plain';
import type { PipelineWorld } from './world';

/** Pipelines after a step, the jobs that will end or begin and when, and the images that were pushed. */
export interface PipelineStep {
  readonly state: PipelineState;
  readonly ends: Told['ends'];
  /** Delayed jobs, and when they begin. */
  readonly begins?: readonly { readonly after: Time; readonly pipeline: number; readonly job: number }[];
  readonly pushed: readonly (PushedImage & { readonly pipeline: number })[];
  readonly charts?: readonly PushedChart[];
  /** The tests that jobs wait for. */
  readonly asks?: readonly (Asked & { readonly pipeline: number; readonly job: number })[];
}

export function replaceJob(state: PipelineState, pipelineId: number, job: Job): PipelineState {
  return replacePipeline(state, pipelineId, pipeline => ({ ...pipeline, jobs: pipeline.jobs.map(one => (one.id === job.id ? job : one)) }));
}

export function replacePipeline(state: PipelineState, id: number, change: (pipeline: Pipeline) => Pipeline): PipelineState {
  return { ...state, pipelines: state.pipelines.map(one => (one.id === id ? change(one) : one)) };
}

/** Moves every job whose turn has come, of one pipeline and then of those that wait for the same resources; says how each pipeline stands. */
export function advance(state: PipelineState, id: number, world: PipelineWorld, now: Time): PipelineStep {
  const told: Told = { ends: [], asks: [] };
  const begins: Begins = [];
  let held = throughBridges(state, id, world, now, told, begins);
  for (const { id: other, jobs } of held.pipelines) if (other !== id && jobs.some(({ status }) => status === 'waiting_for_resource')) held = throughBridges(held, other, world, now, told, begins);
  return { state: held, pushed: [], begins, ...told };
}

/** Moves a pipeline, those that its bridges start, and those whose bridges wait for it. */
function throughBridges(state: PipelineState, first: number, world: PipelineWorld, now: Time, told: Told, begins: Begins): PipelineState {
  let held = state;
  const waiting = [first];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    held = moved(held, id, world, now, told, begins);
    for (const job of held.pipelines.find(one => one.id === id)?.jobs ?? []) {
      if (job.status !== 'pending' || !isBridge(job)) continue;
      const pipeline = held.pipelines.find(one => one.id === id);
      const open = pipeline && opened(held, pipeline, job, world, now);
      if (!open) continue;
      held = replaceJob(open.state, id, open.job);
      waiting.push(...(open.child ? [open.child.id] : []), id);
    }
    const { parent } = held.pipelines.find(one => one.id === id) ?? {};
    const bridge = parent && held.pipelines.find(one => one.id === parent.pipeline)?.jobs.find(one => one.id === parent.job && one.downstream === id);
    const after = bridge && answered(held, bridge, now);
    if (!parent || !after || after === bridge) continue;
    held = replaceJob(held, parent.pipeline, after);
    waiting.push(parent.pipeline);
  }
  return held;
}

type Begins = { after: Time; pipeline: number; job: number }[];

function moved(state: PipelineState, id: number, world: PipelineWorld, now: Time, told: Told, begins: Begins): PipelineState {
  let held = state;
  for (let again = true; again; ) {
    again = false;
    const current = held.pipelines.find(one => one.id === id);
    for (const job of current?.jobs ?? []) {
      // A job moves at its own turn alone: until then it is as it was. Most are under way or over.
      if (job.status !== 'created' && job.status !== 'waiting_for_resource') continue;
      const pipeline = held.pipelines.find(one => one.id === id);
      const next = pipeline && nextOf(held, pipeline, job, world, now, told, begins);
      if (!next || next === job) continue;
      held = replaceJob(held, id, next);
      again = true;
    }
  }
  return replacePipeline(held, id, pipeline => standing(pipeline, now));
}

/** A job's next step, if its turn has come. */
function nextOf(state: PipelineState, pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, told: Told, begins: Begins): Job | undefined {
  if (job.status === 'waiting_for_resource') return isFree(state, pipeline, job) ? begunNow(pipeline, job, world, now, told) : undefined;
  if (job.status !== 'created') return undefined;
  const status = statusBefore(pipeline, job);
  if (!isComplete(status)) return undefined;
  if (!isValid(job, status)) return { ...job, status: 'skipped' };
  // A job that runs again has been waited for once.
  if (job.when === 'manual' && job.attempts === 0 && !job.played) return { ...job, status: 'manual' };
  if (job.when === 'delayed' && job.attempts === 0 && !job.played) {
    const after = durationOf(stringAt(job.definition, 'start_in') ?? '') ?? 0;
    begins.push({ after, pipeline: pipeline.id, job: job.id });
    return { ...job, status: 'scheduled', scheduledAt: now + after };
  }
  return isFree(state, pipeline, job) ? begunNow(pipeline, job, world, now, told) : { ...job, status: 'waiting_for_resource' };
}

/** One that runs on a runner starts; a bridge is left to whoever makes pipelines. */
function begunNow(pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, told: Told): Job {
  return isBridge(job) ? { ...job, status: 'pending' } : started(pipeline, job, world, now, told);
}

/** How what a job waits for stands: the jobs it needs, else those of all the stages before. */
function statusBefore(pipeline: Pipeline, { needs, stage }: Job): CompositeStatus {
  const outlook = outlooks.get(pipeline) ?? { byStage: new Map<string, CompositeStatus>() };
  outlooks.set(pipeline, outlook);
  if (needs !== undefined) {
    const byName = (outlook.byName ??= groupedBy(pipeline.jobs, ({ name }) => name));
    return standingOf([...new Set(needs)].flatMap(name => byName.get(name) ?? []), true);
  }
  const known = outlook.byStage.get(stage);
  if (known) return known;
  const earlier = new Set(pipeline.stages.slice(0, Math.max(0, pipeline.stages.indexOf(stage))));
  const status = standingOf(pipeline.jobs.filter(one => earlier.has(one.stage)), false);
  outlook.byStage.set(stage, status);
  return status;
}

function standingOf(before: readonly Job[], needed: boolean): CompositeStatus {
  return before.length === 0 ? 'success' : compositeOf(before, needed);
}

/** What is asked of a pipeline as it stands, found once for all its jobs. */
const outlooks = new WeakMap<Pipeline, { byName?: ReadonlyMap<string, readonly Job[]>; readonly byStage: Map<string, CompositeStatus> }>();

/** What must have come of the jobs before (GitLab, `app/services/ci/process_build_service.rb`). */
function isValid({ when, needs }: Job, before: CompositeStatus): boolean {
  if (when === 'always') return before === 'success' || before === 'failed' || before === 'skipped';
  if (when === 'on_failure') return before === 'failed';
  return before === 'success' || (needs === undefined && before === 'skipped');
}

/** The group of which one job runs at a time, whatever its pipeline (`resource_group`). */
export function resourceOf(pipeline: Pipeline, job: Job): string | undefined {
  const { definition } = job;
  const given = stringAt(definition, 'resource_group');
  return given === undefined ? undefined : `${pipeline.project}/${pipeline.repository} ${expandText(given, { ...inheritedBy(pipeline, job), ...variablesIn(mapAt(definition, 'variables')) })}`;
}

function isFree({ pipelines }: PipelineState, pipeline: Pipeline, job: Job): boolean {
  const wanted = resourceOf(pipeline, job);
  return wanted === undefined || !pipelines.some(other => other.jobs.some(one => one.status === 'running' && one.id !== job.id && resourceOf(other, one) === wanted));
}

/** A pipeline as its jobs make it; over once none of them can go on by itself or by a hand that is waited for. */
function standing(pipeline: Pipeline, now: Time): Pipeline {
  const found = compositeOf(pipeline.jobs);
  const status = found === 'created' || found === 'pending' || found === 'waiting_for_resource' ? 'running' : found;
  if (!isComplete(status)) return { ...pipeline, status };
  const { tree: _, ...rest } = pipeline;
  return { ...rest, status, finishedAt: pipeline.finishedAt ?? now };
}
