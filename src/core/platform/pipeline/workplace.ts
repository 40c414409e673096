import { mapAt, stringAt } from '../../analysis/yaml/plain';
import type { Time } from '../time';
import type { Workplace } from './executors/executor';
import type { Job, Pipeline } from './model';
import { durationOf } from './duration';
import { inheritedBy } from './inherit';
import { variablesIn, type Variables } from './variables';
import type { PipelineWorld } from './world';

/** How long a runner prepares a job before it fetches what is handed to it. */
export const preparation = 3_000;

/** What a job was told of what it waited for. */
export type Answers = Pick<Job, 'tests' | 'sources'>;

/** Where a job works: its commit, its variables in GitLab's order (predefined, the file's, the job's, dotenv received, then the settings'), what the jobs before hand to it and still keep. */
export function placeOf(pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, { tests = {}, sources }: Answers = {}): Workplace {
  const given = pipeline.jobs.filter(one => job.receives.includes(one.name) && one.status === 'success');
  const kept = given.filter(one => !expired(one, now + preparation));
  const dotenv: Variables = Object.assign({}, ...given.map(one => one.dotenv)) as Variables;
  const settings = world.variablesOf(pipeline.project, pipeline.repository, pipeline.ref);
  const variables = { CI_NODE_TOTAL: '1', CI_JOB_NAME: job.name, CI_JOB_STAGE: job.stage, CI_JOB_ID: String(job.id), ...inheritedBy(pipeline, job), ...variablesIn(mapAt(job.definition, 'variables')), ...dotenv, ...settings.values, ...pipeline.forwarded };
  const tree = pipeline.tree ?? { commit: pipeline.commit, title: pipeline.title, author: '', files: {}, texts: {} };
  return { pipeline, job, tree, variables, masked: settings.masked, isProtected: settings.isProtected, artifacts: kept.flatMap(one => one.artifacts), made: Object.assign({}, ...kept.map(one => one.made ?? {})) as Readonly<Record<string, string>>, tests, ...(sources ? { sources } : {}), analyses: world.analyses, runsTests: world.runsTests, registry: world.registry, analyse: files => world.analyse(files), registryHost: world.registryHost, vault: world.vault, behaviourOf: (repository, context) => world.behaviourOf(repository, context) };
}

/** Whether what a job handed on is no longer kept (`artifacts: expire_in`). */
function expired({ definition, finishedAt = 0 }: Job, now: Time): boolean {
  const kept = durationOf(stringAt(mapAt(definition, 'artifacts'), 'expire_in') ?? '');
  return kept !== undefined && finishedAt + kept <= now;
}
