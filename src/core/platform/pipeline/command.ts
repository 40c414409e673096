import { treeAt } from '../forge/forge';
import type { PlatformState } from '../state';
import { isCancelable } from './cancel';
import type { Job, Pipeline } from './model';
import { phrase, type Phrase } from '../view/words/said';

/** What a user asks of GitLab about jobs and pipelines, by their numbers. */
export type PipelineCommand =
  | { readonly type: 'play-job' | 'retry-job' | 'cancel-job'; readonly job: number }
  | { readonly type: 'retry-pipeline' | 'cancel-pipeline'; readonly pipeline: number };

/** Whether a job can be run again. */
export function isRetryable({ status }: Job): boolean {
  return status === 'failed' || status === 'success' || status === 'canceled';
}

/** Why GitLab does not take it (`lib/api/ci/jobs.rb`); undefined when it does. */
export function pipelineRefusal(state: Pick<PlatformState, 'pipelines' | 'forge'>, command: PipelineCommand): Phrase | undefined {
  const { pipelines } = state.pipelines;
  if ('pipeline' in command) {
    const pipeline = pipelines.find(({ id }) => id === command.pipeline);
    if (!pipeline) return phrase('pipelineAbsent', command.pipeline);
    if (command.type === 'retry-pipeline') return stale(state, pipeline);
    return pipeline.jobs.some(isCancelable) ? undefined : phrase('pipelineEnded', pipeline.id);
  }
  const pipeline = pipelines.find(({ jobs }) => jobs.some(({ id }) => id === command.job));
  const job = pipeline?.jobs.find(({ id }) => id === command.job);
  if (!pipeline || !job) return phrase('jobAbsent', command.job);
  if (command.type === 'cancel-job') return isCancelable(job) ? undefined : phrase('jobEnded', job.name);
  if (command.type === 'play-job' && job.status !== 'manual' && job.status !== 'scheduled') return phrase('jobUnplayable', job.name, job.status);
  if (command.type === 'retry-job' && !isRetryable(job)) return phrase('jobNotRetryable', job.name, job.status);
  return stale(state, pipeline);
}

/** The files of an older commit are no longer held here. */
function stale({ forge }: Pick<PlatformState, 'forge'>, { id, tree, project, repository, ref, commit }: Pipeline): Phrase | undefined {
  return tree !== undefined || treeAt(forge, `${project}/${repository}`, ref)?.commit === commit ? undefined : phrase('pipelineOld', id);
}
