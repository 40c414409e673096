import { treeAt } from '../forge/forge';
import type { PlatformState } from '../state';
import { isCancelable } from './cancel';
import type { Job, Pipeline } from './model';

/** What a user asks of GitLab about jobs and pipelines, by their numbers. */
export type PipelineCommand =
  | { readonly type: 'play-job' | 'retry-job' | 'cancel-job'; readonly job: number }
  | { readonly type: 'retry-pipeline' | 'cancel-pipeline'; readonly pipeline: number };

/** Whether a job can be run again. */
export function isRetryable({ status }: Job): boolean {
  return status === 'failed' || status === 'success' || status === 'canceled';
}

/** Why GitLab does not take it, as a French sentence with its own words (`lib/api/ci/jobs.rb`); undefined when it does. */
export function pipelineRefusal(state: Pick<PlatformState, 'pipelines' | 'forge'>, command: PipelineCommand): string | undefined {
  const { pipelines } = state.pipelines;
  if ('pipeline' in command) {
    const pipeline = pipelines.find(({ id }) => id === command.pipeline);
    if (!pipeline) return `Aucun pipeline ne porte le numéro ${command.pipeline} (404 Not Found).`;
    if (command.type === 'retry-pipeline') return stale(state, pipeline);
    return pipeline.jobs.some(isCancelable) ? undefined : `Le pipeline n° ${pipeline.id} est terminé : il n’y a rien à annuler.`;
  }
  const pipeline = pipelines.find(({ jobs }) => jobs.some(({ id }) => id === command.job));
  const job = pipeline?.jobs.find(({ id }) => id === command.job);
  if (!pipeline || !job) return `Aucun job ne porte le numéro ${command.job} (404 Not Found).`;
  if (command.type === 'cancel-job') return isCancelable(job) ? undefined : `Le job « ${job.name} » est terminé (403 Forbidden - Job is not cancelable).`;
  if (command.type === 'play-job' && job.status !== 'manual' && job.status !== 'scheduled') return `Le job « ${job.name} » n’attend pas d’être lancé : il est « ${job.status} » (400 Bad request - Unplayable Job).`;
  if (command.type === 'retry-job' && !isRetryable(job)) return `Le job « ${job.name} » ne peut pas être relancé : il est « ${job.status} » (403 Forbidden - Job is not retryable).`;
  return stale(state, pipeline);
}

/** The files of an older commit are no longer held here. */
function stale({ forge }: Pick<PlatformState, 'forge'>, { id, tree, project, repository, ref, commit }: Pipeline): string | undefined {
  return tree !== undefined || treeAt(forge, `${project}/${repository}`, ref)?.commit === commit ? undefined : `Le pipeline n° ${id} est celui d’un commit plus ancien, dont la plateforme simulée n’a plus les fichiers. Lancez celui du dernier commit.`;
}
