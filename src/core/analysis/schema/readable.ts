import type { Manifest } from '../validation/shapes';
import type { Path } from '../yaml/nodes';
import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import type { Unread } from './check';

/** A value as the server reads it, where it does: fields that it does not read are taken out, and elements of lists are emptied, so that the others keep their places. */
export function readable(value: PlainMap, unread: readonly Unread[]): Manifest {
  const out = unread.filter(({ kept }) => !kept);
  if (out.length === 0) return value as unknown as Manifest;
  // All at once: one after the other, each would copy what holds it.
  const cuts: Cuts = new Map();
  for (const { path } of out) add(cuts, path);
  return without(value, cuts) as unknown as Manifest;
}

/** What is taken out of a value, by the step that leads there: a field or an element as a whole, or something inside. */
type Cuts = Map<string, Cuts | 'whole'>;

function add(cuts: Cuts, path: Path): void {
  let at = cuts;
  for (const [index, step] of path.entries()) {
    const known = at.get(String(step));
    if (known === 'whole') return;
    if (index === path.length - 1) return void at.set(String(step), 'whole');
    const inside: Cuts = known ?? new Map();
    at.set(String(step), inside);
    at = inside;
  }
}

function without(value: Plain, cuts: Cuts): Plain {
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const cut = cuts.get(String(index));
      return cut === undefined ? item : cut !== 'whole' ? without(item, cut) : typeof item === 'string' ? '' : {};
    });
  }
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => {
    const cut = cuts.get(key);
    return cut === undefined ? [[key, item]] : cut === 'whole' ? [] : [[key, without(item, cut)]];
  }));
}

/** The way to a field that the API server names: `spec.containers[0].resources.limits[cpu]`. What is between brackets is the key of a map, unless a list is there. */
export function pathOf(field: string, value: PlainMap): Path {
  const path: (string | number)[] = [];
  let at: Plain | undefined = value;
  for (const [, name, between = ''] of field.matchAll(/(?:^|\.)([^.[]+)|\[(.*?)\](?=[.[]|$)/g)) {
    const step: string | number = name ?? (Array.isArray(at) ? Number(between) : between);
    path.push(step);
    at = Array.isArray(at) ? at[Number(step)] : isPlainMap(at) ? at[String(step)] : undefined;
  }
  return path;
}
