import { groupedBy } from '../grouped';
import type { SourceFile } from '../port';
import { folderOf } from '../render/paths';
import { misfitsOf, resolve, type Misfit, type Unread } from '../schema/check';
import type { Description } from '../schema/description';
import { knownKind } from '../schema/kinds';
import { readable } from '../schema/readable';
import { refusalsOf } from '../validation/validate';
import { stringAt } from '../yaml/plain';
import type { KubernetesObject } from './object';
import { parseKubernetes } from './parse';
import { kustomizationsIn } from './patches';

/**
 * The files that hold patches no kustomization applies yet, as the ones that tools write beside a kustomization with their lines commented out. Each of their
 * objects lacks what the cluster asks for, and a whole object of the same kind and name is written elsewhere: it is the one they complete. A definition of
 * objects that says nothing of what it defines needs no such other. What is not under a kustomization, or is named by one, is judged as it is.
 */
export function unusedPatches(objects: readonly KubernetesObject[], files: readonly SourceFile[], applied: ReadonlySet<string>, description: Description | undefined): ReadonlySet<string> {
  const { folders, named } = description ? kustomizationsIn(files) : { folders: new Set<string>(), named: new Set<string>() };
  if (!description || folders.size === 0) return new Set();
  const candidates = [...groupedBy(objects, ({ file }) => file)].filter(([file, own]) => !applied.has(file) && !named.has(file) && isUnderOne(file, folders) && own.every(object => object.name !== '' && !object.broken && isPartial(object, description)));
  if (candidates.length === 0) return new Set();
  const wholes = new Wholes(files, objects, new Set(candidates.map(([file]) => file)), description);
  return new Set(candidates.flatMap(([file, own]) => (own.every(object => definesNothing(object, description) || wholes.has(object)) ? [file] : [])));
}

function isUnderOne(file: string, folders: ReadonlySet<string>): boolean {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    if (folders.has(folder)) return true;
    if (folder === '') return false;
  }
}

/** Whether the cluster would refuse an object for what it does not say. */
function isPartial(object: KubernetesObject, description: Description): boolean {
  const unread: Unread[] = [];
  const found = misfitsIn(object, description, unread);
  return found !== undefined && (found.some(({ is }) => is === 'missing') || refusalsOf(readable(object.value, unread)).some(({ fault }) => fault.is === 'required'));
}

function misfitsIn(object: KubernetesObject, description: Description, unread: Unread[]): readonly Misfit[] | undefined {
  const known = knownKind(stringAt(object.value, 'apiVersion') ?? '', object.kind, description);
  return known.is === 'described' ? misfitsOf(object.value, known.definition, description, { unread }) : undefined;
}

/** A CustomResourceDefinition with nothing of what its `spec` must hold: it only adds an annotation or a conversion to one that tools generate. */
function definesNothing(object: KubernetesObject, description: Description): boolean {
  if (object.kind !== 'CustomResourceDefinition') return false;
  const known = knownKind(stringAt(object.value, 'apiVersion') ?? '', object.kind, description);
  if (known.is !== 'described') return false;
  const spec = resolve({ ref: known.definition }, description).fields?.['spec'];
  const needed = spec ? (resolve(spec, description).required ?? []) : [];
  const missing = misfitsOf(object.value, known.definition, description).filter(misfit => misfit.is === 'missing');
  return missing.some(({ path, field }) => path.length === 0 && field === 'spec') || needed.every(field => missing.some(misfit => misfit.path.length === 1 && misfit.path[0] === 'spec' && misfit.field === field));
}

/** The whole objects among the other files, those that only make an overlay included: a file is read for the first object it might complete. */
class Wholes {
  private readonly read: Map<string, readonly KubernetesObject[]>;

  constructor(private readonly files: readonly SourceFile[], objects: readonly KubernetesObject[], private readonly partial: ReadonlySet<string>, private readonly description: Description) {
    this.read = groupedBy(objects, ({ file }) => file);
  }

  has(patch: KubernetesObject): boolean {
    return this.files.some(file => !this.partial.has(file.file) && /\.(ya?ml|json)$/i.test(file.file) && file.text.includes(patch.name) && this.objectsOf(file).some(other => other.kind === patch.kind && other.group === patch.group && other.name === patch.name && !isPartial(other, this.description)));
  }

  private objectsOf(file: SourceFile): readonly KubernetesObject[] {
    const known = this.read.get(file.file);
    if (known) return known;
    const { objects } = parseKubernetes(file);
    this.read.set(file.file, objects);
    return objects;
  }
}
