import { items, type KubernetesObject } from '../../kubernetes/object';
import { mapAt, stringAt, type Plain } from '../../yaml/plain';
import type { NeighbourTest, Workspace } from '../test';

/** A named `targetPort` exists on the pods the Service chooses. When no such pod is in the repository, nothing can be said. */
export const serviceTargetsAPort: NeighbourTest = (object, workspace) => {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const named = items({ path: [], value: object.value }, ['spec', 'ports']).filter(({ value }) => /\D/.test(stringAt(value, 'targetPort') ?? ''));
  const [first, ...others] = Object.entries(mapAt(object.value, 'spec', 'selector'));
  if (named.length === 0 || !first) return [];
  const { pods, names } = chosenBy(object, first, others, workspace);
  if (pods.length === 0) return [];
  return named.flatMap(({ path, value }) => {
    const port = stringAt(value, 'targetPort') ?? '';
    if (names.has(port)) return [];
    return [{ variant: 'missing', location: object.locate([...path, 'targetPort']), fields: { port, pods: `${pods.slice(0, 5).map(pod => `${pod.kind} « ${pod.name} »`).join(', ')}${pods.length > 5 ? '…' : ''}`, known: [...names].join(', ') || 'aucun' } }];
  });
};

interface Chosen {
  readonly pods: readonly KubernetesObject[];
  readonly names: ReadonlySet<string>;
}

/** Many Services may choose the same pods. */
const chosen = new WeakMap<Workspace, Map<string, Chosen>>();

function chosenBy(object: KubernetesObject, first: readonly [string, Plain], others: readonly (readonly [string, Plain])[], workspace: Workspace): Chosen {
  const known = chosen.get(workspace) ?? new Map<string, Chosen>();
  chosen.set(workspace, known);
  const key = JSON.stringify([object.namespace, first, others]);
  const before = known.get(key);
  if (before) return before;
  const pods = workspace.podsLabelled(first[0], String(first[1])).filter(other => sameNamespace(object, other) && others.every(([label, value]) => mapAt(other.podTemplate?.value, 'metadata', 'labels')[label] === value));
  const found = { pods, names: new Set(pods.flatMap(pod => pod.containers.flatMap(container => items(container, ['ports']).flatMap(port => stringAt(port.value, 'name') ?? [])))) };
  known.set(key, found);
  return found;
}

function sameNamespace(a: KubernetesObject, b: KubernetesObject): boolean {
  return stringAt(a.value, 'metadata', 'namespace') === stringAt(b.value, 'metadata', 'namespace');
}
