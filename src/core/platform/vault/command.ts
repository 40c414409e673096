import type { ConsoleState } from '../console/console';
import { pipelineMount, versionsOf, type SecretData, type VaultState } from './vault';
import { phrase, type Phrase } from '../view/words/said';

/** What a user does in a project's engine, or an administrator in the pipeline's. */
export type VaultCommand =
  | { readonly type: 'vault-put'; readonly project: string; readonly path: string; readonly data: SecretData }
  | { readonly type: 'vault-delete'; readonly project: string; readonly path: string }
  /** What an administrator changes by hand in the secrets of pipelines, and no user may; without data the secret is gone. */
  | { readonly type: 'vault-by-hand'; readonly path: string; readonly data?: SecretData };

/** A secret is not larger than this, keys included. */
const maxSecret = 256 * 1024;

/** Why Vault does not take a command; undefined when it does. */
export function vaultRefusal(console: ConsoleState, vault: VaultState, command: VaultCommand): Phrase | undefined {
  if (typeof command.path !== 'string' || !/^[\w.@-]+(\/[\w.@-]+)*$/.test(command.path) || command.path.length > 200) return phrase('secretPath', String(command.path));
  if (command.type === 'vault-by-hand') return command.data === undefined ? undefined : dataRefusal(command.data);
  if (command.project === pipelineMount) return phrase('secretOfPipelines', pipelineMount);
  if (!console.projects.some(({ slug }) => slug === command.project)) return phrase('secretNoProject', String(command.project));
  if (command.type === 'vault-put') return dataRefusal(command.data);
  return versionsOf(vault, command.project, command.path).length > 0 ? undefined : phrase('secretAbsent', command.project, command.path);
}

function dataRefusal(data: unknown): Phrase | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return phrase('secretShape');
  const entries = Object.entries(data);
  if (entries.length === 0) return phrase('secretEmpty');
  const bad = entries.find(([key, value]) => !/^[\w.-]{1,100}$/.test(key) || typeof value !== 'string');
  if (bad) return phrase('secretKey', bad[0]);
  return entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0) > maxSecret ? phrase('secretLarge') : undefined;
}
