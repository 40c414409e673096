import type { Manifest } from '../validation/shapes';
import type { Path } from '../yaml/nodes';
import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import type { Unread } from './check';

/** A value as the server reads it, where it does: fields that it does not read are taken out, and elements of lists are emptied, so that the others keep their places. */
export function readable(value: PlainMap, unread: readonly Unread[]): Manifest {
  const out = unread.filter(({ kept }) => !kept);
  return (out.length === 0 ? value : out.reduce<Plain>((found, { path }) => without(found, path), value)) as unknown as Manifest;
}

function without(value: Plain, [step, ...rest]: Path): Plain {
  if (step === undefined) return value;
  if (Array.isArray(value) && typeof step === 'number') return value.map((item, index) => (index !== step ? item : rest.length > 0 ? without(item, rest) : typeof item === 'string' ? '' : {}));
  if (!isPlainMap(value)) return value;
  const { [String(step)]: inner = null, ...others } = value;
  return rest.length === 0 ? others : { ...value, [String(step)]: without(inner, rest) };
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
