import type { Pod } from '../object';

/** What a Job makes of the way its pods fail. */
export interface FailurePolicy {
  readonly rules: readonly {
    readonly action: string;
    readonly onExitCodes?: { readonly containerName?: string | null; readonly operator: string; readonly values: readonly number[] };
    readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
  }[];
}

/** The rule that a failed pod falls under, the first that does, and how the controller tells it; a failure that no rule takes counts (k8s.io/kubernetes, `matchPodFailurePolicy`). */
export function ruling(policy: FailurePolicy | undefined, { metadata: { namespace = '', name }, status }: Pod): { readonly action: string; readonly message: string } {
  const ended = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].flatMap(one => (one.state.terminated && one.state.terminated.exitCode !== 0 ? [{ container: one.name, code: one.state.terminated.exitCode }] : []));
  for (const [index, { action, onExitCodes, onPodConditions = [] }] of (policy?.rules ?? []).entries()) {
    const by = ended.find(({ container, code }) => onExitCodes && (!onExitCodes.containerName || onExitCodes.containerName === container) && onExitCodes.values.includes(code) === (onExitCodes.operator === 'In'));
    if (by) return { action, message: `Container ${by.container} for pod ${namespace}/${name} failed with exit code ${by.code} matching ${action} rule at index ${index}` };
    const condition = onPodConditions.find(({ type, status: wanted = 'True' }) => status.conditions?.some(one => one.type === type && one.status === wanted));
    if (condition) return { action, message: `Pod ${namespace}/${name} has condition ${condition.type} matching ${action} rule at index ${index}` };
  }
  return { action: 'Count', message: '' };
}
