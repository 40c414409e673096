import type { Path } from '../../analysis/yaml/nodes';
import { groupOf } from '../cluster/object';
import type { Manifest } from '../cluster/operations';
import type { Time } from '../time';
import type { Said } from '../view/words/said';
import type { Phase } from './hooks';

/** What Argo CD did to one object of an application at its last synchronisation. */
export interface Applied {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly status: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  readonly message: string;
  /** The fields that the API server did not know: it warned of each, which Argo CD writes in its own log and shows nowhere. */
  readonly dropped?: readonly Path[];
  readonly phase: Phase;
  readonly wave: number;
  /** How far a hook is; absent for what is no hook. */
  readonly hook?: 'Running' | 'Succeeded' | 'Failed';
}

/** One synchronisation. While it runs it holds what it applies, which for a rollback is not what Git asks. */
export interface Operation {
  readonly phase: 'Running' | 'Succeeded' | 'Failed';
  readonly message: string;
  readonly revision: string;
  readonly attempts: number;
  readonly startedAt: Time;
  readonly finishedAt?: Time;
  readonly results: readonly Applied[];
  /** What asked for it: the commit and settings compared, so that the same is not tried twice. */
  readonly asked: string;
  readonly automated: boolean;
  readonly prune: boolean;
  /** It takes nothing from another application (`FailOnSharedResource=true`). */
  readonly failsOnShared?: true;
  readonly targets?: readonly Manifest[];
  /** The objects of a partial synchronisation, which runs no hook; all when absent. */
  readonly only?: readonly string[];
  /** What it cannot go on without, as long as it runs. */
  readonly waits?: { readonly for: 'hook' | 'health' | 'deletion' | 'confirmation'; readonly objects: readonly string[] };
  /** It failed and will be tried again. */
  readonly retrying?: boolean;
}

/** A synchronisation that went through, and can be gone back to. */
export interface Deployed {
  readonly id: number;
  readonly revision: string;
  readonly deployedAt: Time;
  readonly targets: readonly Manifest[];
}

/** An Argo CD application: one infrastructure repository deployed in one environment. Its sync and health statuses are read from it and from the cluster. */
export interface Application {
  readonly name: string;
  readonly project: string;
  readonly environment: string;
  readonly repository: string;
  readonly namespace: string;
  /** The commit last compared, and the objects it asks for. */
  readonly revision?: string;
  readonly targets: readonly Manifest[];
  /** The objects that Git asks for more than once, and how often: the last counts. */
  readonly repeated?: Readonly<Record<string, number>>;
  /** The commit and settings they come from. */
  readonly asked?: string;
  /** What was last asked of an engine, by commit and settings, and whether it has answered. */
  readonly render?: { readonly key: string; readonly status: 'running' | 'done' };
  /** Why its objects cannot be known: in Argo CD's words, with ours where it is the simulation that cannot. */
  readonly comparisonError?: Said;
  readonly operation?: Operation;
  readonly history: readonly Deployed[];
  /** What was applied last of each object, by its key: what a manifest no longer says is seen by it. */
  readonly applied: Readonly<Record<string, string>>;
  /** How many times in a row the cluster was put back to what Git asks. */
  readonly heals: number;
  /** It is about to be put back, or to be looked at. */
  readonly healing?: boolean;
  /** Putting it back changed nothing: it will be tried for ever, and nothing is to be expected of it. */
  readonly lasting?: boolean;
  readonly looking?: boolean;
  /** When someone last agreed to the deletions that ask for it (`argocd.argoproj.io/deletion-approved`). */
  readonly approvedAt?: Time;
  /** It is being deleted; with `cascade`, so is what it made. */
  readonly deletion?: { readonly at: Time; readonly cascade: boolean };
}

export interface GitOpsState {
  readonly applications: readonly Application[];
}

export const noApplications: GitOpsState = { applications: [] };

/** The namespace of Argo CD, where its applications are. */
export const argoNamespace = 'dso-argocd';

/** By what Argo CD recognises what it made (`application.resourceTrackingMethod: annotation`). */
export const trackingKey = 'argocd.argoproj.io/tracking-id';

export function trackingId({ name, namespace }: Application, group: string, kind: string, object: string): string {
  return `${name}:${group}/${kind}:${namespace}/${object}`;
}

/** An object among those of an application. */
export function keyOf(object: { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string } }): string {
  return `${groupOf(object.apiVersion)}/${object.kind}/${calledAs(object)}`;
}

/** The name of an object, or the beginning of one when that is all its manifest gives: what is wrong of it has to be told of something. */
export function calledAs({ metadata }: { readonly metadata: { readonly name: string } }): string {
  const { name, generateName = '' } = metadata as { readonly name?: string; readonly generateName?: string };
  return name ?? generateName;
}

export function changed(gitops: GitOpsState, name: string, change: (application: Application) => Application): GitOpsState {
  return { applications: gitops.applications.map(one => (one.name === name ? change(one) : one)) };
}
