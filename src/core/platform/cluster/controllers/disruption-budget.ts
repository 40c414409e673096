import { isTrue, withCondition } from '../conditions';
import { tell } from '../events';
import { controllerOf, groupOf, type Condition, type KubeObject, type LabelSelector, type Pod } from '../object';
import { selects } from '../../../analysis/kubernetes/selector';
import type { Work } from '../work';

/** How many pods may be missing while a node is emptied. */
export interface DisruptionBudget extends KubeObject {
  readonly spec: { readonly minAvailable?: number | string; readonly maxUnavailable?: number | string; readonly selector?: LabelSelector; readonly unhealthyPodEvictionPolicy?: string };
  readonly status: { readonly disruptionsAllowed: number; readonly currentHealthy: number; readonly desiredHealthy: number; readonly expectedPods: number; readonly observedGeneration?: number; readonly conditions?: readonly (Condition & { readonly observedGeneration?: number })[] };
}

export const budgetGroup = 'policy';
const by = 'controllermanager';

type Expected = { readonly expected: number; readonly desired: number; readonly unmanaged: boolean };

/** Counts the pods of a budget and what it leaves to disturb (k8s.io/kubernetes, disruption controller, `trySync`). When the number of pods to expect cannot be told, nothing may be disturbed. */
export function syncBudget(work: Work, namespace: string, name: string): void {
  const budget = work.find<DisruptionBudget>({ group: budgetGroup, kind: 'PodDisruptionBudget', namespace, name });
  if (!budget) return;
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(({ metadata }) => selects(budget.spec.selector, metadata.labels)).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  if (pods.length === 0) tell(work, budget, { type: 'Normal', reason: 'NoPods', message: 'No matching pods found', by });
  const counted = expectation(work, budget, pods);
  if (typeof counted === 'string') return failSafe(work, budget, counted);
  if (counted.unmanaged) tell(work, budget, { type: 'Warning', reason: 'UnmanagedPods', message: `Pods selected by this PodDisruptionBudget (selector: ${goSelector(budget.spec.selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`, by });
  const healthy = pods.filter(pod => pod.metadata.deletionTimestamp === undefined && isTrue(pod.status.conditions, 'Ready')).length;
  const allowed = counted.expected > 0 ? Math.max(0, healthy - counted.desired) : 0;
  const observedGeneration = budget.metadata.generation ?? 1;
  const condition = { type: 'DisruptionAllowed', status: allowed > 0 ? 'True' : 'False', reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods', message: '', ...{ observedGeneration } } as const;
  work.put<DisruptionBudget>({ ...budget, status: { observedGeneration, disruptionsAllowed: allowed, currentHealthy: healthy, desiredHealthy: counted.desired, expectedPods: counted.expected, conditions: withCondition(budget.status.conditions, condition, work.now) } });
}

/** Has the budgets that select a pod, as it was or as it is, looked at again. */
export function budgetsOf(work: Work, before: Pod | undefined, after: Pod | undefined): DisruptionBudget[] {
  const namespace = (after ?? before)?.metadata.namespace;
  return work.draft.list<DisruptionBudget>(budgetGroup, 'PodDisruptionBudget', namespace).filter(({ spec }) => [before, after].some(pod => pod && selects(spec.selector, pod.metadata.labels)));
}

function failSafe(work: Work, budget: DisruptionBudget, message: string): void {
  tell(work, budget, { type: 'Warning', reason: 'CalculateExpectedPodCountFailed', message: `Failed to calculate the number of expected pods: ${message}`, by });
  work.put<DisruptionBudget>({ ...budget, status: { ...budget.status, disruptionsAllowed: 0, conditions: withCondition(budget.status.conditions, { type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message }, work.now) } });
}

/** A whole `minAvailable` counts the pods that are there; all else counts what their controllers ask for. Answers the fault when that cannot be told. */
function expectation(work: Work, { spec: { minAvailable, maxUnavailable } }: DisruptionBudget, pods: readonly Pod[]): Expected | string {
  if (maxUnavailable === undefined && typeof minAvailable === 'number') return { expected: pods.length, desired: minAvailable, unmanaged: false };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expected: 0, desired: 0, unmanaged: false };
  const scale = scaleOf(work, pods);
  if (typeof scale === 'string') return scale;
  const desired = maxUnavailable === undefined ? scaled(minAvailable, scale.expected) : Math.max(0, scale.expected - scaled(maxUnavailable, scale.expected));
  return { ...scale, desired };
}

/** A number, or a share of a total, rounded up. */
function scaled(value: number | string | undefined, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseInt(value ?? '0', 10) * total) / 100);
}

/** The sum of the sizes that the controllers of pods are given, each once. */
function scaleOf(work: Work, pods: readonly Pod[]): Omit<Expected, 'desired'> | string {
  const sizes = new Map<string, number>();
  let unmanaged = false;
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) {
      unmanaged = true;
      continue;
    }
    const found = work.find<KubeObject>({ group: groupOf(owner.apiVersion), kind: owner.kind, namespace: pod.metadata.namespace ?? '', name: owner.name });
    const above = owner.kind === 'ReplicaSet' && found ? controllerOf(found) : undefined;
    const controller = above ? (work.find<KubeObject>({ group: groupOf(above.apiVersion), kind: above.kind, namespace: pod.metadata.namespace ?? '', name: above.name })) : found;
    if (!controller) return `found no controllers for pod "${pod.metadata.name}"`;
    const size = sizeOf(controller);
    if (size === undefined) return `${controller.kind.toLowerCase()}s.${groupOf(controller.apiVersion)} does not implement the scale subresource`;
    sizes.set(controller.metadata.uid, size);
  }
  return { expected: [...sizes.values()].reduce((sum, size) => sum + size, 0), unmanaged };
}

/** What the `scale` of a kind says it is asked for; undefined for a kind that has none, as a Job. */
function sizeOf({ kind, spec }: KubeObject): number | undefined {
  const { replicas = 1, instances = 1 } = spec as { replicas?: number; instances?: number };
  return kind === 'Cluster' ? instances : ['Deployment', 'ReplicaSet', 'StatefulSet'].includes(kind) ? replicas : undefined;
}

/** A selector as Kubernetes' own types print themselves. */
function goSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}: ${value},`).join('');
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`).join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}
