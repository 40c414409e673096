import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { parseKubernetes } from '../kubernetes/parse';
import type { Position, Range } from '../finding';
import type { SourceFile } from '../port';
import { parseAsCluster } from '../yaml/cluster';
import { stringAt } from '../yaml/plain';
import { isMergeKey, keyName, type Path } from '../yaml/nodes';
import { resolve } from './check';
import type { Description, Shape, Texts } from './description';
import { knownKind } from './kinds';

/** What a field of a manifest is, in the words of who describes it. */
export interface FieldDescription {
  /** From the object's root, without the places in lists: `spec.containers.image`. */
  readonly path: string;
  readonly type: NonNullable<Shape['type']> | undefined;
  readonly required: boolean;
  readonly admitted: readonly string[];
  readonly text: string;
  readonly range: Range;
}

/** The field whose key is at `position` in a file of manifests; undefined elsewhere, and for kinds that are not described. */
export function fieldAt(file: SourceFile, position: Position, description: Description, texts: Texts): FieldDescription | undefined {
  const { objects } = parseKubernetes(file);
  // Blocks are looked into from their beginning to their end, which only the library's own reading gives.
  const documents = objects[0] ? parseAsCluster(objects[0].source.text) : [];
  for (const object of objects) {
    const offset = object.source.offsetAt(position);
    const found = keyAt(documents[object.index]?.contents, offset, []);
    if (!found || !object.base.every((step, index) => found.path[index] === step)) continue;
    const path = found.path.slice(object.base.length);
    const known = knownKind(stringAt(object.value, 'apiVersion') ?? '', object.kind, description);
    if (known.is !== 'described' || path.length === 0) return undefined;
    const field = describe(path, known.definition, description, texts);
    return field && { ...field, path: path.filter(step => typeof step === 'string').join('.'), range: object.source.range(found.start, found.end) };
  }
  return undefined;
}

interface Key {
  readonly path: Path;
  readonly start: number;
  readonly end: number;
}

function keyAt(node: unknown, offset: number, path: Path): Key | undefined {
  if (isSeq(node)) return first(node.items, (item, index) => (holds(item, offset) ? keyAt(item, offset, [...path, index]) : undefined));
  if (!isMap(node)) return undefined;
  return first(node.items, ({ key, value }) => {
    if (!isScalar(key) || isMergeKey(key) || !key.range) return undefined;
    const [start, end] = key.range;
    if (offset >= start && offset <= end) return { path: [...path, keyName(key)], start, end };
    return holds(value, offset) ? keyAt(value, offset, [...path, keyName(key)]) : undefined;
  });
}

function first<T, R>(items: readonly T[], find: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holds(node: unknown, offset: number): boolean {
  const range = (node as Node | null)?.range;
  return range ? offset >= range[0] && offset <= range[2] : false;
}

/** Walks down the description; texts are kept by definition, then by the way from it. */
function describe(path: Path, root: string, description: Description, texts: Texts): Omit<FieldDescription, 'path' | 'range'> | undefined {
  let shape: Shape = { ref: root };
  let definition = root;
  let inside: readonly string[] = [];
  let text = '';
  let required = false;
  for (const step of path) {
    if (shape.ref !== undefined) [definition, inside] = [shape.ref, []];
    const parent = resolve(shape, description);
    const next: Shape | undefined = typeof step === 'number' ? parent.items : (parent.fields && Object.hasOwn(parent.fields, step) ? parent.fields[step] : parent.values);
    if (!next) return undefined;
    if (typeof step === 'string') {
      inside = [...inside, step];
      required = parent.required?.includes(step) ?? false;
      text = texts[definition]?.[inside.join('.')] ?? '';
    }
    shape = next;
  }
  const { type, enum: admitted = [] } = resolve(shape, description);
  return { type, required, admitted: admitted.map(String), text };
}
