import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';

/** GitLab's deep merge: maps are merged key by key, everything else (lists included) is replaced by what comes over it. */
export function deepMerge(under: PlainMap, over: PlainMap): PlainMap {
  const merged: PlainMap = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isPlainMap(below) && isPlainMap(value) ? deepMerge(below, value) : value;
  }
  return merged;
}

/** The same map without one of its keys. */
export function without(map: PlainMap, key: string): PlainMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** How a `!reference [job, key]` is carried in plain values until it is resolved. */
export const referenceKey = '!reference';

/** The steps of a reference; a number is the place in a list. */
export function asReference(value: Plain | undefined): readonly string[] | undefined {
  if (!isPlainMap(value)) return undefined;
  const path = value[referenceKey];
  return Array.isArray(path) && path.length > 0 && path.every(step => typeof step === 'string' || typeof step === 'number') ? path.map(String) : undefined;
}
