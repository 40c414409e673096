import { readPipelineFile } from '../../analysis/gitlab-ci/read';
import { mapAt, stringAt, valueAt, type Plain } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';
import type { Time } from '../time';
import { phrase, type Said } from '../view/words/said';
import { isComplete } from './composite';
import { created, type PipelineOrder } from './create';
import { simulated } from './executors/executor';
import { inheritedBy } from './inherit';
import type { Job, Pipeline, PipelineState } from './model';
import { expandText, predefined, variablesIn, type Variables } from './variables';
import type { PipelineWorld } from './world';

/** Children of children are the last that GitLab makes. */
const deepest = 2;

/** Whether a job starts another pipeline instead of running something (GitLab's bridges). */
export function isBridge({ definition }: Pick<Job, 'definition'>): boolean {
  return definition['trigger'] !== undefined && definition['trigger'] !== null;
}

/** A bridge whose turn has come: the pipeline it starts, and how it then stands. A pipeline that GitLab does not make fails it. */
export function opened(state: PipelineState, pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time): { readonly state: PipelineState; readonly job: Job; readonly child?: Pipeline } {
  const begun: Job = { ...job, startedAt: now, attempts: job.attempts + 1 };
  const order = orderOf(state, pipeline, job, world);
  if ('unknown' in order) return { state, job: { ...begun, status: 'success', finishedAt: now, log: [{ at: now, text: simulated(order.unknown) }] } };
  if ('refused' in order) return { state, job: failed(begun, order.refused, now) };
  const made = created(state, order, world, now);
  const { errors } = made.pipeline;
  // What GitLab refuses to make is no pipeline at all.
  const [first, ...others] = errors.map(one => (typeof one === 'string' ? one : (reasons[one.says] ?? one)));
  if (first !== undefined) return { state, job: failed(begun, phrase('childRefused', first, ...others), now) };
  const waits = ['depend', 'mirror'].includes(stringAt(job.definition, 'trigger', 'strategy') ?? '');
  return { state: made.state, child: made.pipeline, job: { ...begun, downstream: made.pipeline.id, status: waits ? 'running' : 'success', ...(waits ? {} : { finishedAt: now }) } };
}

/** GitLab's own words for a pipeline that has nothing to run. */
const reasons: Readonly<Record<string, string>> = {
  workflowRefuses: 'Pipeline filtered out by workflow rules.',
  rulesRefuse: 'the resulting pipeline would have been empty. Review the rules configuration for the relevant jobs.',
  noPipelineFile: 'Missing CI config file.',
};

function failed(job: Job, failure: Said, now: Time): Job {
  return { ...job, status: 'failed', finishedAt: now, failure, reason: 'downstream_pipeline_creation_failed' };
}

/** A bridge that waits for the pipeline it started, once that is over: it ends as it does. The same job when there is nothing new. */
export function answered(state: PipelineState, job: Job, now: Time): Job {
  if (job.status !== 'running' || job.downstream === undefined) return job;
  const child = state.pipelines.find(({ id }) => id === job.downstream);
  if (!child || !isComplete(child.status)) return job;
  return child.status === 'failed' ? { ...job, status: 'failed', finishedAt: now, failure: phrase('childFailed', child.id), reason: 'script_failure' } : { ...job, status: child.status === 'canceled' ? 'canceled' : 'success', finishedAt: now };
}

type Order = PipelineOrder | { readonly refused: Said } | { readonly unknown: Said };

function orderOf(state: PipelineState, pipeline: Pipeline, job: Job, world: PipelineWorld): Order {
  const { trigger = null } = job.definition;
  const settings = world.variablesOf(pipeline.project, pipeline.repository, pipeline.ref).values;
  const dotenv = Object.assign({}, ...pipeline.jobs.filter(one => job.receives.includes(one.name) && one.status === 'success').map(one => one.dotenv)) as Variables;
  const yaml = { ...inheritedBy(pipeline, job), ...variablesIn(mapAt(job.definition, 'variables')) };
  const variables = { ...yaml, ...dotenv, ...settings, ...pipeline.forwarded };
  const forwarded = forwardedBy(pipeline, job, Object.keys(yaml).filter(name => !Object.hasOwn(settings, name)), variables);
  const parent = { pipeline: pipeline.id, job: job.id };
  const include = valueAt(trigger, 'include');
  if (include !== undefined) {
    if (depthOf(state, pipeline) >= deepest) return { refused: phrase('childRefused', 'reached maximum depth of child pipelines') };
    return childOf(pipeline, include, variables, { forwarded, parent });
  }
  const named = expandText(typeof trigger === 'string' ? trigger : (stringAt(trigger, 'project') ?? ''), variables);
  const [, project = '', repository = ''] = /^forge-mi\/projects\/([a-z0-9]+)\/([a-z0-9-]+)$/.exec(named) ?? [];
  const ref = expandText(stringAt(trigger, 'branch') ?? 'main', variables);
  // The token of a project opens its own group alone.
  const tree = project === pipeline.project ? world.treeOf(project, repository, ref) : undefined;
  if (tree === 'no repository' || project !== pipeline.project) return { refused: phrase('noDownstream', named) };
  if (!tree) return { refused: phrase('childRefused', 'Reference not found') };
  return { project, repository, ref, tree, source: 'pipeline', forwarded, parent };
}

/** What a child pipeline is made of: the files that the bridge names, of the commit or made by a job before. */
function childOf(pipeline: Pipeline, include: Plain, variables: Variables, more: Pick<PipelineOrder, 'forwarded' | 'parent'>): Order {
  const { project, repository, ref, changed } = pipeline;
  let tree: Tree = pipeline.tree ?? { commit: pipeline.commit, title: pipeline.title, author: '', files: {}, texts: {} };
  const items: Plain[] = [];
  for (const item of Array.isArray(include) ? include : [include]) {
    const artifact = stringAt(item, 'artifact');
    if (artifact === undefined) {
      items.push(typeof item === 'string' ? { local: item } : item);
      continue;
    }
    const path = expandText(artifact, variables).replace(/^\.?\//, '');
    const maker = expandText(stringAt(item, 'job') ?? '', variables);
    const makers = pipeline.jobs.filter(one => (one.name === maker || one.origin === maker) && one.status === 'success');
    const text = makers.map(one => one.made?.[path]).findLast(one => one !== undefined);
    if (text === undefined && makers.some(one => one.artifacts.some(each => each === path || path.startsWith(each) || /[*?[]/.test(each)))) return { unknown: phrase('childUnknown', path) };
    if (text === undefined) return { refused: phrase('childRefused', `Failed to read the artifacts file \`${path}\` of job \`${maker}\`.`) };
    tree = { ...tree, files: { ...tree.files, [path]: `artifact:${path}` }, texts: { ...tree.texts, [path]: text } };
    items.push({ local: path });
  }
  const entry = readPipelineFile({ file: 'trigger:include', text: JSON.stringify({ include: items }) });
  return { project, repository, ref, tree, ...(changed ? { changed } : {}), ...(entry ? { entry } : {}), source: 'parent_pipeline', ...more };
}

/** The variables of the file and of the bridge, with what is known of their values where it is, go down with it unless it says otherwise (`trigger:forward`). */
function forwardedBy(pipeline: Pipeline, { definition }: Job, yaml: readonly string[], variables: Variables): Variables {
  const forwards = valueAt(definition, 'trigger', 'forward', 'yaml_variables') !== false;
  const handed = valueAt(definition, 'trigger', 'forward', 'pipeline_variables') === true ? (pipeline.forwarded ?? {}) : {};
  const own = predefined({ ...pipeline, source: '' });
  const names = forwards ? yaml.filter(name => !Object.hasOwn(own, name)) : [];
  return { ...Object.fromEntries(names.map(name => [name, expandText(variables[name] ?? '', variables)])), ...handed };
}

function depthOf(state: PipelineState, pipeline: Pipeline): number {
  let depth = 0;
  for (let one: Pipeline | undefined = pipeline; one?.parent; one = state.pipelines.find(({ id }) => id === one?.parent?.pipeline)) depth++;
  return depth;
}
