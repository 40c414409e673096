import type { ConsoleState } from '../console/console';
import { pipelineMount, versionsOf, type SecretData, type VaultState } from './vault';

/** What a user does in a project's engine, or an administrator in the pipeline's. */
export type VaultCommand =
  | { readonly type: 'vault-put'; readonly project: string; readonly path: string; readonly data: SecretData }
  | { readonly type: 'vault-delete'; readonly project: string; readonly path: string }
  /** What an administrator changes by hand in the secrets of pipelines, and no user may; without data the secret is gone. */
  | { readonly type: 'vault-by-hand'; readonly path: string; readonly data?: SecretData };

/** A secret is not larger than this, keys included. */
const maxSecret = 256 * 1024;

/** Why Vault does not take a command, as a French sentence; undefined when it does. */
export function vaultRefusal(console: ConsoleState, vault: VaultState, command: VaultCommand): string | undefined {
  if (typeof command.path !== 'string' || !/^[\w.@-]+(\/[\w.@-]+)*$/.test(command.path) || command.path.length > 200) return `« ${String(command.path)} » n’est pas un chemin de secret : des noms séparés par « / », sans espace, sans « / » au début ni à la fin, et sans « data/ » devant.`;
  if (command.type === 'vault-by-hand') return command.data === undefined ? undefined : dataRefusal(command.data);
  if (command.project === pipelineMount) return `Code: 403. permission denied : « ${pipelineMount} » est le coffre des pipelines, aucun projet n’y écrit. Le coffre d’un projet porte son nom.`;
  if (!console.projects.some(({ slug }) => slug === command.project)) return `Le projet « ${String(command.project)} » n’existe pas : il n’a pas de coffre. Créez-le d’abord.`;
  if (command.type === 'vault-put') return dataRefusal(command.data);
  return versionsOf(vault, command.project, command.path).length > 0 ? undefined : `No value found at ${command.project}/data/${command.path} : ce coffre n’a pas de secret à ce chemin.`;
}

function dataRefusal(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'Un secret est fait de clés et de valeurs.';
  const entries = Object.entries(data);
  if (entries.length === 0) return 'Un secret a au moins une clé : donnez-en une, CLE=VALEUR.';
  const bad = entries.find(([key, value]) => !/^[\w.-]{1,100}$/.test(key) || typeof value !== 'string');
  if (bad) return `« ${bad[0]} » ne convient pas : une clé est faite de lettres, de chiffres, de « _ », « . » ou « - », et sa valeur est un texte.`;
  return entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0) > maxSecret ? 'Ce secret est trop gros : 256 ko au plus.' : undefined;
}
