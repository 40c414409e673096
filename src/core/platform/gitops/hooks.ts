import { helmHooks, listed } from '../../analysis/kubernetes/hooks';
import { isTrue } from '../cluster/conditions';
import type { Condition, KubeObject, Labels } from '../cluster/object';
import type { Manifest } from '../cluster/operations';
import { waveOf } from './order';

export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail';

/** The phases of a synchronisation in their order; that of failures comes only when something failed. */
export const phases: readonly Phase[] = ['PreSync', 'Sync', 'PostSync'];

/** One object to apply in one phase and wave; a hook if it is deleted and made anew each time. */
export interface SyncTask {
  readonly target: Manifest;
  readonly phase: Phase;
  readonly wave: number;
  readonly isHook: boolean;
  /** The target is in the cluster, and Git no longer asks for it. */
  readonly prunes?: true;
}

function annotationsOf(object: Manifest | KubeObject): Labels {
  return (object.metadata as { annotations?: Labels }).annotations ?? {};
}

/** Whether an object is a hook: it is no part of what Git asks the cluster to hold. */
export function isHook(object: Manifest | KubeObject): boolean {
  const annotations = annotationsOf(object);
  return 'argocd.argoproj.io/hook' in annotations || 'helm.sh/hook' in annotations;
}

/** The tasks an object makes: one of the phase Sync, or one a phase of its hook. */
export function tasksOf(target: Manifest, revision: string, startedAt: number): SyncTask[] {
  const annotations = annotationsOf(target);
  const wave = annotations['argocd.argoproj.io/sync-wave'] === undefined && annotations['helm.sh/hook-weight'] !== undefined ? Number(annotations['helm.sh/hook-weight']) || 0 : waveOf(target);
  if (!isHook(target)) return [{ target, phase: 'Sync', wave, isHook: false }];
  const own = listed(annotations['argocd.argoproj.io/hook']);
  const asked = own.length > 0 ? own.filter((name): name is Phase => ['PreSync', 'Sync', 'PostSync', 'SyncFail'].includes(name)) : listed(annotations['helm.sh/hook']).flatMap(name => helmHooks[name] ?? []);
  return [...new Set(asked)].map(phase => ({ target: named(target, revision, phase, startedAt), phase, wave, isHook: true }));
}

/** A hook that has only the beginning of a name is given one of its own each time. */
function named(target: Manifest, revision: string, phase: Phase, startedAt: number): Manifest {
  const { name, generateName, ...metadata } = target.metadata as { name?: string; generateName?: string };
  return name !== undefined || generateName === undefined ? target : { ...target, metadata: { ...metadata, name: `${generateName}${revision.slice(0, 7)}-${phase.toLowerCase()}-${Math.floor(startedAt / 1000)}` } };
}

/** When a hook is deleted: before it is made again unless it says otherwise. */
export function deletedWhen(object: Manifest | KubeObject): readonly string[] {
  const annotations = annotationsOf(object);
  const own = listed(annotations['argocd.argoproj.io/hook-delete-policy']);
  const helmOwn = listed(annotations['helm.sh/hook-delete-policy']).map(name => ({ 'before-hook-creation': 'BeforeHookCreation', 'hook-succeeded': 'HookSucceeded', 'hook-failed': 'HookFailed' })[name] ?? '');
  const policies = [...own, ...helmOwn].filter(Boolean);
  return policies.length > 0 ? policies : ['BeforeHookCreation'];
}

/** Keeps a hook there until its end was seen: Argo CD adds it to each (gitops-engine, `HookFinalizer`). */
export const hookFinalizer = 'argocd.argoproj.io/hook-finalizer';

/** A hook as it is sent: held until its end was seen. */
export function heldHook(target: Manifest): Manifest {
  const { finalizers = [] } = target.metadata as { finalizers?: readonly string[] };
  return finalizers.includes(hookFinalizer) ? target : { ...target, metadata: { ...target.metadata, finalizers: [...finalizers, hookFinalizer] } };
}

/** How far a hook is, by what it made: a Job and a Pod end, anything else is done once it is there. */
export function hookState(live: KubeObject): { readonly state: 'Running' | 'Succeeded' | 'Failed'; readonly message: string } {
  const { conditions, phase } = (live['status'] ?? {}) as { conditions?: readonly Condition[]; phase?: string };
  if (live.kind === 'Pod') return { state: phase === 'Succeeded' ? 'Succeeded' : phase === 'Failed' ? 'Failed' : 'Running', message: '' };
  if (live.kind !== 'Job') return { state: 'Succeeded', message: '' };
  const failed = conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  if (failed) return { state: 'Failed', message: failed.message ?? '' };
  return { state: isTrue(conditions, 'Complete') ? 'Succeeded' : 'Running', message: '' };
}
