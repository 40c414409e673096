import { stringAt } from '../../analysis/yaml/plain';
import { withCondition } from '../cluster/conditions';
import { tell } from '../cluster/events';
import type { Condition, KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { secretsGroup, specOf } from './vault-login';

/** Whether a resource of the operator is healthy and ready, in its words. */
export function withHealth(kind: string, healthy: boolean, conditions: readonly Condition[], now: number): readonly Condition[] {
  const status = healthy ? 'True' : 'False';
  const said = [{ type: 'Healthy', status, reason: healthy ? 'Healthy' : 'Unhealthy', message: `${kind}${healthy ? 'Healthy' : 'Unhealthy'}` }, { type: 'Ready', status, reason: 'Ready', message: `${kind}Ready` }] as const;
  return said.reduce<readonly Condition[]>((list, one) => withCondition(list, one, now), conditions);
}

/** A `VaultAuth` or a `VaultConnection` is looked at once: what it names is there or it is not. */
export function syncVaultAccess(work: Work, accessKind: 'VaultAuth' | 'VaultConnection', namespace: string, name: string): void {
  const object = work.find<KubeObject>({ group: secretsGroup, kind: accessKind, namespace, name });
  const { lastGeneration } = (object?.['status'] ?? {}) as { lastGeneration?: number };
  if (!object || lastGeneration === (object.metadata.generation ?? 1)) return;
  const connection = stringAt(specOf(object), 'vaultConnectionRef') ?? 'default';
  const valid = accessKind === 'VaultConnection' || work.find({ group: secretsGroup, kind: 'VaultConnection', namespace, name: connection }) !== undefined;
  const error = valid ? '' : `VaultConnection.${secretsGroup} "${connection}" not found`;
  tell(work, object, valid ? { type: 'Normal', reason: 'Accepted', message: accessKind === 'VaultAuth' ? 'Successfully handled VaultAuth resource request' : 'VaultConnection accepted', by: accessKind } : { type: 'Warning', reason: 'Accepted', message: `Failed to handle VaultAuth resource request: err=${error}`, by: accessKind });
  work.put({ ...object, status: { valid, ...(error ? { error } : {}), lastGeneration: object.metadata.generation ?? 1, conditions: withHealth(accessKind, valid, [], work.now) } });
}
