import { valueAt, type Plain } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';
import { pushImage } from '../registry/registry';
import type { Time } from '../time';
import { canceled, superseded } from './cancel';
import { created } from './create';
import type { TestsOutcome } from './executors/executor';
import type { SourcesOutcome } from './executors/issues';
import { testsKey } from './executors/npm';
import type { Job, PipelineState } from './model';
import { started, type Told } from './start';
import { advance, replaceJob, replacePipeline, type PipelineStep } from './turns';
import type { Answers } from './workplace';
import type { PipelineWorld } from './world';

/** Makes the pipeline of a commit and starts what can start. A commit without a pipeline file makes none, and says so. */
export function startPipeline(state: PipelineState, commit: { readonly project: string; readonly repository: string; readonly ref: string; readonly tree: Tree; readonly changed?: readonly string[] }, world: PipelineWorld, now: Time): PipelineStep {
  const made = created(state, commit, world, now);
  if (made.pipeline.finishedAt !== undefined) return { state: made.state, ends: [], pushed: [] };
  const older = made.state.pipelines.filter(one => one.id !== made.pipeline.id && one.project === commit.project && one.repository === commit.repository && one.ref === commit.ref);
  const stopped = older.map(one => superseded(one, now)).filter((one, index) => one !== older[index]);
  const held = stopped.reduce((next, one) => replacePipeline(next, one.id, () => one), made.state);
  const steps = stopped.reduce<PipelineStep>((step, one) => merged(step, advance(step.state, one.id, world, now)), { state: held, ends: [], pushed: [] });
  return merged(steps, advance(steps.state, made.pipeline.id, world, now));
}

function merged(first: PipelineStep, second: PipelineStep): PipelineStep {
  return { ...second, ends: [...first.ends, ...second.ends], begins: [...(first.begins ?? []), ...(second.begins ?? [])], asks: [...(first.asks ?? []), ...(second.asks ?? [])] };
}

/** A job has ended: its outcome is written, it may run again, and what waited for it starts. */
export function endJob(state: PipelineState, pipelineId: number, jobId: number, attempt: number | undefined, world: PipelineWorld, now: Time): PipelineStep {
  const pipeline = state.pipelines.find(({ id }) => id === pipelineId);
  const job = pipeline?.jobs.find(({ id }) => id === jobId);
  // One that was stopped, or began again since, does not end by what was set before.
  if (!pipeline || job?.status !== 'running' || (attempt !== undefined && attempt !== job.attempts)) return { state, ends: [], pushed: [] };
  const { outcome: work = {}, ...rest } = job;
  const { failure } = work;
  const again = failure !== undefined && job.attempts <= retriesOf(job.definition['retry'] ?? null, failure.code, failure.reason ?? 'script_failure');
  const allowed = failure !== undefined && job.allowedCodes !== undefined && job.allowedCodes.includes(failure.code);
  const ended: Job = failure ? { ...rest, ...(allowed ? { allowFailure: true } : {}), reason: failure.reason ?? 'script_failure', status: again ? 'created' : 'failed', finishedAt: now, failure: failure.summary, dotenv: work.dotenv ?? {}, artifacts: work.artifacts ?? [], ...(work.made ? { made: work.made } : {}), ...(failure.at ? { failedAt: failure.at } : {}), ...(failure.retired === undefined ? {} : { retired: failure.retired }) } : { ...rest, status: 'success', finishedAt: now, dotenv: work.dotenv ?? {}, artifacts: work.artifacts ?? [], ...(work.made ? { made: work.made } : {}), pushed: (work.images ?? []).map(({ repository, tag }) => `${repository}:${tag}`) };
  // What follows finds in the registry what the job has just sent there.
  const registry = (failure ? [] : (work.images ?? [])).reduce((held, { repository, tag, image }) => pushImage(held, repository, tag, { ...image, createdAt: now, pipeline: pipelineId }, now), world.registry);
  const { analysed } = work;
  const after = replaceJob(analysed ? { ...state, analyses: [...(state.analyses ?? []).filter(({ key }) => key !== analysed.key), analysed] } : state, pipelineId, ended);
  const stops = pipeline.stopsOnFailure && ended.status === 'failed' && !ended.allowFailure;
  const step = advance(stops ? replacePipeline(after, pipelineId, one => ({ ...one, jobs: one.jobs.map(each => canceled(each, now)) })) : after, pipelineId, { ...world, registry }, now);
  return { ...step, charts: failure ? [] : (work.charts ?? []), pushed: failure ? [] : (work.images ?? []).map(image => ({ ...image, pipeline: pipelineId })) };
}

/** How many times a job is tried again: `when` may keep it to some failures, which a script's own is one of. */
function retriesOf(retry: Plain, code: number, reason: string): number {
  const when = valueAt(retry, 'when');
  const causes = Array.isArray(when) ? when : when === undefined || when === null ? ['always'] : [when];
  const codes = valueAt(retry, 'exit_codes');
  const coded = codes === undefined || codes === null ? false : (Array.isArray(codes) ? codes : [codes]).includes(code);
  if (!coded && !causes.some(cause => cause === 'always' || cause === reason || (cause === 'stuck_or_timeout_failure' && reason === 'job_execution_timeout'))) return 0;
  const max = typeof retry === 'number' ? retry : valueAt(retry, 'max');
  return typeof max === 'number' ? Math.min(max, 2) : 0;
}

/** Tests have ended, or were not run: the job that waited for them goes on. */
export function testsRan(state: PipelineState, pipelineId: number, jobId: number, outcome: TestsOutcome, world: PipelineWorld, now: Time): PipelineStep {
  return goesOn(state, pipelineId, jobId, world, now, ({ awaits, tests }) => awaits && 'script' in awaits && { tests: { ...tests, [testsKey(awaits)]: outcome } });
}

/** The sources of a commit were read, or could not be: the job that waited for them goes on. */
export function sourcesRead(state: PipelineState, pipelineId: number, jobId: number, sources: SourcesOutcome, world: PipelineWorld, now: Time): PipelineStep {
  return goesOn(state, pipelineId, jobId, world, now, ({ awaits }) => awaits && 'sources' in awaits && { sources });
}

/** A job that was told of what it waited for; one that waits for something else, or no more, is left as it is. */
function goesOn(state: PipelineState, pipelineId: number, jobId: number, world: PipelineWorld, now: Time, told: (job: Job) => Answers | false | undefined): PipelineStep {
  const pipeline = state.pipelines.find(({ id }) => id === pipelineId);
  const job = pipeline?.jobs.find(({ id }) => id === jobId);
  const answers = job && told(job);
  if (!pipeline || !job || !answers) return { state, ends: [], pushed: [] };
  const step: Told = { ends: [], asks: [] };
  const next = started(pipeline, job, world, now, step, { ...(job.tests ? { tests: job.tests } : {}), ...(job.sources ? { sources: job.sources } : {}), ...answers });
  return { state: replaceJob(state, pipelineId, next), pushed: [], ...step };
}
