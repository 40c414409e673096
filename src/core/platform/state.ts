import { flatten, unflatten } from './cluster/store';
import { emptyCluster } from './cluster/cluster';
import type { ClusterState } from './cluster/work';
import { newConsole, type ConsoleState } from './console/console';
import type { Timer } from './event';
import { emptyForge, type ForgeState } from './forge/forge';
import { noApplications, type GitOpsState } from './gitops/application';
import { noPipelines, type PipelineState } from './pipeline/model';
import type { Decryptions } from './secrets/sops';
import { emptyRegistry, type RegistryState } from './registry/registry';
import type { Time } from './time';
import { emptyVault, type VaultState } from './vault/vault';
import addresses from './addresses.json';

/** The whole platform at one instant. A run is its seed and its inputs: from them this is computed again. */
export interface PlatformState {
  readonly seed: number;
  readonly now: Time;
  /** How many timers were set. */
  readonly order: number;
  readonly timers: readonly Timer[];
  readonly console: ConsoleState;
  readonly forge: ForgeState;
  readonly pipelines: PipelineState;
  readonly registry: RegistryState;
  readonly gitops: GitOpsState;
  readonly decryptions: Decryptions;
  readonly vault: VaultState;
  readonly cluster: ClusterState;
}

export const registryHost = addresses.harbor;

export function newPlatform(seed: number): PlatformState {
  return { seed, now: 0, order: 0, timers: [], console: newConsole, forge: emptyForge, pipelines: noPipelines, registry: emptyRegistry(registryHost), gitops: noApplications, decryptions: {}, vault: emptyVault, cluster: emptyCluster(seed) };
}

/** A state as plain data, for a snapshot. */
export function freeze(state: PlatformState): unknown {
  const { objects, runs, present, ...cluster } = state.cluster;
  return { ...state, cluster: { ...cluster, objects: flatten(objects), runs: [...runs], present: [...present] } };
}

/** The state `freeze` gave. */
export function thaw(frozen: unknown): PlatformState {
  const state = frozen as Omit<PlatformState, 'cluster'> & { readonly cluster: Omit<ClusterState, 'objects' | 'runs' | 'present'> & { objects: Parameters<typeof unflatten>[0]; runs: [string, never][]; present: [string, never][] } };
  const { objects, runs, present, ...cluster } = state.cluster;
  return { ...state, cluster: { ...cluster, objects: unflatten(objects), runs: new Map(runs), present: new Map(present) } };
}
