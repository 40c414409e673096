import type { Repository } from '../console/console';
import type { Run } from '../engine';
import { pushImage } from '../registry/registry';
import { askedRequest } from './pending';
import { treeAt } from '../forge/forge';
import { givenTo } from '../forge/variables';
import type { PipelineCommand } from './command';
import { pipelineFileOf } from './expand';
import { handled } from './play';
import type { PipelineStep } from './turns';
import type { PipelineWorld } from './world';

/** What pipelines see of the platform. */
export function worldOf(run: Run): PipelineWorld {
  const { catalogue } = run.book;
  return { catalogue, pipelineShape: () => run.book.pipelineShape(), registryHost: run.state.registry.host, variablesOf: (project, repository, ref) => givenTo(run.state.forge, project, repository, ref), pipelineFileOf: (project, repository) => pipelineFileOf(repositoryOf(run, project, repository)), treeOf: (project, repository, ref) => (repositoryOf(run, project, repository) ? treeAt(run.state.forge, `${project}/${repository}`, ref) : 'no repository'), vault: run.state.vault, registry: run.state.registry, analyses: run.state.pipelines.analyses ?? [], runsTests: run.state.pipelines.runsTests === true, analyse: files => run.analyse(files), behaviourOf: (repository, context) => run.book.behaviourOf?.(repository, context) };
}

function repositoryOf(run: Run, project: string, repository: string): Repository | undefined {
  return run.state.console.projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository);
}

/** Keeps what a step of a pipeline made: its jobs, the images and charts it pushed, what it waits for. */
export function follow(run: Run, { state, ends, pushed, charts = [], asks = [], begins = [] }: PipelineStep): void {
  let { registry } = run.state;
  for (const { repository, tag, image, pipeline } of pushed) registry = pushImage(registry, repository, tag, { ...image, createdAt: run.now, pipeline }, run.now);
  for (const { repository, tag, digest } of charts) registry = { ...registry, pushes: [...registry.pushes, { repository, tag, digest, at: run.now, chart: true }] };
  run.set({ pipelines: state, registry });
  for (const asked of asks) run.request(askedRequest(run.state, asked));
  for (const { after, pipeline, job, attempt } of ends) run.later(after, { type: 'end-job', pipeline, job, attempt });
  for (const { after, pipeline, job } of begins) run.later(after, { type: 'begin-job', pipeline, job });
}

/** A hand on jobs: the files of a pipeline that is over are those of its branch, if nothing was pushed since. */
export function changePipeline(run: Run, command: PipelineCommand): void {
  const pipeline = run.state.pipelines.pipelines.find(one => ('pipeline' in command ? one.id === command.pipeline : one.jobs.some(({ id }) => id === command.job)));
  const tree = pipeline && (pipeline.tree ?? treeAt(run.state.forge, `${pipeline.project}/${pipeline.repository}`, pipeline.ref));
  follow(run, handled(run.state.pipelines, command, tree?.commit === pipeline?.commit ? tree : undefined, worldOf(run), run.now));
}
