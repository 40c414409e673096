import type { Fix } from '../../finding';
import type { Container, KubernetesObject } from '../../kubernetes/object';
import { parseQuantity } from '../../quantity';
import { mergeInto } from '../../yaml/edit';
import { mapAt, valueAt, type PlainMap } from '../../yaml/plain';
import type { Tree } from '../../yaml/write';
import type { KubernetesTest, Workspace } from '../test';
import { roomFor } from './quota-fit';

const sides = ['requests', 'limits'] as const;
const amounts = ['cpu', 'memory'] as const;

/** The four values requests/limits × cpu/memory on each container; init containers count in the quota too. Ephemeral ones may not have resources. */
export const resourcesRequired: KubernetesTest = object => [...object.containers, ...object.madePods.whole].flatMap(container => {
  if (container.list === 'ephemeralContainers') return [];
  const resources = mapAt(container.value, 'resources');
  const missing = sides.flatMap(side => amounts.filter(amount => !isSet(resources, side, amount)).map(amount => `\`${side}.${amount}\``));
  if (missing.length === 0) return [];
  const variant = container.list === 'containers' ? 'missing' : 'init';
  return [{ variant, location: object.locate([...container.path, 'resources']), fields: { element: container.name, missing: missing.join(', ') }, fix: workspace => fix(object, container, resources, workspace) }];
});

/** A limit that is missing takes the request's value and the reverse, which the platform recommends; only what is nowhere gets a modest value, and what the quota leaves to each container that waits for one. Where it leaves too little, somebody must choose. */
function fix(object: KubernetesObject, container: Container, resources: PlainMap, workspace: Workspace): Fix | undefined {
  const tree: Tree = {};
  const shown: string[] = [];
  for (const side of sides) {
    const other = side === 'requests' ? 'limits' : 'requests';
    for (const amount of amounts) {
      if (isSet(resources, side, amount)) continue;
      const value = isSet(resources, other, amount) ? String(valueAt(resources, other, amount)) : modestWithin(object, amount, workspace);
      // What is there and is no quantity is a fault that somebody must mend first.
      if (value === undefined || parseQuantity(value) === undefined) return undefined;
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

/** The smallest amounts that still run something: a hundredth of a processor, sixteen mebibytes. In billionths, with the unit they are written in. */
const units: Readonly<Record<string, { readonly unit: bigint; readonly name: string; readonly modest: bigint; readonly least: bigint }>> = {
  cpu: { unit: 1_000_000n, name: 'm', modest: 200n, least: 10n },
  memory: { unit: 1_048_576n * 1_000_000_000n, name: 'Mi', modest: 256n, least: 16n },
};

/** Asked again for each fix: the containers of a namespace that wait for an amount do not change meanwhile. */
const counted = new WeakMap<Workspace, Map<string, number>>();

function waitingIn(namespace: string | undefined, amount: string, workspace: Workspace): number {
  const counts = counted.get(workspace) ?? new Map<string, number>();
  counted.set(workspace, counts);
  const key = JSON.stringify([namespace, amount]);
  const known = counts.get(key) ?? workspace.objects.filter(other => other.podTemplate && other.namespace === namespace).flatMap(({ containers }) => containers).filter(({ list, value }) => list === 'containers' && !sides.some(side => isSet(mapAt(value, 'resources'), side, amount))).length;
  counts.set(key, known);
  return known;
}

function modestWithin(object: KubernetesObject, amount: string, workspace: Workspace): string | undefined {
  const { unit, name, modest, least } = units[amount] ?? { unit: 1n, name: '', modest: 0n, least: 0n };
  const rooms = sides.flatMap(side => roomFor(object, side, amount, workspace) ?? []);
  const room = rooms.reduce((smallest, one) => (one < smallest ? one : smallest), modest * unit * 1000n);
  const waiting = rooms.length === 0 ? 1n : BigInt(waitingIn(object.namespace, amount, workspace) || 1);
  const share = rooms.length === 0 ? modest : room / unit / waiting;
  const chosen = share < modest ? share : modest;
  return chosen < least ? undefined : `${chosen}${name}`;
}
