import type { Request } from '../event';
import type { PlatformState } from '../state';
import type { TestsAsked } from './executors/executor';

/** What asks for the tests that a job waits for. */
export function testsRequest({ pipelines, console: { projects } }: Pick<PlatformState, 'pipelines' | 'console'>, { pipeline: id, job, folder, script }: TestsAsked & { readonly pipeline: number; readonly job: number }): Request {
  const { project = '', repository = '', commit = '' } = pipelines.pipelines.find(one => one.id === id) ?? {};
  const source = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.source ?? '';
  return { type: 'run-tests', pipeline: id, job, project, repository, source, commit, folder, script };
}

/** The tests asked for and never answered, as after a kill. */
export function pendingTests(state: PlatformState): Request[] {
  return state.pipelines.pipelines.flatMap(({ id, jobs }) => jobs.flatMap(job => (job.awaits ? [testsRequest(state, { ...job.awaits, pipeline: id, job: job.id })] : [])));
}
