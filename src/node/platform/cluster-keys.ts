import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Answer, Request } from '../../core/platform/event';
import { secretsIn } from '../../core/platform/secrets/templates';
import type { StateFolder } from './folder';
import { decryptSops } from './sops';

/** The age keys of the clusters: the private ones stay in the state folder, readable by its owner alone. */
export interface ClusterKeys {
  readonly identities: Readonly<Record<string, string>>;
  readonly recipients: Readonly<Record<string, string>>;
}

/** The keys a folder keeps, made for the clusters that have none yet. */
export async function clusterKeys(folder: StateFolder, clusters: readonly string[]): Promise<ClusterKeys> {
  const known = folder.read<Record<string, string>>('keys.json') ?? {};
  const identities: Record<string, string> = { ...known };
  for (const name of clusters) identities[name] ??= await generateX25519Identity();
  if (clusters.some(name => known[name] === undefined)) folder.write('keys.json', JSON.stringify(identities));
  const recipients: Record<string, string> = {};
  for (const [name, identity] of Object.entries(identities)) recipients[name] = await identityToRecipient(identity);
  return { identities, recipients };
}

/** Decrypts a SopsSecret with the key of its cluster, as its operator does; whether the file in Git is intact is looked at beside, since the operator does not. Never rejects. */
export function decryptingWith({ identities }: ClusterKeys): (request: Request & { type: 'decrypt' }) => Promise<Answer> {
  return async ({ namespace, name, uid, generation, cluster, object, file }) => {
    const identity = identities[cluster] ?? '';
    const read = await decryptSops(object, identity);
    const base = { type: 'decrypted', namespace, name, uid, generation } as const;
    if (!read.ok) return { ...base, outcome: { ok: false, reason: read.reason } };
    const original = file ? await decryptSops(file, identity) : undefined;
    return { ...base, outcome: { ok: true, secrets: secretsIn(read.value), intact: original === undefined || (original.ok && original.intact) } };
  };
}
