import type { Finding } from '../../analysis/finding';
import type { SourceFile } from '../../analysis/port';
import { mapAt, stringAt, valueAt, type Plain } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';
import type { Behaviour } from '../registry/behaviour';
import { pushImage, type RegistryState } from '../registry/registry';
import type { Time } from '../time';
import type { VaultState } from '../vault/vault';
import { expandPipeline, type Catalogue } from './expand';
import type { PushedChart, PushedImage, TestsAsked, TestsOutcome, Work, Workplace } from './executors/executor';
import { pushCharts } from './executors/helm';
import { testsKey } from './executors/npm';
import { analyse } from './executors/sonar';
import { buildImage, imageTemplates } from './executors/image';
import { artifactsOf, runScript } from './executors/script';
import { readSecret } from './executors/vault';
import { logOf } from './log';
import { keptPipelines, type Job, type Pipeline, type PipelineState } from './model';
import { predefined, variablesIn, type Variables } from './variables';

/** What pipelines need from outside: the catalogue they include, the registry's host, and what scenarios say of applications. */
export interface PipelineWorld {
  readonly catalogue: Catalogue;
  readonly registryHost: string;
  readonly vault: VaultState;
  readonly registry: RegistryState;
  analyse(files: readonly SourceFile[]): readonly Finding[];
  /** Whether tests are really run. */
  readonly runsTests: boolean;
  behaviourOf(repository: string, context: string): Behaviour | undefined;
}

/** Pipelines after a step, the jobs that will end and when, and the images that were pushed. */
export interface PipelineStep {
  readonly state: PipelineState;
  readonly ends: readonly { readonly after: Time; readonly pipeline: number; readonly job: number }[];
  readonly pushed: readonly (PushedImage & { readonly pipeline: number })[];
  readonly charts?: readonly PushedChart[];
  /** The tests that jobs wait for. */
  readonly asks?: readonly (TestsAsked & { readonly pipeline: number; readonly job: number })[];
}

/** Makes the pipeline of a commit and starts what can start. A commit without a pipeline file makes none, and says so. */
export function startPipeline(state: PipelineState, commit: { readonly project: string; readonly repository: string; readonly ref: string; readonly tree: Tree; readonly changed?: readonly string[] }, world: PipelineWorld, now: Time): PipelineStep {
  const id = state.lastId + 1;
  const { tree } = commit;
  const expansion = expandPipeline(tree, world.catalogue, predefined({ ...commit, id, commit: tree.commit, title: tree.title, registry: world.registryHost }));
  const base = { id, project: commit.project, repository: commit.repository, ref: commit.ref, commit: tree.commit, title: tree.title, createdAt: now, ...(commit.changed ? { changed: commit.changed } : {}), stages: [], variables: {}, jobs: [], errors: [] };
  if (expansion.kind !== 'pipeline') {
    const pipeline: Pipeline = expansion.kind === 'none' ? { ...base, status: 'skipped', finishedAt: now, errors: [expansion.reason] } : { ...base, status: 'failed', finishedAt: now, errors: expansion.errors };
    return { state: { ...state, lastId: id, pipelines: kept([...state.pipelines, pipeline]) }, ends: [], pushed: [] };
  }
  const jobs = expansion.jobs.map((job, index): Job => ({ ...job, id: state.lastJob + 1 + index }));
  const pipeline: Pipeline = { ...base, status: 'running', stages: expansion.stages, variables: expansion.variables, jobs, tree };
  const held = { ...state, lastId: id, lastJob: state.lastJob + jobs.length, pipelines: kept([...state.pipelines, pipeline]) };
  return advance(held, id, world, now);
}

/** The latest, and all that still run. */
function kept(pipelines: readonly Pipeline[]): Pipeline[] {
  return pipelines.filter(({ status }, index) => status === 'running' || index >= pipelines.length - keptPipelines);
}

/** A job has ended: its outcome is written, it may run again, and what waited for it starts. */
export function endJob(state: PipelineState, pipelineId: number, jobId: number, world: PipelineWorld, now: Time): PipelineStep {
  const pipeline = state.pipelines.find(({ id }) => id === pipelineId);
  const job = pipeline?.jobs.find(({ id }) => id === jobId);
  if (!pipeline || job?.status !== 'running') return { state, ends: [], pushed: [] };
  const { outcome: work = {}, ...rest } = job;
  const { failure } = work;
  const again = failure !== undefined && job.attempts <= retriesOf(job.definition['retry'] ?? null, failure.code);
  const ended: Job = failure ? { ...rest, status: again ? 'created' : 'failed', finishedAt: now, failure: failure.summary, ...(failure.at ? { failedAt: failure.at } : {}) } : { ...rest, status: 'success', finishedAt: now, dotenv: work.dotenv ?? {}, artifacts: work.artifacts ?? artifactsOf(placeOf(pipeline, job, world, now)).artifacts, pushed: (work.images ?? []).map(({ repository, tag }) => `${repository}:${tag}`) };
  // What follows finds in the registry what the job has just sent there.
  const registry = (failure ? [] : (work.images ?? [])).reduce((held, { repository, tag, image }) => pushImage(held, repository, tag, { ...image, createdAt: now, pipeline: pipelineId }, now), world.registry);
  const step = advance(replaceJob(state, pipelineId, ended), pipelineId, { ...world, registry }, now);
  return { ...step, charts: failure ? [] : (work.charts ?? []), pushed: failure ? [] : (work.images ?? []).map(image => ({ ...image, pipeline: pipelineId })) };
}

/** How many times a job is tried again: `when` may keep it to some failures, which a script's own is one of. */
function retriesOf(retry: Plain, code: number): number {
  const when = valueAt(retry, 'when');
  const causes = Array.isArray(when) ? when : when === undefined || when === null ? ['always'] : [when];
  const codes = valueAt(retry, 'exit_codes');
  const coded = codes === undefined || codes === null ? false : (Array.isArray(codes) ? codes : [codes]).includes(code);
  if (!coded && !causes.some(cause => cause === 'always' || cause === 'script_failure')) return 0;
  const max = typeof retry === 'number' ? retry : valueAt(retry, 'max');
  return typeof max === 'number' ? Math.min(max, 2) : 0;
}

function replaceJob(state: PipelineState, pipelineId: number, job: Job): PipelineState {
  return replacePipeline(state, pipelineId, pipeline => ({ ...pipeline, jobs: pipeline.jobs.map(one => (one.id === job.id ? job : one)) }));
}

function replacePipeline(state: PipelineState, id: number, change: (pipeline: Pipeline) => Pipeline): PipelineState {
  return { ...state, pipelines: state.pipelines.map(one => (one.id === id ? change(one) : one)) };
}

const failing = (job: Job) => job.status === 'failed' && !job.allowFailure;
const over = (job: Job) => job.status === 'success' || job.status === 'failed' || job.status === 'skipped' || job.status === 'manual';

/** Starts every job whose turn has come, passes over those whose turn will not, and closes the pipeline once none is left. */
function advance(state: PipelineState, id: number, world: PipelineWorld, now: Time): PipelineStep {
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

interface Told {
  readonly ends: { after: Time; pipeline: number; job: number }[];
  readonly asks: (TestsAsked & { pipeline: number; job: number })[];
}

/** Starts a job, or has it go on once tests it waited for have ended: its log is then written anew, from the same first line. */
function started(pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, { ends, asks }: Told, tests: Job['tests'] = {}): Job {
  const place = placeOf(pipeline, job, world, now, tests);
  const work = execute(place);
  if (work.asks) {
    asks.push({ ...work.asks, pipeline: pipeline.id, job: job.id });
    return { ...job, status: 'running', startedAt: job.startedAt ?? now, awaits: work.asks, tests };
  }
  const { lines: _, duration: __, ...outcome } = work;
  const wait = 3_000;
  const { awaits: _awaits, tests: _tests, ...rest } = job;
  const next: Job = { ...rest, outcome, status: 'running', attempts: job.attempts + 1, startedAt: now, log: [...job.log, ...logOf(place, work, now, wait)] };
  ends.push({ after: wait + work.duration, pipeline: pipeline.id, job: job.id });
  return next;
}

function placeOf(pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, tests: Job['tests'] = {}): Workplace {
  const given = pipeline.jobs.filter(one => job.receives.includes(one.name) && one.status === 'success');
  const kept = given.filter(one => !expired(one, now));
  const dotenv: Variables = Object.assign({}, ...given.map(one => one.dotenv)) as Variables;
  const variables = { ...pipeline.variables, ...variablesIn(mapAt(job.definition, 'variables')), ...dotenv, CI_JOB_NAME: job.name, CI_JOB_STAGE: job.stage, CI_JOB_ID: String(job.id) };
  const tree = pipeline.tree ?? { commit: pipeline.commit, title: pipeline.title, author: '', files: {}, texts: {} };
  return { pipeline, job, tree, variables, artifacts: kept.flatMap(one => one.artifacts), tests, runsTests: world.runsTests, registry: world.registry, analyse: files => world.analyse(files), registryHost: world.registryHost, vault: world.vault, behaviourOf: (repository, context) => world.behaviourOf(repository, context) };
}

/** Tests have ended, or were not run: the job that waited for them goes on. */
export function testsRan(state: PipelineState, pipelineId: number, jobId: number, outcome: TestsOutcome, world: PipelineWorld, now: Time): PipelineStep {
  const pipeline = state.pipelines.find(({ id }) => id === pipelineId);
  const job = pipeline?.jobs.find(({ id }) => id === jobId);
  if (!pipeline || !job?.awaits) return { state, ends: [], pushed: [] };
  const told: Told = { ends: [], asks: [] };
  const next = started(pipeline, job, world, now, told, { ...job.tests, [testsKey(job.awaits)]: outcome });
  return { state: replaceJob(state, pipelineId, next), pushed: [], ...told };
}

const units: Readonly<Record<string, number>> = { s: 1, second: 1, sec: 1, m: 60, min: 60, mins: 60, minute: 60, h: 3_600, hr: 3_600, hour: 3_600, d: 86_400, day: 86_400, w: 604_800, week: 604_800 };

/** Whether what a job handed on is no longer kept (`artifacts: expire_in`). */
function expired({ definition, finishedAt = 0 }: Job, now: Time): boolean {
  const text = stringAt(mapAt(definition, 'artifacts'), 'expire_in') ?? '';
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)].map(([, count, unit = '']) => Number(count) * (units[unit] ?? units[unit.replace(/s$/, '')] ?? Number.NaN));
  return parts.length > 0 && finishedAt + 1_000 * parts.reduce((sum, part) => sum + part, 0) <= now;
}

/** The tool that runs a job is told by the job of the catalogue it takes from. */
function execute(place: Workplace): Work {
  const from = (name: string) => place.job.templates.includes(name);
  if (from('.vault:read_secret')) return readSecret(place);
  if (imageTemplates.some(from)) return buildImage(place);
  if (from('.sonar:sonar-scanner') || from('.java:sonar')) return analyse(place);
  if (from('.helm:build-push')) return pushCharts(place);
  return runScript(place);
}
