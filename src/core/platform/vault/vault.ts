import type { Time } from '../time';

/** The keys and values of a secret. */
export type SecretData = Readonly<Record<string, string>>;

/** One version of a secret; a deleted one keeps its place and gives its values no more. */
export interface SecretVersion {
  readonly version: number;
  readonly at: Time;
  readonly data: SecretData;
  readonly deletedAt?: Time;
}

/** The platform's Vault: KV v2 engines by the name they are mounted under, each with the versions of its secrets by path. */
export interface VaultState {
  readonly mounts: Readonly<Record<string, Readonly<Record<string, readonly SecretVersion[]>>>>;
}

/** The engine that the pipeline reads and no project writes (sheet 03 §8). */
export const pipelineMount = 'forge-dso';

export const emptyVault: VaultState = { mounts: { [pipelineMount]: {} } };

/** KV v2 keeps ten versions when nothing else is set. */
const keptVersions = 10;

/** Mounts an engine unless it is there. */
export function withMount(vault: VaultState, mount: string): VaultState {
  return Object.hasOwn(vault.mounts, mount) ? vault : { mounts: { ...vault.mounts, [mount]: {} } };
}

/** A new version of a secret, which replaces all its keys as `vault kv put` does. */
export function putSecret(vault: VaultState, mount: string, path: string, data: SecretData, at: Time): VaultState {
  const versions = versionsOf(vault, mount, path);
  const next: SecretVersion = { version: (versions.at(-1)?.version ?? 0) + 1, at, data };
  return withVersions(vault, mount, path, [...versions, next].slice(-keptVersions));
}

/** The latest version is deleted: its values are no longer given. */
export function deleteSecret(vault: VaultState, mount: string, path: string, at: Time): VaultState {
  const versions = versionsOf(vault, mount, path);
  return withVersions(vault, mount, path, versions.map((one, index) => (index === versions.length - 1 && one.deletedAt === undefined ? { ...one, data: {}, deletedAt: at } : one)));
}

/** A secret gone with all its versions, as `vault kv metadata delete` leaves it. */
export function destroySecret(vault: VaultState, mount: string, path: string): VaultState {
  const { [path]: _, ...others } = vault.mounts[mount] ?? {};
  return { mounts: { ...vault.mounts, [mount]: others } };
}

export function versionsOf(vault: VaultState, mount: string, path: string): readonly SecretVersion[] {
  const secrets = Object.hasOwn(vault.mounts, mount) ? vault.mounts[mount] : undefined;
  return (secrets && Object.hasOwn(secrets, path) ? secrets[path] : undefined) ?? [];
}

function withVersions(vault: VaultState, mount: string, path: string, versions: readonly SecretVersion[]): VaultState {
  return { mounts: { ...vault.mounts, [mount]: { ...vault.mounts[mount], [path]: versions } } };
}
