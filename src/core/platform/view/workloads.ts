import { statusText } from '../api/pod-columns';
import { controllerOf, type KubeObject, type Pod } from '../cluster/object';
import { list } from '../cluster/store';
import type { PlatformState } from '../state';
import { originOf, type Named } from './place';
import type { PodView, WorkloadView } from './status';

interface Spec {
  readonly replicas?: number;
  readonly instances?: number;
  readonly completions?: number;
  readonly template?: unknown;
  readonly jobTemplate?: unknown;
  readonly schedule?: string;
  readonly suspend?: boolean;
}

interface Status {
  readonly readyReplicas?: number;
  readonly readyInstances?: number;
  readonly succeeded?: number;
  readonly desiredNumberScheduled?: number;
}

const keyOf = ({ kind, name }: Named) => `${kind}/${name}`;

/** All that runs pods in a namespace, whatever its kind, by name: what nobody owns and makes or has pods, pods alone included, each with those it has. */
export function workloadsOf(state: PlatformState, namespace: string): WorkloadView[] {
  const pods = new Map<string, Pod[]>();
  for (const pod of list(state.cluster.objects, '', 'Pod', namespace) as Pod[]) {
    const key = keyOf(originOf(state, pod));
    pods.set(key, [...(pods.get(key) ?? []), pod]);
  }
  const found = new Map<string, WorkloadView>();
  for (const object of [...state.cluster.objects.kinds.values()].flatMap(namespaces => [...(namespaces.get(namespace)?.values() ?? [])])) {
    const key = keyOf({ kind: object.kind, name: object.metadata.name });
    if (!controllerOf(object) && (pods.has(key) || runs(object))) found.set(key, viewOf(object, pods.get(key) ?? []));
  }
  // What made them may be gone before they are.
  for (const [key, left] of pods) if (!found.has(key)) found.set(key, { kind: key.slice(0, key.indexOf('/')), name: key.slice(key.indexOf('/') + 1), ready: readyIn(left), wanted: 0, pods: left.map(podView) });
  return [...found.values()].sort((a, b) => (a.name === b.name ? (a.kind < b.kind ? -1 : 1) : a.name < b.name ? -1 : 1));
}

function runs(object: KubeObject): boolean {
  const { template, jobTemplate, instances } = (object['spec'] ?? {}) as Spec;
  return template !== undefined && hasContainers(template) || jobTemplate !== undefined || instances !== undefined;
}

/** Other projects' objects have templates too, of other things than pods. */
function hasContainers(template: unknown): boolean {
  return Array.isArray((template as { spec?: { containers?: unknown } } | null)?.spec?.containers);
}

const readyIn = (pods: readonly Pod[]) => pods.filter(pod => podView(pod).ready).length;

function viewOf(object: KubeObject, pods: readonly Pod[]): WorkloadView {
  const { kind, metadata: { name } } = object;
  const [spec, status] = [(object['spec'] ?? {}) as Spec, (object['status'] ?? {}) as Status];
  const base = { kind, name, pods: pods.map(podView) };
  if (kind === 'Job') return { ...base, ready: status.succeeded ?? 0, wanted: spec.completions ?? 1 };
  if (spec.schedule !== undefined) return { ...base, ready: readyIn(pods), wanted: 0, schedule: `${spec.schedule}${spec.suspend ? ' (suspend)' : ''}` };
  if (kind === 'Pod') return { ...base, ready: readyIn(pods), wanted: pods.filter(pod => pod.status.phase !== 'Succeeded').length };
  return { ...base, ready: status.readyReplicas ?? status.readyInstances ?? readyIn(pods), wanted: spec.replicas ?? spec.instances ?? status.desiredNumberScheduled ?? pods.length };
}

export function podView(pod: Pod): PodView {
  const statuses = pod.status.containerStatuses ?? [];
  return { name: pod.metadata.name, status: statusText(pod), ready: statuses.length > 0 && statuses.every(({ ready }) => ready), restarts: statuses.reduce((sum, one) => sum + one.restartCount, 0) };
}
