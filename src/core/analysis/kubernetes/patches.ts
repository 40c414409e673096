import { parseAllDocuments, type Document } from 'yaml';
import type { SourceFile } from '../port';
import { maxLength, withoutMark } from '../text';
import { listAt, stringAt, toPlain, type Plain } from '../yaml/plain';

/** The files that kustomizations apply as patches: what they hold completes other objects, and is none by itself. A kustomization need not say its kind. */
export function patchFiles(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(files.filter(({ file, text }) => /(^|\/)kustomization(\.ya?ml)?$/i.test(file) && text.includes('patches') && text.length <= maxLength).flatMap(({ file, text }) => {
    const documents = parseAllDocuments(withoutMark(text), { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    const folder = file.split('/').slice(0, -1);
    const named = (Array.isArray(documents) ? (documents as Document[]) : []).map(document => toPlain(document).value).flatMap(value => ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap(key => listAt(value, key).map(pathOf)));
    return named.flatMap(path => (typeof path === 'string' && !path.includes('\n') ? [join(folder, path)] : []));
  }));
}

const pathOf = (patch: Plain): Plain => (typeof patch === 'string' ? patch : (stringAt(patch, 'path') ?? null));

function join(folder: readonly string[], path: string): string {
  const steps = [...folder];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
