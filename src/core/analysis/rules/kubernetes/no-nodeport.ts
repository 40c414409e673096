import type { KubernetesObject } from '../../kubernetes/object';
import type { Fix } from '../../finding';
import { remove, replaceScalar } from '../../yaml/edit';
import { isPlainMap, listAt, stringAt, valueAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

const isService = (object: KubernetesObject) => object.kind === 'Service' && object.group === '';

export const noNodeport: KubernetesTest = object => {
  const path = ['spec', 'type'];
  if (!isService(object) || stringAt(object.value, ...path) !== 'NodePort') return [];
  return [{ variant: 'nodeport', location: object.locate(path), fields: {}, fix: () => toClusterIp(object) }];
};

/** What is said of the nodes goes with the type: a ClusterIP service that still says it is refused. */
function toClusterIp(object: KubernetesObject): Fix | undefined {
  const edits = [replaceScalar(object, ['spec', 'type'], 'ClusterIP')];
  listAt(object.value, 'spec', 'ports').forEach((port, index) => {
    if (isPlainMap(port) && valueAt(port, 'nodePort') !== undefined) edits.push(remove(object, ['spec', 'ports', index, 'nodePort'], ['spec', 'ports', index]));
  });
  for (const field of ['externalTrafficPolicy', 'healthCheckNodePort']) if (valueAt(object.value, 'spec', field) !== undefined) edits.push(remove(object, ['spec', field], ['spec']));
  return edits.includes(undefined) ? undefined : { title: 'Passer le Service en ClusterIP', edits: edits.flatMap(edit => edit ?? []) };
}
