import type { ApplicationView, EnvironmentView, JobView, PipelineView, PodView, ProjectView, ResourceView, WorkloadView } from './status';

/** How something is, whatever it is: as it should be, on its way, or not as it should be; `idle` for what has not begun or will not. */
export type Health = 'good' | 'moving' | 'bad' | 'idle';

const severity: readonly Health[] = ['bad', 'moving', 'good', 'idle'];

/** The worst of several; nothing at all is idle. */
export function worst(healths: readonly Health[]): Health {
  return severity.find(one => healths.includes(one)) ?? 'idle';
}

const jobs: Readonly<Record<string, Health>> = { success: 'good', failed: 'bad', running: 'moving', pending: 'moving', scheduled: 'moving', waiting_for_resource: 'moving' };

export function jobHealth({ status }: Pick<JobView, 'status'>): Health {
  return jobs[status] ?? 'idle';
}

/** A pipeline that GitLab refused, or did not make where one was expected, is told by its errors. */
export function pipelineHealth({ status, errors }: Pick<PipelineView, 'status' | 'errors'>): Health {
  return errors.length > 0 ? 'bad' : (jobs[status] ?? 'idle');
}

/** As Argo CD's own colours: degraded, missing or unknown is wrong; out of sync is on its way while nothing was refused. */
export function applicationHealth({ sync, health, message }: ApplicationView): Health {
  if (sync === 'Unknown' || health === 'Degraded' || health === 'Unknown' || (message !== undefined && sync !== 'Synced')) return 'bad';
  return health === 'Healthy' && sync === 'Synced' ? 'good' : 'moving';
}

/** What a pod goes through without anything being wrong. */
const passing = new Set(['Pending', 'ContainerCreating', 'PodInitializing', 'Terminating', 'Running', 'NotReady']);

export function podHealth({ status, ready }: PodView): Health {
  if (status === 'Completed' || status === 'Succeeded') return 'good';
  if (status === 'Running' && ready) return 'good';
  return passing.has(status) || /^Init:\d/.test(status) ? 'moving' : 'bad';
}

export function workloadHealth({ ready, wanted, pods }: WorkloadView): Health {
  const own = worst(pods.map(podHealth));
  return ready >= wanted && own !== 'bad' ? 'good' : own === 'bad' ? 'bad' : 'moving';
}

/** As Argo CD's colours, for one object: what it does not judge is well once it is as Git asks. */
export function resourceHealth({ sync, health }: ResourceView): Health {
  if (health === 'Degraded' || health === 'Missing' || health === 'Unknown') return 'bad';
  return sync === 'Synced' && (health === undefined || health === 'Healthy' || health === 'Suspended') ? 'good' : 'moving';
}

export function environmentHealth({ applications, workloads, resources = [] }: EnvironmentView): Health {
  return worst([...applications.map(applicationHealth), ...workloads.map(workloadHealth), ...resources.map(resourceHealth)]);
}

/** Of each repository, the last pipeline counts: what failed before was put right. */
export function projectHealth({ repositories, pipelines, environments }: ProjectView): Health {
  const last = repositories.flatMap(({ name }) => pipelines.find(({ repository }) => repository === name) ?? []);
  const syncs = repositories.map(({ syncFailure }): Health => (syncFailure === undefined ? 'idle' : 'bad'));
  return worst([...syncs, ...last.map(pipelineHealth), ...environments.map(environmentHealth)]);
}
