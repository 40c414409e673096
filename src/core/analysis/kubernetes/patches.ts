import { listAt, stringAt, type Plain } from '../yaml/plain';
import type { KubernetesObject } from './object';

/** The files that kustomizations apply as patches: what they hold completes other objects, and is none by itself. */
export function patchFiles(kustomizations: readonly KubernetesObject[]): ReadonlySet<string> {
  return new Set(kustomizations.flatMap(({ file, value }) => {
    const folder = file.split('/').slice(0, -1);
    const named = [...listAt(value, 'patches').map(pathOf), ...listAt(value, 'patchesJson6902').map(pathOf), ...listAt(value, 'patchesStrategicMerge')];
    return named.flatMap(path => (typeof path === 'string' && !path.includes('\n') ? [join(folder, path)] : []));
  }));
}

const pathOf = (patch: Plain): Plain => stringAt(patch, 'path') ?? null;

function join(folder: readonly string[], path: string): string {
  const steps = [...folder];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
