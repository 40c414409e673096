import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { parseQuantity } from '../../quantity';
import type { Path } from '../../yaml/nodes';
import { mapAt, valueAt, type Plain } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

const most = parseQuantity('1Ti') ?? 0n;
const storage = ['spec', 'resources', 'requests', 'storage'];
/** Where CloudNativePG takes the size of the claims it makes. */
const database = ['storage', 'walStorage'].flatMap(part => [['spec', part, 'size'], ['spec', part, 'pvcTemplate', 'resources', 'requests', 'storage']]);

/** Storage asked for, compared as quantities: `1000G` is less than `1Ti`. At exactly 1Ti the documentation and the published policy differ. */
export const pvcSize: KubernetesTest = object => sizes(object).flatMap(({ path, size }) => {
  const amount = typeof size === 'string' || typeof size === 'number' ? parseQuantity(size) : undefined;
  if (amount === undefined || amount < most) return [];
  return [{ variant: amount > most ? 'large' : 'limit', location: object.locate(path), fields: { size: String(size) } }];
});

function sizes(object: KubernetesObject): { path: Path; size: Plain | undefined }[] {
  if (object.kind === 'Cluster' && object.group === 'postgresql.cnpg.io') return database.map(path => ({ path, size: valueAt(object.value, ...path) }));
  return claims(object).map(({ path, value }) => ({ path: [...path, ...storage], size: valueAt(value, ...storage) }));
}

function claims(object: KubernetesObject): readonly Element[] {
  if (object.kind === 'PersistentVolumeClaim' && object.group === '') return [{ path: [], value: object.value }];
  const templates = object.kind === 'StatefulSet' && object.group === 'apps' ? items({ path: [], value: object.value }, ['spec', 'volumeClaimTemplates']) : [];
  const ephemeral = object.volumes.map(volume => ({ path: [...volume.path, 'ephemeral', 'volumeClaimTemplate'], value: mapAt(volume.value, 'ephemeral', 'volumeClaimTemplate') }));
  return [...templates, ...ephemeral];
}
