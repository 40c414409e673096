import type { Request } from '../event';
import type { PlatformState } from '../state';
import type { Asked } from './executors/executor';

/** What asks for what a job waits for. */
export function askedRequest({ pipelines, console: { projects } }: Pick<PlatformState, 'pipelines' | 'console'>, { pipeline: id, job, ...asked }: Asked & { readonly pipeline: number; readonly job: number }): Request {
  const { project = '', repository = '', commit = '' } = pipelines.pipelines.find(one => one.id === id) ?? {};
  if ('sources' in asked) return { type: 'analyse-sources', pipeline: id, job, project, repository, commit, ...(asked.since === undefined ? {} : { since: asked.since }) };
  const source = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.source ?? '';
  return { type: 'run-tests', pipeline: id, job, project, repository, source, commit, folder: asked.folder, script: asked.script };
}

/** What was asked for and never answered, as after a kill. */
export function pendingAsked(state: PlatformState): Request[] {
  return state.pipelines.pipelines.flatMap(({ id, jobs }) => jobs.flatMap(job => (job.awaits ? [askedRequest(state, { ...job.awaits, pipeline: id, job: job.id })] : [])));
}
