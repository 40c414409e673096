import { isAlias, isMap, isScalar, isSeq, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';

/** A way down from a document's root: keys of maps and places in lists. */
export type Path = readonly (string | number)[];

/** What was met at the end of a path, or at the last step that exists. */
export interface Found {
  readonly node: unknown;
  /** The entry of a map that holds `node`, or undefined at the root and in a list. */
  readonly pair: Pair | undefined;
  /** The map or list that holds it. */
  readonly parent: unknown;
  /** How many steps of the path exist. */
  readonly depth: number;
  /** True when the path went on through an alias or a merge key: what is there belongs to several places. */
  readonly shared: boolean;
}

/** Walks `path` from the root of `document` as far as it exists. An alias or a merged key ends the walk at the place where it is written. */
export function walk(document: Document, path: Path): Found {
  let found: Step = { node: document.contents, pair: undefined, shared: false };
  let parent: unknown;
  let depth = 0;
  for (const step of path) {
    const next = stepInto(found.node, step);
    if (!next) break;
    parent = found.node;
    found = next;
    depth++;
    if (found.shared) break;
  }
  return { node: found.node, pair: found.pair, parent, depth, shared: found.shared };
}

type Step = Pick<Found, 'node' | 'pair' | 'shared'>;

function stepInto(node: unknown, step: string | number): Step | undefined {
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { node: item, pair: undefined, shared: isAlias(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = entry(node, step);
  if (pair) return { node: pair.value, pair, shared: isAlias(pair.value) };
  const merge = node.items.find(item => isMergeKey(item.key));
  return merge ? { node: merge.value, pair: merge, shared: true } : undefined;
}

/** The entry of `map` under `key`; of two with one name, the last, as the cluster reads it. */
export function entry(map: YAMLMap, key: string | number): Pair | undefined {
  const name = String(key);
  if (map.items.length > few) return indexOf(map).get(name);
  return map.items.findLast(({ key: own }) => isScalar(own) && (own.value === name || keyName(own) === name) && !isMergeKey(own));
}

/** In a map of more entries, the time to look for each of them in turn would grow with the square of their number. */
const few = 16;
/** Entries by name. What was parsed is never changed: fixes are edits of the text. */
const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function indexOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map);
  if (known) return known;
  const index = new Map(map.items.flatMap(pair => (isScalar(pair.key) && !isMergeKey(pair.key) ? [[keyName(pair.key), pair] as const] : [])));
  indexes.set(map, index);
  return index;
}

/** The name of a key, as it appears once read: `true` for `yes`, an empty string for nothing. */
export function keyName(key: Scalar): string {
  return key.value === null ? '' : String(key.value);
}

/** Whether a key is `<<`, which brings in the entries of another map. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol') && key.type === 'PLAIN';
}

/** Start and end offsets to underline for `path`: its value if that is a scalar, else its key; if it does not exist, the key of the last step that does. */
export function placeOf(document: Document, path: Path): readonly [number, number] {
  const found = walk(document, path);
  const value = found.depth === path.length && holdsValue(found.node) ? spanOf(found.node) : undefined;
  return value ?? spanOf(found.pair?.key) ?? headOf(found.node) ?? [0, 0];
}

/** Start and end offsets of the key at the end of `path`, if it is written there. */
export function keyPlaceOf(document: Document, path: Path): readonly [number, number] | undefined {
  const found = walk(document, path);
  return found.depth === path.length && !(found.shared && isMergeKey(found.pair?.key)) ? spanOf(found.pair?.key) : undefined;
}

/** What stands for a whole map or list: its `name` or `kind`, else its first key. */
function headOf(node: unknown): readonly [number, number] | undefined {
  if (!isMap(node)) return spanOf(node);
  const pair = entry(node, 'name') ?? entry(node, 'kind') ?? node.items[0];
  return (holdsValue(pair?.value) ? spanOf(pair?.value) : undefined) ?? spanOf(pair?.key) ?? spanOf(node);
}

function holdsValue(node: unknown): boolean {
  return isScalar(node) && node.value !== null;
}

function spanOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}
