import { items, type KubernetesObject } from '../../kubernetes/object';
import { mapAt, stringAt } from '../../yaml/plain';
import type { NeighbourTest } from '../test';

/** A named `targetPort` exists on the pods the Service chooses. When no such pod is in the repository, nothing can be said. */
export const serviceTargetsAPort: NeighbourTest = (object, workspace) => {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const named = items({ path: [], value: object.value }, ['spec', 'ports']).filter(({ value }) => /\D/.test(stringAt(value, 'targetPort') ?? ''));
  const [first, ...others] = Object.entries(mapAt(object.value, 'spec', 'selector'));
  if (named.length === 0 || !first) return [];
  const pods = workspace.podsLabelled(first[0], String(first[1])).filter(other => sameNamespace(object, other) && others.every(([key, value]) => mapAt(other.podTemplate?.value, 'metadata', 'labels')[key] === value));
  if (pods.length === 0) return [];
  const names = new Set(pods.flatMap(pod => pod.containers.flatMap(container => items(container, ['ports']).flatMap(port => stringAt(port.value, 'name') ?? []))));
  return named.flatMap(({ path, value }) => {
    const port = stringAt(value, 'targetPort') ?? '';
    if (names.has(port)) return [];
    return [{ variant: 'missing', location: object.locate([...path, 'targetPort']), fields: { port, pods: pods.map(pod => `${pod.kind} « ${pod.name} »`).join(', '), known: [...names].join(', ') || 'aucun' } }];
  });
};

function sameNamespace(a: KubernetesObject, b: KubernetesObject): boolean {
  return stringAt(a.value, 'metadata', 'namespace') === stringAt(b.value, 'metadata', 'namespace');
}
