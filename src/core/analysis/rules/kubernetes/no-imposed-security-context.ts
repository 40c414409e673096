import type { KubernetesObject } from '../../kubernetes/object';
import { fixOf, remove } from '../../yaml/edit';
import { isPlainMap, listAt, mapAt, valueAt } from '../../yaml/plain';
import type { Path } from '../../yaml/nodes';
import type { KubernetesTest, Place } from '../test';

const onPod = ['runAsUser', 'runAsGroup', 'fsGroup'];
const onContainer = ['runAsUser', 'runAsGroup', 'allowPrivilegeEscalation'];

/** EXI-ARCH-26: the manifest chooses neither user, nor group, nor escalation, nor more capabilities; whatever the value, it is the platform's to give. */
export const noImposedSecurityContext: KubernetesTest = object => {
  const pod = object.podTemplate;
  if (!pod) return inMadePods(object);
  return [
    ...imposed(object, [...pod.path, 'spec'], 'le pod', [...onPod, 'allowPrivilegeEscalation'], mapAt(pod.value, 'spec', 'securityContext')),
    ...object.containers.flatMap(container => imposed(object, container.path, `le conteneur « ${container.name} »`, [...onContainer, 'fsGroup'], mapAt(container.value, 'securityContext'))),
  ];
};

function inMadePods(object: KubernetesObject): Place[] {
  const { containers, contexts } = object.madePods;
  return [
    ...contexts.flatMap(({ path, value }) => imposed(object, path.slice(0, -1), 'les pods créés', [...onPod, 'allowPrivilegeEscalation'], value, String(path.at(-1)))),
    ...containers.flatMap(container => imposed(object, container.path, `le conteneur « ${container.name} »`, [...onContainer, 'fsGroup'], mapAt(container.value, 'securityContext'))),
  ];
}

function imposed(object: KubernetesObject, owner: Path, where: string, fields: readonly string[], context: ReturnType<typeof mapAt>, word = 'securityContext'): Place[] {
  const paths = fields.filter(field => (valueAt(context, field) ?? null) !== null).map(field => [field]);
  const added = isPlainMap(context['capabilities']) && listAt(context, 'capabilities', 'add').length > 0 ? [['capabilities', 'add']] : [];
  return [...paths, ...added].map(field => {
    const path = [...owner, word, ...field];
    const name = field.join('.');
    return { variant: 'imposed', location: object.locate(path), fields: { field: name, where }, fix: () => fixOf(`Retirer ${name} de ${where}`, remove(object, path, owner)) };
  });
}
