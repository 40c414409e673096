import { rememberingEach } from '../../../analysis/remember';
import { isPlainMap, mapAt, stringAt, type Plain } from '../../../analysis/yaml/plain';
import type { KubeObject, Pod } from '../object';
import type { Accounts } from '../../registry/image';
import type { Work } from '../work';
import { fromBase64 } from '../../../analysis/base64';

interface Secret extends KubeObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

type Account = readonly [host: string, user: string];

/** The registries for which a pod brings credentials, each with the account, by the Secrets it names. One that is missing or holds something else brings none, in silence, as in life. */
export function registryAccounts(work: Work, pod: Pod): Accounts {
  const accounts = (pod.spec.imagePullSecrets ?? []).flatMap(({ name }) => {
    const secret = work.find<Secret>({ group: '', kind: 'Secret', namespace: pod.metadata.namespace ?? '', name });
    return secret?.type === 'kubernetes.io/dockerconfigjson' ? accountsOf(secret) : [];
  });
  return new Map(accounts);
}

/** A Secret is read once: the pods of a namespace all bring the same. */
const accountsOf = rememberingEach((secret: Secret) => accountsIn(secret.data?.['.dockerconfigjson'] ?? ''));

function accountsIn(encoded: string): Account[] {
  try {
    const value = JSON.parse(fromBase64(encoded)) as Plain;
    if (!isPlainMap(value)) return [];
    return Object.entries(mapAt(value, 'auths')).map(([host, auth]) => [host.replace(/^https?:\/\//, '').replace(/\/.*$/, ''), userOf(auth)] as const);
  } catch {
    return [];
  }
}

function userOf(auth: Plain): string {
  return stringAt(auth, 'username') ?? fromBase64(stringAt(auth, 'auth') ?? '').split(':')[0] ?? '';
}
