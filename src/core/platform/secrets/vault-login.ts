import { listAt, mapAt, stringAt, type PlainMap } from '../../analysis/yaml/plain';
import addresses from '../addresses.json';
import { sha256Hex } from '../chance';
import { fromBase64 } from '../../analysis/base64';
import { remembering } from '../../analysis/remember';
import type { KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { apiError, type VaultAccount } from '../vault/kv';

export const secretsGroup = 'secrets.hashicorp.com';

/** The application role of a project (sheet 05 §4): its role and secret ids are the simulated platform's own. */
export const appRole = remembering((project): { readonly roleId: string; readonly secretId: string } => (
  { roleId: uuid(sha256Hex(`role/${project}`)), secretId: uuid(sha256Hex(`secret-id/${project}`)) }
), { most: 1_000, longest: 100 });

function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whom a login gives, or why it fails, in the operator's words or Vault's. */
export type Login = { readonly ok: true; readonly account: VaultAccount } | { readonly ok: false; readonly error: string };

/** Logs in as the operator does for an object: by the `VaultAuth` it names, through the `VaultConnection` that one names. `projects` are those that have a role. */
export function logIn(work: Work, object: KubeObject, projects: readonly string[]): Login {
  const namespace = object.metadata.namespace ?? '';
  const named = stringAt(specOf(object), 'vaultAuthRef') ?? '';
  // A reference without a name is the operator's own `default`, which the platform does not have.
  const [name = '', elsewhere] = named.split('/').reverse();
  const home = elsewhere ?? namespace;
  const auth = name === '' ? undefined : work.find<KubeObject>({ group: secretsGroup, kind: 'VaultAuth', namespace: home, name });
  if (!auth) return no(`VaultAuth.${secretsGroup} "${name || 'default'}" not found`);
  const spec = specOf(auth);
  const allowed = listAt(spec, 'allowedNamespaces').filter(one => typeof one === 'string');
  if (home !== namespace && !allowed.includes('*') && !allowed.includes(namespace)) return no(`target namespace "${namespace}" is not allowed by kind=VaultAuth obj=${home}/${name}, allowedNamespaces=[${allowed.join(' ')}]`);
  const connection = work.find<KubeObject>({ group: secretsGroup, kind: 'VaultConnection', namespace: home, name: stringAt(spec, 'vaultConnectionRef') ?? 'default' });
  if (!connection) return no(`VaultConnection.${secretsGroup} "${stringAt(spec, 'vaultConnectionRef') ?? 'default'}" not found`);
  const address = stringAt(specOf(connection), 'address') ?? '';
  const mount = stringAt(spec, 'mount') ?? 'approle';
  if (address !== addresses.vault) return no(`Put "${address}/v1/auth/${mount}/login": dial tcp: lookup ${address.replace(/^https?:\/\//, '').replace(/[:/].*$/, '')} on 172.30.0.10:53: no such host`);
  return byRole(work, spec, home, mount, projects);
}

function byRole(work: Work, spec: PlainMap, namespace: string, mount: string, projects: readonly string[]): Login {
  const method = stringAt(spec, 'method') ?? '';
  if (method !== 'appRole' || mount !== 'approle') return no(apiError('PUT', `auth/${mount}/login`, 403, '1 error occurred:\n\t* permission denied\n\n'));
  const secretRef = stringAt(spec, 'appRole', 'secretRef') ?? '';
  const secret = work.find<KubeObject & { data?: Readonly<Record<string, string>> }>({ group: '', kind: 'Secret', namespace, name: secretRef });
  if (!secret) return no(`Secret "${secretRef}" not found`);
  const id = secret.data?.['id'];
  if (id === undefined) return no('no key "id" found in secret');
  const project = projects.find(one => appRole(one).roleId === stringAt(spec, 'appRole', 'roleId') && appRole(one).secretId === fromBase64(id));
  return project === undefined ? no(apiError('PUT', 'auth/approle/login', 400, 'invalid role or secret ID')) : { ok: true, account: { project, as: 'application' } };
}

function no(error: string): Login {
  return { ok: false, error };
}

export function specOf(object: KubeObject): PlainMap {
  return mapAt(object as unknown as PlainMap, 'spec');
}
