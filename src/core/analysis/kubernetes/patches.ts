import { parseAllDocuments, type Document } from 'yaml';
import type { SourceFile } from '../port';
import { referencesOf } from '../render/kustomizations';
import { folderOf } from '../render/paths';
import { maxLength, withoutMark } from '../text';
import { isPlainMap, listAt, stringAt, toPlain, type Plain } from '../yaml/plain';

/** The files that kustomizations apply as patches: what they hold completes other objects, and is none by itself. A kustomization need not say its kind. */
export function patchFiles(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(files.filter(file => isKustomization(file) && file.text.includes('patches')).flatMap(file => {
    const folder = folderOf(file.file).split('/');
    const named = valuesOf(file).flatMap(value => ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap(key => listAt(value, key).map(pathOf)));
    return named.flatMap(path => (typeof path === 'string' && !path.includes('\n') ? [join(folder, path)] : []));
  }));
}

/** The kustomizations among files: the folder of each, and all that they name. */
export function kustomizationsIn(files: readonly SourceFile[]): { readonly folders: ReadonlySet<string>; readonly named: ReadonlySet<string> } {
  const all = files.filter(isKustomization);
  const named = all.flatMap(file => {
    const folder = folderOf(file.file);
    return valuesOf(file).flatMap(value => (isPlainMap(value) ? referencesOf(value).map(({ name }) => join(folder.split('/'), name)) : []));
  });
  return { folders: new Set(all.map(({ file }) => folderOf(file))), named: new Set(named) };
}

const isKustomization = ({ file, text }: SourceFile): boolean => /(^|\/)kustomization(\.ya?ml)?$/i.test(file) && text.length <= maxLength;

function valuesOf({ text }: SourceFile): Plain[] {
  const documents = parseAllDocuments(withoutMark(text), { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return (Array.isArray(documents) ? (documents as Document[]) : []).map(document => toPlain(document).value);
}

const pathOf = (patch: Plain): Plain => (typeof patch === 'string' ? patch : (stringAt(patch, 'path') ?? null));

function join(folder: readonly string[], path: string): string {
  const steps = folder.filter(step => step !== '');
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
