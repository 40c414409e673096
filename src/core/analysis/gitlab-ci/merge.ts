import { isPlainMap, setKey, type Plain, type PlainMap } from '../yaml/plain';

/** GitLab's deep merge of maps, each over those before it: maps are merged key by key, everything else (lists included) is replaced by what comes over it. */
export function deepMerge(maps: readonly PlainMap[]): PlainMap {
  // What was made here may be written in; what was given is shared, and is copied once before.
  const made = new Set<PlainMap>();
  const writable = (map: PlainMap): PlainMap => {
    if (made.has(map)) return map;
    const copy = { ...map };
    made.add(copy);
    return copy;
  };
  const merge = (under: PlainMap, over: PlainMap): PlainMap => {
    for (const [key, value] of Object.entries(over)) {
      const below = Object.hasOwn(under, key) ? under[key] : undefined;
      setKey(under, key, isPlainMap(below) && isPlainMap(value) ? merge(writable(below), value) : value);
    }
    return under;
  };
  return maps.reduce(merge, writable({}));
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
