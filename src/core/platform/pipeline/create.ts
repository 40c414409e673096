import type { Tree } from '../forge/forge';
import type { Time } from '../time';
import { phrase } from '../view/words/said';
import { expandPipeline, type Expansion, type Ordered } from './expand';
import type { Held } from './held';
import { keptPipelines, type Job, type Pipeline, type PipelineState } from './model';
import { predefined } from './variables';
import type { PipelineWorld } from './world';

/** What a pipeline is asked of: a commit, and for one that another pipeline asks, which job of it, its configuration and what it hands on. */
export interface PipelineOrder extends Ordered {
  readonly project: string;
  readonly repository: string;
  readonly ref: string;
  readonly tree: Tree;
  readonly parent?: Pipeline['parent'];
}

/** Where it stands in the message matters not (gitlab-org/gitlab 18, `lib/gitlab/ci/pipeline/chain/skip.rb`). */
const skipped = /\[(?:ci[ _-]skip|skip[ _-]ci)\]/i;

/** Writes the pipeline of a commit, or why GitLab makes none; nothing of it has begun. */
export function created(state: PipelineState, order: PipelineOrder, world: PipelineWorld, now: Time): { readonly state: PipelineState; readonly pipeline: Pipeline } {
  const { project, repository, ref, tree, changed, parent, forwarded } = order;
  const id = state.lastId + 1;
  const source = order.source ?? 'push';
  const expansion: Expansion = parent === undefined && skipped.test(tree.message ?? tree.title) ? { kind: 'none', reason: phrase('ciSkipped') } : expandPipeline({ ...order, file: order.file ?? world.pipelineFileOf(project, repository) }, world.catalogue, world.pipelineShape(), predefined({ id, project, repository, ref, source, commit: tree.commit, title: tree.title, message: tree.message }), world.variablesOf(project, repository, ref).values, heldBy(world, project));
  const base = { id, project, repository, ref, commit: tree.commit, title: tree.title, createdAt: now, ...(changed ? { changed } : {}), ...(parent ? { parent } : {}), ...(forwarded ? { forwarded } : {}), stages: [], variables: {}, jobs: [], errors: [] };
  if (expansion.kind !== 'pipeline') {
    const pipeline: Pipeline = expansion.kind === 'none' ? { ...base, status: 'skipped', finishedAt: now, errors: [expansion.reason] } : { ...base, status: 'failed', finishedAt: now, errors: expansion.errors };
    return { state: { ...state, lastId: id, pipelines: kept([...state.pipelines, pipeline]) }, pipeline };
  }
  const jobs = expansion.jobs.map((job, index): Job => ({ ...job, id: state.lastJob + 1 + index }));
  const pipeline: Pipeline = { ...base, status: 'running', stages: expansion.stages, variables: expansion.variables, jobs, tree, ...(expansion.autoCancel === undefined ? {} : { autoCancel: expansion.autoCancel }), ...(expansion.stopsOnFailure ? { stopsOnFailure: true } : {}) };
  return { state: { ...state, lastId: id, lastJob: state.lastJob + jobs.length, pipelines: kept([...state.pipelines, pipeline]) }, pipeline };
}

/** What a pipeline may include of other repositories: those of its own project. */
function heldBy(world: PipelineWorld, own: string): Held {
  return (path, branch) => {
    const [, project = '', repository = ''] = /^forge-mi\/projects\/([a-z0-9]+)\/([a-z0-9-]+)$/.exec(path) ?? [];
    const tree = project === own ? world.treeOf(project, repository, branch === 'HEAD' ? 'main' : branch) : 'no repository';
    return tree === 'no repository' ? 'denied' : tree;
  };
}

/** The latest, and all that still run. */
function kept(pipelines: readonly Pipeline[]): Pipeline[] {
  return pipelines.filter(({ status }, index) => status === 'running' || index >= pipelines.length - keptPipelines);
}
