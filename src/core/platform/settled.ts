import { list } from './cluster/store';
import { isTrue } from './cluster/conditions';
import type { Job } from './cluster/controllers/job';
import type { KubeEvent } from './cluster/events';
import type { Pod, ReplicaSet } from './cluster/object';
import { treeAt } from './forge/forge';
import type { PlatformState } from './state';
import { minute } from './time';

/** What a container waits for and will not get by itself. */
const stuck = new Set(['ImagePullBackOff', 'CrashLoopBackOff', 'CreateContainerConfigError', 'InvalidImageName', 'ErrImageNeverPull']);

/** Whether nothing more is to be expected soon: pipelines are over, what they deployed runs, or fails in a way that time alone will not mend. */
export function isSettled(state: PlatformState): boolean {
  if (state.forge.syncs.some(({ status }) => status === 'running')) return false;
  if (state.forge.items.mergeRequests.some(one => one.state === 'merging')) return false;
  // A pipeline that waits for a hand waits for ever; one that waits for its hour is waited for when that is near.
  if (state.pipelines.pipelines.some(({ status, jobs }) => status === 'running' || (status === 'scheduled' && jobs.some(job => job.status === 'scheduled' && (job.scheduledAt ?? 0) - state.now <= 30 * minute)))) return false;
  if (Object.values(state.decryptions).some(({ answered }) => !answered)) return false;
  // What changed in Vault will be read.
  if (state.timers.some(({ event }) => event.type === 'cluster' && event.task.kind === 'vault-refresh' && event.task.failures === 0)) return false;
  if (!state.gitops.applications.every(application => compared(state, application))) return false;
  const sets = list(state.cluster.objects, 'apps', 'ReplicaSet') as ReplicaSet[];
  if (sets.some(set => set.status.replicas !== set.spec.replicas && !isTrue(set.status.conditions, 'ReplicaFailure'))) return false;
  if ((list(state.cluster.objects, 'batch', 'Job') as Job[]).some(job => betweenTries(job, state))) return false;
  return (list(state.cluster.objects, '', 'Pod') as Pod[]).every(pod => atRest(pod, state));
}

/** Argo CD has looked at the last commit, and is not about to try again. */
function compared(state: PlatformState, { project, repository, revision, asked, render, operation, healing, lasting, looking }: PlatformState['gitops']['applications'][number]): boolean {
  // A synchronisation that waits for a wave to be healthy waits for what its pods do.
  const waits = operation?.phase === 'Running' && !operation.retrying && operation.asked === asked;
  if ((healing && lasting !== true) || looking || (operation?.phase === 'Running' && !waits)) return false;
  const wanted = state.console.projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.revision ?? 'HEAD';
  const tree = treeAt(state.forge, `${project}/${repository}`, wanted);
  return tree === undefined || (tree.commit === revision && render?.status !== 'running');
}

/** A Job between two tries has no pod that moves, and is not over; unless it waits for somebody, or its pod is refused again and again. */
function betweenTries({ metadata, spec, status }: Job, state: PlatformState): boolean {
  if (status.active || spec.suspend === true || ['Complete', 'Failed'].some(type => isTrue(status.conditions, type))) return false;
  return (list(state.cluster.objects, '', 'Event', metadata.namespace) as KubeEvent[]).filter(({ reason, involvedObject: { uid } }) => reason === 'FailedCreate' && uid === metadata.uid).length < 2;
}

function atRest(pod: Pod, { now, registry }: PlatformState): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (isTrue(pod.status.conditions, 'Ready') || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return true;
  if (pod.status.conditions?.some(({ reason }) => reason === 'Unschedulable')) return true;
  const statuses = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  // An image that a pipeline has just pushed will be found at the next try.
  const pulling = statuses.find(({ state }) => state.waiting?.reason === 'ImagePullBackOff');
  if (pulling) return !registry.pushes.some(({ repository, tag }) => pulling.image === `${registry.host}/${repository}:${tag}`);
  if (statuses.some(({ state }) => state.waiting !== undefined && stuck.has(state.waiting.reason))) return true;
  // A probe that has failed for a minute will go on failing; anything else is given five.
  if (statuses.length > 0 && statuses.every(({ state }) => state.running !== undefined && now - state.running.startedAt > minute)) return true;
  // One that waited for its image for an hour has only just started.
  return now - Math.max(pod.metadata.creationTimestamp, ...statuses.map(({ state }) => state.running?.startedAt ?? 0)) > 5 * minute;
}
