import { mapAt, stringAt, type PlainMap } from '../yaml/plain';

/** Helm's hooks that Argo CD takes, with its own phase (argoproj/gitops-engine, `pkg/sync/hook/helm`). It applies no other: a test of a chart stays in Git. */
export const helmHooks: Readonly<Record<string, 'PreSync' | 'PostSync'>> = { 'crd-install': 'PreSync', 'pre-install': 'PreSync', 'pre-upgrade': 'PreSync', 'post-install': 'PostSync', 'post-upgrade': 'PostSync' };

/** The names in an annotation that lists some. */
export function listed(text: string | undefined): string[] {
  return (text ?? '').split(',').map(word => word.trim()).filter(Boolean);
}

/** What runs once and ends, as a hook does: a workload that stays is no test, whatever it says of itself. */
const ending = new Set(['Pod', 'Job']);

/** Whether an object is only a hook of Helm's that Argo CD has no phase for: a `test`, a roll-back. One with a hook of Argo CD's own is taken for that. */
export function leftToHelm(object: PlainMap): boolean {
  const annotations = mapAt(object, 'metadata', 'annotations');
  const hooks = listed(stringAt(annotations, 'helm.sh/hook'));
  return ending.has(stringAt(object, 'kind') ?? '') && hooks.length > 0 && !('argocd.argoproj.io/hook' in annotations) && !hooks.some(name => name in helmHooks);
}
