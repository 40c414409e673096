import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { listAt, stringAt, valueAt } from '../../yaml/plain';
import type { NeighbourTest, Place, Workspace } from '../test';

const stateless = new Set(['Deployment', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);
/** Where programs keep what must survive them: databases, and files that users send. */
const lasting = /^\/(data|uploads?|files|documents)(\/|$)|\/(uploads?|postgresql\/data|mysql|mongodb|data\/db)(\/|$)/;

/** What may be lost, wherever it is. */
const passing = /(^|\/)(cache|tmp|temp)(\/|$)/;

/** Pods that are replaced at any time keep nothing: neither in a claim shared by all, nor in a volume that dies with them. */
export const statelessWrites: NeighbourTest = (object, workspace) => (stateless.has(object.kind) ? object.volumes.flatMap(volume => placeFor(object, volume, workspace)) : []);

function placeFor(object: KubernetesObject, volume: Element, workspace: Workspace): Place[] {
  const name = stringAt(volume.value, 'name') ?? '';
  const mounts = object.containers.flatMap(container => items(container, ['volumeMounts'])).filter(({ value }) => stringAt(value, 'name') === name);
  const claim = stringAt(volume.value, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined) {
    const readOnly = valueAt(volume.value, 'persistentVolumeClaim', 'readOnly') === true || (mounts.length > 0 && mounts.every(({ value }) => valueAt(value, 'readOnly') === true));
    if (readOnly) return [];
    const replicas = valueAt(object.value, 'spec', 'replicas');
    const single = workspace.named('PersistentVolumeClaim', claim, object.namespace).some(({ value }) => listAt(value, 'spec', 'accessModes').every(mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod'));
    const variant = single && typeof replicas === 'number' && replicas > 1 ? 'exclusive' : 'claim';
    return [{ variant, location: object.locate([...volume.path, 'persistentVolumeClaim', 'claimName']), fields: { element: name, claim, replicas: Number(replicas ?? 1) } }];
  }
  if (valueAt(volume.value, 'emptyDir') === undefined) return [];
  return mounts.filter(({ value }) => lasting.test(stringAt(value, 'mountPath') ?? '') && !passing.test(stringAt(value, 'mountPath') ?? '')).map(({ path, value }) => ({ variant: 'ephemeral', location: object.locate([...path, 'mountPath']), fields: { element: name, path: stringAt(value, 'mountPath') ?? '' } }));
}
