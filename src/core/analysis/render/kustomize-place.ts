import { isMap, isScalar, isSeq, type Document } from 'yaml';
import type { Location } from '../finding';
import { walk, type Path } from '../yaml/nodes';
import { isPlainMap, listAt, stringAt } from '../yaml/plain';
import { origin } from './helm-place';
import { baseName, folderOf, resolve } from './paths';
import type { RenderedPlace, RenderedUnit } from './rendered-unit';
import { textAt, type YamlFile, type YamlFiles } from './yaml-file';

/** Where a resource says what its rendered form says, and whether it does: `same` is false when only the nearest thing that holds it was found. */
export interface ResourcePlace {
  readonly location: Location;
  readonly same: boolean;
}

/** Looks for a rendered place in the file its resource comes from: the object of the same kind whose name is, or is in, the rendered one. */
export function resourcePlace(unit: RenderedUnit, place: RenderedPlace, yaml: YamlFiles): ResourcePlace {
  const document = unit.rendered.documents[place.index];
  const file = document?.source ? yaml.get(document.source) : undefined;
  const rendered = unit.document(place.index);
  const value = rendered.values[0] ?? {};
  const kind = stringAt(value, 'kind') ?? '';
  const name = stringAt(value, 'metadata', 'name') ?? '';
  if (!file) return { location: { file: unit.unit.head, range: origin }, same: false };
  if (document?.by) return { location: generatorPlace(file, document.by, name, String(place.path[1] ?? ''), yaml), same: false };
  const item = itemOf(file, kind, name);
  const source = file.documents[item.index];
  const own = source && rendered.documents[0] ? sameWay(rendered.documents[0], source, place.path, item.base) : item.base;
  const same = source !== undefined && !place.isKey && own.length === place.path.length + item.base.length && textAt(source, own) === place.text;
  return { location: file.locate(own, item.index), same };
}

interface Item {
  readonly index: number;
  readonly base: Path;
}

const items = new WeakMap<YamlFile, Map<string, Item>>();

/** The object of a file that one of a kind and a name is made from; a file may hold thousands, each with several findings. */
function itemOf(file: YamlFile, kind: string, name: string): Item {
  const known = items.get(file) ?? new Map<string, Item>();
  items.set(file, known);
  const before = known.get(`${kind} ${name}`);
  if (before) return before;
  const index = file.values.findIndex(one => stringAt(one, 'kind') === kind && name.includes(stringAt(one, 'metadata', 'name') ?? '\n'));
  const found = index < 0 ? listItem(file, kind, name) : { index, base: [] };
  known.set(`${kind} ${name}`, found);
  return found;
}

/** Where a generator says what an object holds under `key`: a literal, a line of a file of variables, a file; else its entry, by its name before the hash. */
function generatorPlace(file: YamlFile, by: string, name: string, key: string, yaml: YamlFiles): Location {
  const list = by === 'SecretGenerator' ? 'secretGenerator' : 'configMapGenerator';
  const index = listAt(file.values[0], list).findIndex(one => name.includes(stringAt(one, 'name') ?? '\n'));
  const entry = listAt(file.values[0], list)[index];
  if (index < 0 || entry === undefined) return file.locate([list]);
  for (const [kind, starts] of [['literals', `${key}=`], ['files', `${key}=`]] as const) {
    const at = listAt(entry, kind).findIndex(one => typeof one === 'string' && (one.startsWith(starts) || (kind === 'files' && baseName(one) === key)));
    if (at >= 0 && key !== '') return file.locate([list, index, kind, at]);
  }
  for (const one of [...listAt(entry, 'envs'), stringAt(entry, 'env')]) {
    const source = typeof one === 'string' ? yaml.get(resolve(folderOf(file.file), one) ?? '') : undefined;
    const line = source?.source.text.split('\n').findIndex(text => text.startsWith(`${key}=`)) ?? -1;
    if (source && line >= 0) return { file: source.file, range: { start: { line, character: 0 }, end: { line, character: key.length } } };
  }
  return file.locate([list, index, 'name']);
}

function listItem(file: YamlFile, kind: string, name: string): Item {
  for (const [index, value] of file.values.entries()) {
    const at = listAt(value, 'items').findIndex(one => isPlainMap(one) && stringAt(one, 'kind') === kind && name.includes(stringAt(one, 'metadata', 'name') ?? '\n'));
    if (at >= 0) return { index, base: ['items', at] };
  }
  return { index: 0, base: [] };
}

/** The way in `source` to what `path` leads to in `rendered`, as far as it goes: items of lists are told apart by their name, since patches may add some. */
function sameWay(rendered: Document, source: Document, path: Path, base: Path): Path {
  const way = [...base];
  for (const [depth, step] of path.entries()) {
    const parent = walk(source, way).node;
    const next = typeof step === 'number' && isSeq(parent) ? itemLike(walk(rendered, path.slice(0, depth + 1)).node, parent.items, step) : step;
    if (walk(source, [...way, next]).depth !== way.length + 1) break;
    way.push(next);
  }
  return way;
}

function itemLike(item: unknown, items: readonly unknown[], index: number): number {
  const name = nameOf(item);
  const found = name === undefined ? -1 : items.findIndex(other => nameOf(other) === name);
  return found < 0 ? index : found;
}

function nameOf(item: unknown): string | undefined {
  if (!isMap(item)) return undefined;
  const name = item.items.find(({ key }) => isScalar(key) && key.value === 'name')?.value;
  return isScalar(name) ? String(name.value) : undefined;
}
