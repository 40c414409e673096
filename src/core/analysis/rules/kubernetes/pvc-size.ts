import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { parseQuantity } from '../../quantity';
import { mapAt, valueAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

const most = parseQuantity('1Ti') ?? 0n;
const storage = ['spec', 'resources', 'requests', 'storage'];

/** Storage asked for, compared as quantities: `1000G` is less than `1Ti`. At exactly 1Ti the documentation and the published policy differ. */
export const pvcSize: KubernetesTest = object => claims(object).flatMap(claim => {
  const size = valueAt(claim.value, ...storage);
  const amount = typeof size === 'string' || typeof size === 'number' ? parseQuantity(size) : undefined;
  if (amount === undefined || amount < most) return [];
  return [{ variant: amount > most ? 'large' : 'limit', location: object.locate([...claim.path, ...storage]), fields: { size: String(size) } }];
});

function claims(object: KubernetesObject): readonly Element[] {
  if (object.kind === 'PersistentVolumeClaim' && object.group === '') return [{ path: [], value: object.value }];
  const templates = object.kind === 'StatefulSet' && object.group === 'apps' ? items({ path: [], value: object.value }, ['spec', 'volumeClaimTemplates']) : [];
  const ephemeral = object.volumes.map(volume => ({ path: [...volume.path, 'ephemeral', 'volumeClaimTemplate'], value: mapAt(volume.value, 'ephemeral', 'volumeClaimTemplate') }));
  return [...templates, ...ephemeral];
}
