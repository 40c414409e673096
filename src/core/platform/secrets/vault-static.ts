import { stringAt, valueAt } from '../../analysis/yaml/plain';
import { withCondition } from '../cluster/conditions';
import { tell } from '../cluster/events';
import type { Condition, KubeObject } from '../cluster/object';
import { same } from '../cluster/store';
import type { Work } from '../cluster/work';
import { goSeconds } from '../cluster/kubelet/run';
import { second, type Time } from '../time';
import { secretData } from './transformation';
import { withHealth } from './vault-access';
import { deliver, destinationOf, restart, type Secret } from './vault-delivery';
import { logIn, secretsGroup, specOf } from './vault-login';

// Vault Secrets Operator 1.4 (hashicorp/vault-secrets-operator, `vaultstaticsecret_controller.go`): what it writes, tells and tries again.

interface Status {
  readonly lastGeneration?: number;
  readonly conditions?: readonly Condition[];
}

const kind = 'VaultStaticSecret';
const retry = 5 * second;

/** A VaultStaticSecret that is new or has changed, or whose Secret has gone, is synchronised. One that is gone takes its Secret with it. */
export function syncVaultSecret(work: Work, namespace: string, name: string): void {
  const object = find(work, namespace, name);
  for (const secret of work.draft.list<Secret>('', 'Secret', namespace)) {
    if (secret.metadata.ownerReferences?.some(owner => owner.kind === kind && owner.name === name && owner.uid !== object?.metadata.uid)) work.remove(secret);
  }
  if (!object || object.metadata.deletionTimestamp !== undefined) return;
  const { lastGeneration, conditions } = statusOf(object);
  const healthy = conditions?.find(({ type }) => type === 'SecretSynced')?.status === 'True';
  const there = work.find({ group: '', kind: 'Secret', namespace, name: destinationOf(object).name });
  if (lastGeneration === (object.metadata.generation ?? 1) && (there || !healthy)) return;
  reconcile(work, object, 0);
}

/** The moment to read Vault again has come: of this object, unless it changed since. */
export function refreshVaultSecret(work: Work, namespace: string, name: string, uid: string, generation: number, failures: number): void {
  const object = find(work, namespace, name);
  if (object?.metadata.uid === uid && (object.metadata.generation ?? 1) === generation) reconcile(work, object, failures);
}

/** When a VaultStaticSecret will see what has just changed in Vault: at its next reading, which `refreshAfter` sets; undefined when it sets none, or when a failure has it try again anyway. */
export function nextReading(object: KubeObject, now: Time): Time | undefined {
  const every = durationOf(stringAt(specOf(object), 'refreshAfter') ?? '');
  const synced = statusOf(object).conditions?.find(({ type }) => type === 'SecretSynced');
  if (!every || synced?.status !== 'True') return undefined;
  return every - ((now - synced.lastTransitionTime) % every);
}

function find(work: Work, namespace: string, name: string): KubeObject | undefined {
  return work.find<KubeObject>({ group: secretsGroup, kind, namespace, name });
}

function statusOf(object: KubeObject): Status {
  return (object['status'] ?? {}) as Status;
}

/** Go's durations, of one unit as the object's schema takes them; undefined for anything else. */
function durationOf(text: string): Time | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === 'h' ? 3_600_000 : unit === 'm' ? 60_000 : 1_000);
}

function reconcile(work: Work, object: KubeObject, failures: number): void {
  const outcome = read(work, object);
  if ('waits' in outcome) return again(work, object, failures, retry);
  if ('error' in outcome) {
    // Only reading Vault backs off; what is wrong in the objects is looked at again every five seconds.
    const horizon = outcome.reason === 'VaultClientError' ? Math.min(retry * 1.5 ** failures, 60 * second) : retry;
    tell(work, object, { type: 'Warning', reason: outcome.reason, message: outcome.told, by: kind });
    write(work, object, false, [{ type: 'SecretSynced', reason: 'Synced', status: 'False', message: `Failed to sync the secret, horizon=${goSeconds(horizon)}, err=${outcome.error}` }]);
    return again(work, object, failures + 1, horizon);
  }
  const before = statusOf(object);
  const secret = work.find<Secret>({ group: '', kind: 'Secret', namespace: object.metadata.namespace ?? '', name: destinationOf(object).name });
  const fault = deliver(work, object, outcome.data);
  if (fault !== undefined) {
    tell(work, object, { type: 'Warning', reason: 'SecretSyncError', message: `Failed to update k8s secret: ${fault}`, by: kind });
    write(work, object, false, []);
    return again(work, object, failures + 1, retry);
  }
  const changed = secret !== undefined && !same(secret.data, outcome.data);
  if (secret && !changed && before.lastGeneration === (object.metadata.generation ?? 1)) return write(work, object, true, []);
  tell(work, object, { type: 'Normal', reason: 'SecretSynced', message: 'Secret synced', by: kind });
  const restarted = changed && valueAt(specOf(object), 'hmacSecretData') !== false ? restart(work, object) : [];
  write(work, object, true, [{ type: 'SecretSynced', reason: 'Synced', status: 'True', message: `Secret synced, horizon=${goSeconds(durationOf(stringAt(specOf(object), 'refreshAfter') ?? '') ?? 0)}` }, ...restarted]);
}

function again(work: Work, { metadata: { namespace = '', name, uid, generation = 1 } }: KubeObject, failures: number, after: Time): void {
  work.after(after, { kind: 'vault-refresh', namespace, name, uid, generation, failures });
}

type Outcome = { readonly data: Readonly<Record<string, string>> } | { readonly waits: true } | { readonly reason: string; readonly told: string; readonly error: string };

/** Reads the secret with the account the object logs in with; or says what keeps it from it. */
function read(work: Work, object: KubeObject): Outcome {
  const spec = specOf(object);
  const login = logIn(work, object, work.world.vault.projects());
  if (!login.ok) return { reason: 'VaultClientConfigError', told: `Failed to get Vault auth login: ${login.error}`, error: login.error };
  const { map, name, create } = destinationOf(object);
  if (!create && !work.find({ group: '', kind: 'Secret', namespace: object.metadata.namespace ?? '', name })) return { waits: true };
  const [mount, path] = [stringAt(spec, 'mount') ?? '', stringAt(spec, 'path') ?? ''];
  const version = valueAt(spec, 'version');
  // The other kind of engine is asked at the path itself, where KV v2 has nothing.
  if (stringAt(spec, 'type') !== 'kv-v2') return failedRead(`empty response from Vault, path="${mount}/${path}"`);
  const found = work.world.vault.read(login.account, mount, path, typeof version === 'number' ? version : 0);
  if (found.is === 'error') return failedRead(found.message);
  if (found.is === 'absent') return failedRead(`empty response from Vault, path="${mount}/data/${path}"`);
  const built = secretData(found.version, map);
  return built.ok ? { data: built.data } : { reason: 'SecretDataBuilderError', told: `Failed to build K8s secret data: ${built.error}`, error: built.error };
}

function failedRead(error: string): Outcome {
  return { reason: 'VaultClientError', told: `Failed to read Vault secret: ${error}`, error };
}

/** Conditions as the operator leaves them: what became of the Secret, then whether the object is healthy and ready. */
function write(work: Work, object: KubeObject, healthy: boolean, conditions: readonly Omit<Condition, 'lastTransitionTime'>[]): void {
  const written = conditions.reduce<readonly Condition[]>((list, one) => withCondition(list, one, work.now), statusOf(object).conditions ?? []);
  work.put({ ...object, status: { ...statusOf(object), lastGeneration: object.metadata.generation ?? 1, conditions: withHealth(kind, healthy, written, work.now) } });
}
