import type { Issue, MergeRequest } from '../../core/platform/forge/work-items';
import type { ApplicationView, EnvironmentView, JobView, PipelineView, PodView, ProjectView, ResourceView, WorkloadView } from '../../core/platform/view/status';
import type { PlatformSession } from './session';

/** What every node knows: whose platform it is of, and the project. */
interface Within {
  readonly session: PlatformSession;
  readonly project: ProjectView;
}

/** The groups of a project. */
export const groups = ['repositories', 'mergeRequests', 'issues', 'pipelines', 'images', 'applications'] as const;
type GroupKind = (typeof groups)[number];

/** A line of the view. */
export type PlatformNode =
  | { readonly kind: 'folder'; readonly session: PlatformSession }
  | ({ readonly kind: 'project' } & Within)
  | ({ readonly kind: GroupKind } & Within)
  | ({ readonly kind: 'mergeRequest'; readonly request: MergeRequest } & Within)
  | ({ readonly kind: 'issue'; readonly issue: Issue } & Within)
  | ({ readonly kind: 'repository'; readonly repository: ProjectView['repositories'][number] } & Within)
  | ({ readonly kind: 'pipeline'; readonly pipeline: PipelineView } & Within)
  | ({ readonly kind: 'job'; readonly pipeline: PipelineView; readonly job: JobView } & Within)
  | ({ readonly kind: 'image'; readonly image: ProjectView['images'][number] } & Within)
  | ({ readonly kind: 'application'; readonly application: ApplicationView; readonly environment: EnvironmentView } & Within)
  | ({ readonly kind: 'environment'; readonly environment: EnvironmentView } & Within)
  | ({ readonly kind: 'workload'; readonly environment: EnvironmentView; readonly workload: WorkloadView } & Within)
  | ({ readonly kind: 'resources'; readonly environment: EnvironmentView } & Within)
  | ({ readonly kind: 'resource'; readonly environment: EnvironmentView; readonly resource: ResourceView } & Within)
  | ({ readonly kind: 'pod'; readonly environment: EnvironmentView; readonly workload: WorkloadView; readonly pod: PodView } & Within);

/** The top of the tree: a folder's projects when one folder is open, else a line a folder. Empty when no platform runs, which lets the view say how to begin, unless those that do not are `shown`. */
export function rootsOf(sessions: readonly PlatformSession[], shown = false): readonly PlatformNode[] {
  if (!sessions.some(({ client }) => client)) return shown ? sessions.map(session => ({ kind: 'folder', session })) : [];
  const [first, ...more] = sessions;
  return first && more.length === 0 ? projectsOf(first) : sessions.map(session => ({ kind: 'folder', session }));
}

function projectsOf(session: PlatformSession): readonly PlatformNode[] {
  return (session.view?.status.projects ?? []).map(project => ({ kind: 'project', session, project }));
}

/** What is under a node; what was read stays with it, so that expanding asks for nothing. */
export function childrenOf(node: PlatformNode): readonly PlatformNode[] {
  if (node.kind === 'folder') return projectsOf(node.session);
  const { session, project } = node;
  const within = { session, project };
  switch (node.kind) {
    case 'project': return [
      ...groups.map(kind => ({ kind, ...within })).filter(group => childrenOf(group).length > 0),
      ...project.environments.map((environment): PlatformNode => ({ kind: 'environment', environment, ...within })),
    ];
    case 'repositories': return project.repositories.map(repository => ({ kind: 'repository', repository, ...within }));
    case 'mergeRequests': return ofProject(session.view?.forge.mergeRequests, project).map(request => ({ kind: 'mergeRequest', request, ...within }));
    case 'issues': return ofProject(session.view?.forge.issues, project).map(issue => ({ kind: 'issue', issue, ...within }));
    case 'pipelines': return project.pipelines.map(pipeline => ({ kind: 'pipeline', pipeline, ...within }));
    case 'pipeline': return node.pipeline.jobs.map(job => ({ kind: 'job', pipeline: node.pipeline, job, ...within }));
    case 'images': return project.images.map(image => ({ kind: 'image', image, ...within }));
    case 'applications': return project.environments.flatMap(environment => environment.applications.map((application): PlatformNode => ({ kind: 'application', application, environment, ...within })));
    case 'environment': return [
      ...node.environment.workloads.map((workload): PlatformNode => ({ kind: 'workload', environment: node.environment, workload, ...within })),
      ...(node.environment.resources?.length ? [{ kind: 'resources' as const, environment: node.environment, ...within }] : []),
    ];
    case 'resources': return (node.environment.resources ?? []).map(resource => ({ kind: 'resource', environment: node.environment, resource, ...within }));
    case 'workload': return node.workload.pods.map(pod => ({ kind: 'pod', environment: node.environment, workload: node.workload, pod, ...within }));
    default: return [];
  }
}

/** What is in a repository of a project, named `project/repository`. */
function ofProject<T extends { readonly repository: string }>(items: readonly T[] | undefined, { slug }: ProjectView): readonly T[] {
  return items?.filter(({ repository }) => repository.startsWith(`${slug}/`)) ?? [];
}

/** The line a command was given, if it was given one of this view. */
export function nodeIn(argument: unknown): PlatformNode | undefined {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && 'session' in argument ? (argument as PlatformNode) : undefined;
}
