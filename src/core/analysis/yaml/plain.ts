import { isAlias, isMap, isScalar, isSeq, type Document, type Pair } from 'yaml';
import { isMergeKey, keyName } from './nodes';

export type Plain = null | boolean | number | string | Plain[] | PlainMap;
export interface PlainMap {
  [key: string]: Plain;
}

/** A fault met while reading values: `start` and `end` are offsets in the text. */
export interface ValueProblem {
  readonly code: 'DUPLICATE_KEY' | 'ALIAS_BOMB' | 'BAD_ALIAS';
  readonly start: number;
  readonly end: number;
}

/** Beyond this many values once aliases are written out, a file is an attack or a mistake, and the cluster refuses it as well. */
const maxExpanded = 200_000;

/** Gives its meaning to a list with a tag of its own (`!reference` in a pipeline); by default the tag is passed over. */
export type Tagged = (tag: string | undefined, value: Plain) => Plain;

/**
 * The value of a document as the cluster reads it: aliases followed, merge keys applied, of two keys with one name the last kept (and reported).
 * Aliased values are shared, never copied, so that a bomb costs nothing. An integer too large for a number loses precision, as in JSON.
 */
export function toPlain(document: Document, tagged: Tagged = (_, value) => value): { readonly value: Plain; readonly problems: readonly ValueProblem[] } {
  const reader = new Reader(tagged);
  const value = reader.read(document.contents);
  return { value, problems: reader.problems };
}

class Reader {
  readonly problems: ValueProblem[] = [];
  private readonly anchors = new Map<string, { readonly value: Plain; readonly size: number }>();
  private size = 0;

  constructor(private readonly tagged: Tagged) {}

  read(node: unknown): Plain {
    if (isAlias(node)) return this.alias(node.source, node.range);
    const before = this.size++;
    const value = this.own(node);
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor) this.anchors.set(anchor, { value, size: this.size - before });
    return value;
  }

  private own(node: unknown): Plain {
    if (isMap(node)) return this.map(node.items);
    if (isSeq(node)) return this.tagged(node.tag, node.items.map(item => this.read(item)));
    if (!isScalar(node)) return null;
    const { value } = node;
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
    return node.source ?? String(value);
  }

  private alias(name: string, range: readonly number[] | null | undefined): Plain {
    const at = { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
    const anchor = this.anchors.get(name);
    if (!anchor) {
      this.problems.push({ code: 'BAD_ALIAS', ...at });
      return null;
    }
    const before = this.size;
    this.size += anchor.size;
    if (this.size > maxExpanded && before <= maxExpanded) this.problems.push({ code: 'ALIAS_BOMB', ...at });
    return anchor.value;
  }

  /** A list or a map as a key, as JSON writes it; one that aliases make huge is not written out. */
  private compositeKey(key: unknown): string {
    const before = this.size;
    const value = this.read(key);
    return this.size - before > 1000 ? `(${this.size})` : JSON.stringify(value);
  }

  private map(items: readonly Pair[]): PlainMap {
    const own: PlainMap = {};
    const merged: Plain[] = [];
    for (const { key, value } of items) {
      if (isMergeKey(key)) {
        merged.push(this.read(value));
        continue;
      }
      const name = isScalar(key) ? keyName(key) : this.compositeKey(key);
      if (Object.hasOwn(own, name)) {
        const range = (key as { range?: readonly number[] }).range;
        this.problems.push({ code: 'DUPLICATE_KEY', start: range?.[0] ?? 0, end: range?.[1] ?? 0 });
      }
      setKey(own, name, this.read(value));
    }
    // What is written in the map wins over what is merged, and of several merged maps the first one.
    for (const source of merged.flat()) {
      if (!isPlainMap(source)) continue;
      for (const [name, value] of Object.entries(source)) if (!Object.hasOwn(own, name)) setKey(own, name, value);
    }
    return own;
  }
}

/** Writes a key of a map; one named `__proto__` is data like another. */
export function setKey<T>(map: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  else map[name] = value;
}

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map at `path` below `value`, or an empty one when something else, or nothing, is there. */
export function mapAt(value: Plain | undefined, ...path: readonly string[]): PlainMap {
  const found = valueAt(value, ...path);
  return isPlainMap(found) ? found : {};
}

export function listAt(value: Plain | undefined, ...path: readonly string[]): readonly Plain[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function stringAt(value: Plain | undefined, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** What is at `path`, or undefined; only own keys are looked at. */
export function valueAt(value: Plain | undefined, ...path: readonly string[]): Plain | undefined {
  let current = value;
  for (const step of path) {
    if (!isPlainMap(current) || !Object.hasOwn(current, step)) return undefined;
    current = current[step];
  }
  return current;
}
