import type { Unreadable } from '../finding';
import type { SourceFile } from '../port';
import { maxLength, SourceText, withoutMark } from '../text';
import { parseAsCluster } from '../yaml/cluster';
import { ordinaryDocuments, ordinaryValues } from '../yaml/ordinary';
import { isPlainMap, listAt, stringAt, toPlain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { faultOf, sentenceOf, toldOf, type YamlFault, type YamlFaultTold } from '../yaml/faults';
import { Documents } from './documents';
import { KubernetesObject } from './object';

export interface KubernetesFile {
  readonly objects: readonly KubernetesObject[];
  /** All documents of the file, when it was parsed. */
  readonly documents?: Documents;
  readonly unreadable: readonly Unreadable[];
  /** Why it could not be read whole, as data. */
  readonly fault?: YamlFaultTold;
}

const nothing: KubernetesFile = { objects: [], unreadable: [] };

/** Reads the Kubernetes objects of a file. A document without `apiVersion` and `kind` is somebody else's YAML and is passed over in silence. */
export function parseKubernetes({ file, text: raw }: SourceFile): KubernetesFile {
  const text = withoutMark(raw);
  // Both words are in every manifest, but for the one file that is known by its name: a file without them is not parsed at all.
  if (!isKustomization(file) && (!text.includes('apiVersion') || !text.includes('kind'))) return nothing;
  if (isHelmTemplate(file, text) || (/\.json$/i.test(file) && !isJsonObject(text))) return nothing;
  if (text.length > maxLength) return unread(file, 'TOO_LONG', new SourceText(text));
  const source = new SourceText(text);
  if (opensTooMuch(text)) return unread(file, 'TOO_DEEP', source);
  try {
    return readDocuments(file, source);
  } catch (error) {
    // Nesting deep enough to exhaust the stack is the only way to get here; anything else is a bug and must be seen.
    if (!(error instanceof RangeError)) throw error;
    return unread(file, 'TOO_DEEP', source);
  }
}

/** A file of which nothing is read. */
function unread(file: string, code: 'TOO_LONG' | 'TOO_DEEP', source: SourceText): KubernetesFile {
  const fault = toldOf({ code, start: 0, end: 0 }, source);
  return { objects: [], fault, unreadable: [{ file, reason: sentenceOf(fault) }] };
}

function readDocuments(file: string, source: SourceText): KubernetesFile {
  const values = ordinaryValues(source.text);
  const ordinary = values !== undefined;
  const documents = new Documents(source, text => (ordinary ? ordinaryDocuments(text) : undefined) ?? parseAsCluster(text));
  const objectsIn = (value: PlainMap, base: Path, make: Make) => objectsOf(isKustomization(file) ? { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...value } : value, base, make);
  if (values) return { documents, unreadable: [], objects: values.flatMap((value, index) => (isPlainMap(value) ? objectsIn(value, [], (part, base, itemIndex) => new KubernetesObject(file, source, documents, part, base, index, itemIndex)) : [])) };
  const objects: KubernetesObject[] = [];
  const faults: YamlFault[] = [];
  documents.all.forEach((document, index) => {
    faults.push(...document.errors.map(faultOf));
    const { value, problems } = toPlain(document);
    if (!isPlainMap(value)) return;
    const repeated = problems.filter(problem => problem.code === 'DUPLICATE_KEY');
    if (problems.some(problem => problem.code === 'ALIAS_BOMB')) return void faults.push(...problems);
    const found = objectsIn(value, [], (part, base, itemIndex) => new KubernetesObject(file, source, documents, part, base, index, itemIndex, itemIndex === undefined || itemIndex === 0 ? repeated : [], document.errors.length > 0));
    // An object can be read although a key comes twice: the rule of its structure says so.
    faults.push(...(found.length > 0 ? problems.filter(problem => !repeated.includes(problem)) : problems));
    objects.push(...found);
  });
  const first = faults[0];
  const found = { objects, documents };
  if (!first) return { ...found, unreadable: [] };
  const fault = toldOf(first, source, faults.length - 1);
  return { ...found, fault, unreadable: [{ file, reason: sentenceOf(fault), range: source.range(first.start, Math.max(first.end, first.start)) }] };
}

type Make = (value: PlainMap, base: Path, itemIndex: number | undefined) => KubernetesObject;

/** The object `value` is, or those of the list it is; `itemIndex` counts the items of the outermost list. */
function objectsOf(value: PlainMap, base: Path, make: Make, itemIndex?: number): KubernetesObject[] {
  const kind = stringAt(value, 'kind');
  if (!stringAt(value, 'apiVersion') || !kind) return [];
  // OpenShift's own templates are lists whose variables it replaces.
  const list = kind === 'Template' && Array.isArray(value['objects']) ? 'objects' : kind.endsWith('List') && Array.isArray(value['items']) ? 'items' : undefined;
  if (list === undefined) return [make(value, base, itemIndex)];
  return listAt(value, list).flatMap((item, index) => {
    if (!isPlainMap(item)) return [];
    // In a `DeploymentList`, items need not repeat their kind.
    const typed = kind === 'List' || list === 'objects' || item['kind'] !== undefined ? item : { ...item, apiVersion: value['apiVersion'] ?? null, kind: kind.slice(0, -4) };
    return objectsOf(typed, [...base, list, index], make, itemIndex ?? index);
  });
}

/** Kustomize takes its own file for what it is, whether or not it says so. */
function isKustomization(file: string): boolean {
  return /(^|\/)kustomization\.ya?ml$/.test(file);
}

/** A chart's template is text from which manifests are made: it is no manifest yet. */
function isHelmTemplate(file: string, text: string): boolean {
  return /(^|\/)templates\//.test(file) && text.includes('{{');
}

/** JSON is everywhere and is rarely a manifest: the quick parser says so. What it cannot read is left to the YAML one, which has positions, if it looks like an object of ours. */
function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainMap(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
  } catch {
    return /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
  }
}

const maxOpen = 5000;

/** Thousands of brackets never closed take the parser minutes before it gives up: they are counted first. Those of quoted text count too, and no real file has as many. */
function opensTooMuch(text: string): boolean {
  if (text.length <= maxOpen) return false;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > maxOpen) return true;
  }
  return false;
}
