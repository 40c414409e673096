import type { Fix } from '../../finding';
import type { Container, KubernetesObject } from '../../kubernetes/object';
import { mergeInto } from '../../yaml/edit';
import { mapAt, valueAt, type PlainMap } from '../../yaml/plain';
import type { Tree } from '../../yaml/write';
import type { KubernetesTest } from '../test';

const sides = ['requests', 'limits'] as const;
const amounts = ['cpu', 'memory'] as const;

/** What a container gets when nothing is known of it: small enough for any quota, to be adjusted to what is measured. */
const modest: Readonly<Record<string, string>> = { cpu: '200m', memory: '256Mi' };

/** The four values requests/limits × cpu/memory on each container; init containers count in the quota too. Ephemeral ones may not have resources. */
export const resourcesRequired: KubernetesTest = object => object.containers.flatMap(container => {
  if (container.list === 'ephemeralContainers') return [];
  const resources = mapAt(container.value, 'resources');
  const missing = sides.flatMap(side => amounts.filter(amount => !isSet(resources, side, amount)).map(amount => `\`${side}.${amount}\``));
  if (missing.length === 0) return [];
  const variant = container.list === 'containers' ? 'missing' : 'init';
  return [{ variant, location: object.locate([...container.path, 'resources']), fields: { element: container.name, missing: missing.join(', ') }, fix: fix(object, container, resources) }];
});

/** A limit that is missing takes the request's value and the reverse, which the platform recommends; only what is nowhere gets a modest value. */
function fix(object: KubernetesObject, container: Container, resources: PlainMap): Fix | undefined {
  const tree: Tree = {};
  const shown: string[] = [];
  for (const side of sides) {
    const other = side === 'requests' ? 'limits' : 'requests';
    for (const amount of amounts) {
      if (isSet(resources, side, amount)) continue;
      const value = isSet(resources, other, amount) ? String(valueAt(resources, other, amount)) : (modest[amount] ?? '');
      (tree[side] ??= {} as Tree);
      (tree[side] as Tree)[amount] = value;
      shown.push(`${side}.${amount}: ${value}`);
    }
  }
  const edits = mergeInto(object, [...container.path, 'resources'], tree);
  return edits && { title: `Déclarer ${shown.join(', ')} (valeurs à ajuster)`, edits };
}

function isSet(resources: PlainMap, side: string, amount: string): boolean {
  const value = valueAt(resources, side, amount);
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}
