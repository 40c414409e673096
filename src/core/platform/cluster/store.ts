import { groupOf, refOf, type KubeObject, type Ref } from './object';

type ByName = ReadonlyMap<string, KubeObject>;
type ByNamespace = ReadonlyMap<string, ByName>;

/** Every object of a cluster, by kind, namespace and name. Never changed in place: a version of it can be kept. */
export interface Objects {
  /** The last resource version given. */
  readonly version: number;
  readonly kinds: ReadonlyMap<string, ByNamespace>;
}

/** What a watch tells: the object as it became, or as it was last when it is gone. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  readonly object: KubeObject;
  /** The object before, so that a watch with a selector can tell what leaves it. */
  readonly before?: KubeObject;
}

export const noObjects: Objects = { version: 0, kinds: new Map() };

const kindKeys = new Map<string, Map<string, string>>();

/** How a kind is keyed: groups may share a kind. Each key is one text, made once: joined anew, it would be hashed anew at each look. */
export function kindKey(group: string, kind: string): string {
  if (group === '') return kind;
  let ofGroup = kindKeys.get(group);
  if (!ofGroup) kindKeys.set(group, (ofGroup = new Map()));
  let key = ofGroup.get(kind);
  if (key === undefined) ofGroup.set(kind, (key = `${kind}.${group}`));
  return key;
}

export function find({ kinds }: Pick<Objects, 'kinds'>, { group, kind, namespace, name }: Ref): KubeObject | undefined {
  return kinds.get(kindKey(group, kind))?.get(namespace)?.get(name);
}

/** The objects of a kind, of one namespace or of all, in the order of etcd: by namespace, then name. */
export function list(objects: Objects, group: string, kind: string, namespace?: string): KubeObject[] {
  const known = objects.kinds.get(kindKey(group, kind));
  if (!known) return [];
  const named = (of: ByName | undefined) => [...(of?.values() ?? [])].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  if (namespace !== undefined) return named(known.get(namespace));
  return [...known.keys()].sort().flatMap(key => named(known.get(key)));
}

/** A version of the objects being made. Maps are copied once, at the first write, so that a thousand writes in one step cost one copy. */
export class Draft {
  readonly changes: Change[] = [];
  private readonly own = new Set<object>();
  readonly kinds: Map<string, ByNamespace>;
  private version: number;

  constructor(from: Objects) {
    this.kinds = new Map(from.kinds);
    this.version = from.version;
  }

  find<T extends KubeObject>(ref: Ref): T | undefined {
    return find(this, ref) as T | undefined;
  }

  /** In no particular order: controllers that need one sort what they find. */
  list<T extends KubeObject>(group: string, kind: string, namespace?: string): T[] {
    const known = this.kinds.get(kindKey(group, kind));
    if (!known) return [];
    return (namespace === undefined ? [...known.values()].flatMap(of => [...of.values()]) : [...(known.get(namespace)?.values() ?? [])]) as T[];
  }

  /** What an object made, or had made: those that name it as an owner. */
  ownedBy(namespace: string, uid: string): KubeObject[] {
    const all = [...this.kinds.values()].flatMap(namespaces => [...(namespaces.get(namespace)?.values() ?? [])]);
    return all.filter(({ metadata }) => metadata.ownerReferences?.some(owner => owner.uid === uid));
  }

  /** Writes an object under a new resource version, and answers it as it is then. One equal to what is there is not written. */
  put<T extends KubeObject>(object: T): T {
    const ref = refOf(object);
    const before = this.find(ref);
    if (before && sameContent(before, object)) return before as T;
    return this.write(ref, before, object);
  }

  /** Writes an object that is known to differ from what is there. */
  write<T extends KubeObject>(ref: Ref, before: KubeObject | undefined, object: T): T {
    const written: T = { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.version) } };
    this.names(ref).set(ref.name, written);
    this.changes.push({ type: before ? 'MODIFIED' : 'ADDED', version: this.version, object: written, ...(before ? { before } : {}) });
    return written;
  }

  remove(ref: Ref): void {
    const before = this.find(ref);
    if (!before) return;
    this.names(ref).delete(ref.name);
    const object = { ...before, metadata: { ...before.metadata, resourceVersion: String(++this.version) } };
    this.changes.push({ type: 'DELETED', version: this.version, object, before });
  }

  result(): Objects {
    return { version: this.version, kinds: this.kinds };
  }

  private names({ group, kind, namespace }: Ref): Map<string, KubeObject> {
    const key = kindKey(group, kind);
    const namespaces = this.owned(this.kinds.get(key), copy => this.kinds.set(key, copy));
    return this.owned(namespaces.get(namespace), copy => namespaces.set(namespace, copy));
  }

  private owned<V>(map: ReadonlyMap<string, V> | undefined, keep: (copy: Map<string, V>) => void): Map<string, V> {
    if (map && this.own.has(map)) return map as Map<string, V>;
    const copy = new Map(map);
    this.own.add(copy);
    keep(copy);
    return copy;
  }
}

/** Whether writing `b` over `a` would change nothing, its resource version aside. */
function sameContent(a: KubeObject, b: KubeObject): boolean {
  if (a === b) return true;
  for (const key in a) if (key !== 'metadata' && !same(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return a.metadata === b.metadata || same({ ...a.metadata, resourceVersion: '' }, { ...b.metadata, resourceVersion: '' });
}

/** Deep equality of plain values; a missing field and an undefined one are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) if (!same(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

/** Objects as plain data, for a snapshot, and back. */
export function flatten(objects: Objects): { version: number; items: KubeObject[] } {
  return { version: objects.version, items: [...objects.kinds.values()].flatMap(namespaces => [...namespaces.values()].flatMap(names => [...names.values()])) };
}

export function unflatten({ version, items }: { version: number; items: readonly KubeObject[] }): Objects {
  const kinds = new Map<string, Map<string, Map<string, KubeObject>>>();
  for (const object of items) {
    const key = kindKey(groupOf(object.apiVersion), object.kind);
    const namespaces = kinds.get(key) ?? kinds.set(key, new Map()).get(key)!;
    const namespace = object.metadata.namespace ?? '';
    (namespaces.get(namespace) ?? namespaces.set(namespace, new Map()).get(namespace)!).set(object.metadata.name, object);
  }
  return { version, kinds };
}
