import { scanView, type ScanView } from '../registry/scan';
import { namespaceOf } from '../console/console';
import { statusOf } from '../gitops/status';
import type { Pipeline } from '../pipeline/model';
import type { PlatformState } from '../state';
import type { Language } from './words/language';
import { said } from './words/said';
import { workloadsOf } from './workloads';

// What clients other than kubectl show: plain data, the same for the terminal and the editor.

export interface JobView {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly status: string;
  readonly failure?: string;
  /** It may fail. */
  readonly allowed?: true;
  /** The pipeline it started. */
  readonly downstream?: number;
}

export interface PipelineView {
  readonly id: number;
  readonly repository: string;
  readonly ref: string;
  readonly commit: string;
  readonly title: string;
  readonly status: string;
  /** The pipeline one of whose jobs started it. */
  readonly parent?: number;
  readonly errors: readonly string[];
  readonly jobs: readonly JobView[];
}

export interface PodView {
  readonly name: string;
  readonly status: string;
  readonly ready: boolean;
  readonly restarts: number;
}

export interface WorkloadView {
  readonly kind: string;
  readonly name: string;
  readonly ready: number;
  readonly wanted: number;
  /** When it runs, of what runs at given times. */
  readonly schedule?: string;
  readonly pods: readonly PodView[];
}

/** An object that Git asks for, or no longer does, as Argo CD sees it. */
export interface ResourceView {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly sync: string;
  readonly health?: string;
}

export interface ApplicationView {
  readonly name: string;
  readonly repository: string;
  readonly revision?: string;
  readonly sync: string;
  readonly health: string;
  readonly message?: string;
  /** What was deployed, the latest last. */
  readonly history?: readonly { readonly id: number; readonly revision: string }[];
}

export interface EnvironmentView {
  readonly name: string;
  readonly stage: string;
  readonly namespace: string;
  readonly applications: readonly ApplicationView[];
  readonly workloads: readonly WorkloadView[];
  /** The objects of its applications that run no pods. */
  readonly resources?: readonly ResourceView[];
}

export interface ProjectView {
  readonly slug: string;
  readonly repositories: readonly { readonly name: string; readonly source: string; readonly infra: boolean; readonly branches: readonly { readonly name: string; readonly commit: string; readonly title: string }[]; readonly syncFailure?: string }[];
  readonly pipelines: readonly PipelineView[];
  readonly images: readonly { readonly repository: string; readonly tag: string; readonly digest: string; readonly pipeline?: number; readonly scan?: ScanView; readonly chart?: true }[];
  readonly environments: readonly EnvironmentView[];
}

export interface StatusView {
  /** The clusters, with the public key that secrets are encrypted for. */
  readonly clusters?: readonly { readonly name: string; readonly flavour: string; readonly key?: string }[];
  readonly projects: readonly ProjectView[];
}

/** The whole platform at a glance, the latest pipelines and images first; what is ours of its failures is said in `language`. */
export function statusView(state: PlatformState, language: Language = 'fr'): StatusView {
  return { clusters: state.console.clusters.map(({ name, flavour, key }) => ({ name, flavour, ...(key ? { key } : {}) })), projects: state.console.projects.map(project => projectView(state, language, project)) };
}

function projectView(state: PlatformState, language: Language, project: PlatformState['console']['projects'][number]): ProjectView {
  const { slug } = project;
  const images = state.registry.pushes.filter(({ repository }) => repository.startsWith(`${slug}/`)).reverse();
  return {
    slug,
    repositories: project.repositories.map(({ name, source, infra }) => {
      const last = state.forge.syncs.findLast(({ repository }) => repository === `${slug}/${name}`);
      const branches = (state.forge.branches[`${slug}/${name}`] ?? []).map(branch => ({ name: branch.name, commit: branch.tree.commit, title: branch.tree.title }));
      return { name, source, infra, branches, ...(last?.status === 'failed' ? { syncFailure: said(language, last.failure ?? '') } : {}) };
    }),
    pipelines: shownPipelines(state, slug).map(({ id, repository, ref, commit, title, status, errors, jobs, parent }) => ({ id, repository, ref, commit, title, status, ...(parent ? { parent: parent.pipeline } : {}), errors: errors.map(error => said(language, error)), jobs: jobs.map(job => ({ id: job.id, name: job.name, stage: job.stage, status: job.status, ...(job.failure ? { failure: said(language, job.failure) } : {}), ...(job.allowFailure ? { allowed: true as const } : {}), ...(job.downstream === undefined ? {} : { downstream: job.downstream }) })) })),
    images: images.filter((image, index) => images.findIndex(other => other.repository === image.repository && other.tag === image.tag) === index).slice(0, 20).map(({ repository, tag, digest, pipeline, chart }) => ({ repository, tag, digest, ...(pipeline === undefined ? {} : { pipeline }), ...(chart ? { chart } : {}), ...scanned(state, language, digest) })),
    environments: project.environments.map(({ name, stage }) => environmentView(state, language, slug, name, stage)),
  };
}

/** The latest pipelines first, the last of each repository among them, each followed by those that it started. */
function shownPipelines({ pipelines: { pipelines } }: PlatformState, project: string): Pipeline[] {
  const below = ({ id }: Pipeline): Pipeline[] => pipelines.filter(({ parent }) => parent?.pipeline === id).flatMap(one => [one, ...below(one)]);
  const own = pipelines.filter(one => one.project === project && !one.parent);
  const last = new Set(new Map(own.map(one => [one.repository, one])).values());
  return own.filter((one, index) => last.has(one) || index >= own.length - 5).reverse().flatMap(one => [one, ...below(one)]);
}

/** What Harbor's scan of an image reports, once it is there. */
function scanned({ registry }: PlatformState, language: Language, digest: string): { readonly scan?: ScanView } {
  const scan = registry.images[digest]?.scan;
  return scan ? { scan: scanView(scan, language) } : {};
}

function environmentView(state: PlatformState, language: Language, project: string, name: string, stage: string): EnvironmentView {
  const namespace = namespaceOf(project, name);
  const { objects } = state.cluster;
  const own = state.gitops.applications.filter(one => one.project === project && one.environment === name);
  const applications = own.map((one): ApplicationView => {
    const { sync, health } = statusOf(one, objects);
    const message = one.comparisonError ? said(language, one.comparisonError) : (one.operation?.phase === 'Succeeded' ? undefined : one.operation?.message);
    const history = one.history.map(({ id, revision }) => ({ id, revision }));
    return { name: one.name, repository: one.repository, sync, health, ...(one.revision ? { revision: one.revision } : {}), ...(message ? { message } : {}), history };
  });
  const workloads = workloadsOf(state, namespace);
  const resources = own.flatMap(one => statusOf(one, objects).resources).filter(({ kind, name: object }) => !workloads.some(workload => workload.kind === kind && workload.name === object));
  return { name, stage, namespace, applications, workloads, resources: resources.map(({ group, kind, name: object, sync, health }) => ({ group, kind, name: object, sync, ...(health ? { health: health.status } : {}) })) };
}
