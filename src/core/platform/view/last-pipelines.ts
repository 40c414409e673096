import { isDockerfile } from '../../analysis/names';
import { mapAt } from '../../analysis/yaml/plain';
import { treeAt } from '../forge/forge';
import { imageTemplates } from '../pipeline/executors/image';
import { pipelineFileOf } from '../pipeline/expand';
import type { Job, Pipeline } from '../pipeline/model';
import { expandText, variablesIn } from '../pipeline/variables';
import type { PlatformState } from '../state';

type Pipelines = Pick<PlatformState, 'pipelines' | 'console' | 'forge'>;

/** Of each repository of a project that is expected to have one, the last pipeline, then those that it started. */
export function lastPipelines(state: Pipelines, project: string): Pipeline[] {
  const { pipelines } = state.pipelines;
  const last = new Map(pipelines.filter(one => one.project === project && !one.parent).map(one => [one.repository, one]));
  return [...last.values()].filter(one => !onlyDeploys(state, one)).flatMap(one => [one, ...startedBy(pipelines, one)]);
}

function startedBy(pipelines: readonly Pipeline[], { jobs }: Pipeline): Pipeline[] {
  return jobs.flatMap(({ downstream }) => {
    const child = downstream === undefined ? undefined : pipelines.find(({ id }) => id === downstream);
    return child ? [child, ...startedBy(pipelines, child)] : [];
  });
}

/** Whether a repository is deployed and builds nothing: no pipeline is expected of it. */
function onlyDeploys({ console: { projects }, forge }: Pipelines, { project, repository, ref, status, errors }: Pipeline): boolean {
  const known = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository);
  const files = Object.keys(treeAt(forge, `${project}/${repository}`, ref)?.files ?? {});
  return status === 'skipped' && errors.length > 0 && known?.infra === true && !files.includes(pipelineFileOf(known)) && !files.some(isDockerfile);
}

/** The pipeline that an image of a project is expected from: one with a job that builds it, else one that did not go well, else the latest. */
export function pipelineFor(state: Pipelines, project: string, image: string): Pipeline | undefined {
  const last = lastPipelines(state, project).sort((a, b) => a.id - b.id);
  return last.findLast(one => one.jobs.some(job => builds(one, job, image))) ?? last.findLast(({ status }) => status !== 'success') ?? last.at(-1);
}

function builds({ variables, forwarded }: Pipeline, { templates, definition }: Job, image: string): boolean {
  if (!imageTemplates.some(name => templates.includes(name))) return false;
  const all = { ...variables, ...variablesIn(mapAt(definition, 'variables')), ...forwarded };
  const names = [all['IMAGE_NAME'] ?? '', ...(all['IMAGE_NAMES'] ?? '').split(/\s+/), ...(all['OUTPUT_IMAGES'] ?? '').split(/[\s,]+/)].map(name => expandText(name, all).replace(/:[^/]*$/, ''));
  return names.filter(Boolean).some(name => image === name || image.endsWith(`/${name.replaceAll('/', '-')}`) || image.endsWith(`/${name}`));
}
