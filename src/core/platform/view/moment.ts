import type { Change } from '../cluster/store';
import type { KubeEvent } from '../cluster/events';
import type { Input } from '../event';
import type { Application } from '../gitops/application';
import { statusOf } from '../gitops/status';
import type { Job, Pipeline } from '../pipeline/model';
import type { PlatformState } from '../state';
import type { Time } from '../time';
import { applicationHealth, jobHealth, pipelineHealth, type Health } from './health';
import { inputMoment } from './moment-input';
import { phrase, said, type Phrase } from './words/said';

/** Something that happened in a run, on its virtual time. */
export interface Moment {
  readonly at: Time;
  /** Who it comes from: whoever uses the platform, its pipelines, Argo CD, or the cluster. */
  readonly kind: 'asked' | 'pipeline' | 'deployment' | 'cluster';
  readonly health: Health;
  readonly what: Phrase;
  /** What goes as it should and few look at. */
  readonly detail?: true;
  /** The same thing told again has the same key, and how many times it was. */
  readonly key?: string;
  readonly times?: number;
}

/** A step of a run: the state before and after, what changed in the cluster, and what came from outside. */
export interface Step {
  readonly before: PlatformState;
  readonly after: PlatformState;
  readonly changes: readonly Change[];
  readonly input?: Input | undefined;
}

/** What happened in a step, in the order of its virtual time. */
export function momentsOf(step: Step): Moment[] {
  const { before, after, changes, input } = step;
  const asked = input && inputMoment(input, after.now);
  const pipelines = before.pipelines.pipelines === after.pipelines.pipelines ? [] : after.pipelines.pipelines.flatMap(pipeline => pipelineMoments(before.pipelines.pipelines.find(({ id }) => id === pipeline.id), pipeline));
  const images = after.registry.pushes.slice(before.registry.pushes.length).map(({ repository, tag, at }): Moment => ({ at, kind: 'pipeline', health: 'good', what: phrase('imagePushed', `${repository}:${tag}`) }));
  const moments = [...(asked ? [asked] : []), ...images, ...pipelines, ...applicationMoments(step), ...changes.flatMap(eventMoments)];
  return moments.sort((a, b) => a.at - b.at);
}

function pipelineMoments(before: Pipeline | undefined, after: Pipeline): Moment[] {
  if (before === after) return [];
  const name = [after.id, `${after.project}/${after.repository}`] as const;
  const begun: Moment[] = before ? [] : [{ at: after.createdAt, kind: 'pipeline', health: 'moving', what: phrase('pipelineBegins', ...name, after.commit.slice(0, 8), after.title) }];
  const jobs = after.jobs.flatMap(job => jobMoments(before?.jobs.find(({ id }) => id === job.id), job));
  if (after.finishedAt === undefined || before?.finishedAt !== undefined) return [...begun, ...jobs];
  const what = after.errors.length > 0 ? phrase('pipelineErrors', ...name, ...after.errors) : phrase('pipelineEnds', ...name, after.status);
  return [...begun, ...jobs, { at: after.finishedAt, kind: 'pipeline', health: pipelineHealth({ status: after.status, errors: after.errors.map(error => said('fr', error)) }), what }];
}

function jobMoments(before: Job | undefined, after: Job): Moment[] {
  if (before === after) return [];
  const started = after.startedAt !== undefined && after.startedAt !== before?.startedAt;
  const finished = after.finishedAt !== undefined && after.finishedAt !== before?.finishedAt;
  return [
    ...(started ? [{ at: after.startedAt, kind: 'pipeline', health: 'moving', what: phrase('jobBegins', after.name, after.stage), detail: true } as const] : []),
    ...(finished ? [{ at: after.finishedAt, kind: 'pipeline', health: after.failure ? 'bad' : jobHealth(after), what: after.failure ? phrase('jobFails', after.name, after.stage, after.failure) : phrase(after.status === 'canceled' ? 'jobCanceled' : 'jobSucceeds', after.name, after.stage), ...(after.failure ? {} : { detail: true as const }) } as const] : []),
  ];
}

/** What Argo CD did, and what became of the applications whose objects moved. */
function applicationMoments({ before, after, changes }: Step): Moment[] {
  const touched = new Set(changes.map(({ object }) => object.metadata.namespace));
  return after.gitops.applications.flatMap(application => {
    const old = before.gitops.applications.find(({ name }) => name === application.name);
    if (old === application && !touched.has(application.namespace)) return [];
    return [...operationMoments(old, application), ...statusMoments(before, old, after, application)];
  });
}

function operationMoments(old: Application | undefined, { name, operation }: Application): Moment[] {
  if (!operation || operation === old?.operation) return [];
  const begins = operation.startedAt !== old?.operation?.startedAt;
  const ends = operation.finishedAt !== undefined && operation.finishedAt !== old?.operation?.finishedAt;
  return [
    ...(begins ? [{ at: operation.startedAt, kind: 'deployment', health: 'moving', what: phrase('argoSyncs', name, operation.revision.slice(0, 8)) } as const] : []),
    ...(ends ? [{ at: operation.finishedAt, kind: 'deployment', health: operation.phase === 'Failed' ? 'bad' : 'good', what: operation.phase === 'Failed' ? phrase('argoFails', name, operation.message) : phrase('argoSynced', name) } as const] : []),
  ];
}

function statusMoments(before: PlatformState, old: Application | undefined, after: PlatformState, application: Application): Moment[] {
  // Before it has read Git, there is nothing to say of it.
  if (application.revision === undefined && application.comparisonError === undefined) return [];
  const now = statusOf(application, after.cluster.objects);
  const was = old && statusOf(old, before.cluster.objects);
  if (was?.sync === now.sync && was.health === now.health) return [];
  const health = applicationHealth({ name: application.name, repository: application.repository, sync: now.sync, health: now.health, ...(application.comparisonError ? { message: said('fr', application.comparisonError) } : {}) });
  return [{ at: after.now, kind: 'deployment', health, what: application.comparisonError ? phrase('applicationIsFor', application.name, now.sync, now.health, application.comparisonError) : phrase('applicationIs', application.name, now.sync, now.health) }];
}

function eventMoments({ type, object }: Change): Moment[] {
  if (object.kind !== 'Event' || type === 'DELETED') return [];
  const { metadata, involvedObject, reason, message, type: level, lastTimestamp, count } = object as KubeEvent;
  const what = phrase('event', reason, involvedObject.kind, involvedObject.name, message);
  return [{ at: lastTimestamp, kind: 'cluster', health: level === 'Warning' ? 'bad' : 'idle', what, key: `${metadata.namespace ?? ''}/${metadata.name}`, times: count, ...(level === 'Warning' ? {} : { detail: true as const }) }];
}
