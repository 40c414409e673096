import addresses from '../addresses.json';
import { pipelineFolder } from './ci';
import { pipelineMount, versionsOf, type SecretVersion, type VaultState } from './vault';

/** Who reads: a project's application role, or its pipeline. */
export interface VaultAccount {
  readonly project: string;
  readonly as: 'application' | 'pipeline';
}

/** What Vault answers to a read of a KV v2 secret: the version, nothing at that path, or an error in the words of its API. */
export type KvRead = { readonly is: 'found'; readonly version: SecretVersion } | { readonly is: 'absent' } | { readonly is: 'error'; readonly message: string };

/** An error as HashiCorp's client writes it. */
export function apiError(method: string, path: string, code: number, ...errors: readonly string[]): string {
  return `Error making API request.\n\nURL: ${method} ${addresses.vault}/v1/${path}\nCode: ${code}. Errors:\n\n${errors.map(error => `* ${error}`).join('\n')}`;
}

/** Whether an account's policies let it read a path: a project's role its own engine and its read-only robot, a pipeline its project's folder (sheets 03 §8 and 05 §4). */
export function mayRead({ project, as }: VaultAccount, mount: string, path: string): boolean {
  const folder = pipelineFolder(project);
  if (as === 'pipeline') return mount === pipelineMount && path.startsWith(`${folder}/`);
  return mount === project || (mount === pipelineMount && path === `${folder}/REGISTRY/ro-robot`);
}

/** Reads a version of a secret, the latest by default. */
export function readKv(vault: VaultState, account: VaultAccount, mount: string, path: string, wanted = 0): KvRead {
  if (!mayRead(account, mount, path)) return { is: 'error', message: apiError('GET', `${mount}/data/${path}`, 403, '1 error occurred:\n\t* permission denied\n\n') };
  const versions = versionsOf(vault, mount, path);
  const version = wanted === 0 ? versions.at(-1) : versions.find(one => one.version === wanted);
  return version ? { is: 'found', version } : { is: 'absent' };
}
