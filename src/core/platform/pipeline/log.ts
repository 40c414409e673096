import { stringAt, valueAt, type Plain } from '../../analysis/yaml/plain';
import type { Time } from '../time';
import { sha256Hex } from '../chance';
import { restoring } from './executors/cache';
import type { Work, Workplace } from './executors/executor';
import type { Line } from './model';
import { expandText } from './variables';
import type { Said } from '../view/words/said';

/** A job's log as the runner writes it: its preparation, the tool's lines spread over its duration, and how it ends. */
export function logOf(place: Workplace, work: Work, now: Time, wait: Time): Line[] {
  const { job, pipeline, variables } = place;
  const image = imageOf(job.definition['image'] ?? null, variables);
  const runner = `runner-${sha256Hex(pipeline.project).slice(0, 9)}`;
  const received = pipeline.jobs.filter(one => job.receives.includes(one.name) && one.status === 'success' && (one.artifacts.length > 0 || Object.keys(one.dotenv).length > 0));
  const before = ([
    'Running with gitlab-runner 18.4.0 (simulation)',
    `  on dso-runner ${runner}, system ID: r_simulation`,
    'Preparing the "kubernetes" executor',
    'Using Kubernetes namespace: dso-gitlab-runner',
    `Using Kubernetes executor with image ${image} ...`,
    'Preparing environment',
    `Running on ${runner}-project-concurrent-0 via dso-runner...`,
    'Getting source from Git repository',
    'Fetching changes with git depth set to 20...',
    `Initialized empty Git repository in ${variables['CI_PROJECT_DIR'] ?? '/builds'}/.git/`,
    `Checking out ${pipeline.commit.slice(0, 8)} as detached HEAD (ref is ${pipeline.ref})...`,
    'Skipping Git submodules setup',
    ...restoring(place),
    ...received.map(one => `Downloading artifacts for ${one.name} (${one.id})...`),
    'Executing "step_script" stage of the job script',
  ] satisfies Said[]).map(text => ({ at: now + wait, text }));
  const step = work.duration / (work.lines.length + 1);
  const during = work.lines.map((text, index) => ({ at: now + wait + Math.round(step * (index + 1)), text }));
  const end = now + wait + work.duration;
  const { failure } = work;
  const after = [...(work.after ?? []), ...(work.saved ?? []), ...(work.uploads ?? []), ...endOf(failure)];
  return [...before, ...during, ...after.map(text => ({ at: end, text }))];
}

function endOf(failure: Work['failure']): string[] {
  const cleaned = 'Cleaning up project directory and file based variables';
  return failure ? [cleaned, failure.end ?? `ERROR: Job failed: command terminated with exit code ${failure.code}`] : [cleaned, 'Job succeeded'];
}

function imageOf(image: Plain, variables: Readonly<Record<string, string>>): string {
  const name = typeof image === 'string' ? image : (stringAt(image, 'name') ?? valueAt(image, 'name'));
  return typeof name === 'string' ? expandText(name, variables) : 'docker.io/library/alpine:3';
}
