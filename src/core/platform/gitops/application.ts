import type { Manifest } from '../cluster/operations';
import type { Time } from '../time';

/** What Argo CD did to one object of an application at its last synchronisation. */
export interface Applied {
  readonly kind: string;
  readonly name: string;
  readonly status: 'Synced' | 'SyncFailed' | 'Pruned';
  readonly message: string;
}

export interface Operation {
  readonly phase: 'Running' | 'Succeeded' | 'Failed';
  readonly message: string;
  readonly revision: string;
  readonly attempts: number;
  readonly startedAt: Time;
  readonly finishedAt?: Time;
  readonly results: readonly Applied[];
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
  /** What was last asked of an engine, by commit and settings, and whether it has answered. */
  readonly render?: { readonly key: string; readonly status: 'running' | 'done' };
  /** Why its objects cannot be known, in Argo CD's words. */
  readonly comparisonError?: string;
  readonly operation?: Operation;
  readonly history: readonly { readonly id: number; readonly revision: string; readonly deployedAt: Time }[];
}

export interface GitOpsState {
  readonly applications: readonly Application[];
}

export const noApplications: GitOpsState = { applications: [] };

/** By what Argo CD recognises what it made (`application.resourceTrackingMethod: annotation`). */
export const trackingKey = 'argocd.argoproj.io/tracking-id';

export function trackingId({ name, namespace }: Application, group: string, kind: string, object: string): string {
  return `${name}:${group}/${kind}:${namespace}/${object}`;
}

export function changed(gitops: GitOpsState, name: string, change: (application: Application) => Application): GitOpsState {
  return { applications: gitops.applications.map(one => (one.name === name ? change(one) : one)) };
}
