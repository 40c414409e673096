import { items, type KubernetesObject } from '../../kubernetes/object';
import { mapAt, stringAt, valueAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

/** A named `targetPort` exists on the pods the Service chooses. When no such pod is in the repository, nothing can be said. */
export const serviceTargetsAPort: KubernetesTest = (object, workspace) => {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const selector = Object.entries(mapAt(object.value, 'spec', 'selector'));
  if (selector.length === 0) return [];
  const pods = workspace.objects.filter(other => other.podTemplate && sameNamespace(object, other) && selector.every(([key, value]) => mapAt(other.podTemplate?.value, 'metadata', 'labels')[key] === value));
  if (pods.length === 0) return [];
  const names = new Set(pods.flatMap(pod => pod.containers.flatMap(container => items(container, ['ports']).flatMap(port => stringAt(port.value, 'name') ?? []))));
  return items({ path: [], value: object.value }, ['spec', 'ports']).flatMap(({ path, value }) => {
    const target = valueAt(value, 'targetPort');
    if (typeof target !== 'string' || /^\d+$/.test(target) || names.has(target)) return [];
    return [{ variant: 'missing', location: object.locate([...path, 'targetPort']), fields: { port: target, pods: pods.map(pod => `${pod.kind} « ${pod.name} »`).join(', '), known: [...names].join(', ') || 'aucun' } }];
  });
};

function sameNamespace(a: KubernetesObject, b: KubernetesObject): boolean {
  return stringAt(a.value, 'metadata', 'namespace') === stringAt(b.value, 'metadata', 'namespace');
}
