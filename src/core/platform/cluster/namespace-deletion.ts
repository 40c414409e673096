import { knownKind } from '../api/resources';
import { deleteObject } from './deletion';
import { groupOf, refOf, type Condition, type KubeObject } from './object';
import type { Work } from './work';

interface Namespace extends KubeObject {
  readonly status?: { readonly phase: 'Active' | 'Terminating'; readonly conditions?: readonly Condition[] };
}

/** Deletes a namespace: it is told as `Terminating`, all it holds is deleted, and it goes with the last of them (k8s.io/kubernetes, `namespacedResourcesDeleter`). */
export function deleteNamespace(work: Work, name: string): void {
  const namespace = work.find<Namespace>(refTo(name));
  if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return;
  work.put<Namespace>({ ...namespace, metadata: { ...namespace.metadata, deletionTimestamp: work.now }, status: { phase: 'Terminating' } });
  for (const object of contentOf(work, name)) deleteObject(work, refOf(object));
}

/** Whether a namespace is being deleted: nothing new is let in. */
export function isTerminating(work: Work, name: string): boolean {
  return work.find<Namespace>(refTo(name))?.metadata.deletionTimestamp !== undefined;
}

/** Lets a namespace go once it holds nothing but the events that told of it; else says what holds it. */
export function drainNamespace(work: Work, name: string): void {
  const namespace = work.find<Namespace>(refTo(name));
  if (!namespace) return;
  const left = contentOf(work, name).filter(({ kind }) => kind !== 'Event');
  if (left.length > 0) return void work.put<Namespace>({ ...namespace, status: { phase: 'Terminating', conditions: conditionsOf(namespace, left, work.now) } });
  for (const object of contentOf(work, name)) work.remove(object);
  work.remove(namespace);
}

function contentOf(work: Work, name: string): KubeObject[] {
  return [...work.draft.result().kinds.values()].flatMap(namespaces => [...(namespaces.get(name)?.values() ?? [])]);
}

/** What is left, and the finalizers that hold it, in the words of the namespace controller. */
function conditionsOf({ status }: Namespace, left: readonly KubeObject[], now: number): Condition[] {
  const kinds = counted(left.map(({ kind, apiVersion }) => `${knownKind(apiVersion, kind)?.plural ?? kind.toLowerCase()}.${groupOf(apiVersion)}`));
  const finalizers = counted(left.flatMap(({ metadata }) => metadata.finalizers ?? []));
  const told = (type: string, on: boolean, reason: string, message: string): Condition => {
    const before = status?.conditions?.find(one => one.type === type);
    return { type, status: on ? 'True' : 'False', reason, message, lastTransitionTime: before?.status === (on ? 'True' : 'False') ? before.lastTransitionTime : now };
  };
  return [
    told('NamespaceDeletionContentFailure', false, 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'),
    told('NamespaceContentRemaining', true, 'SomeResourcesRemain', `Some resources are remaining: ${kinds.map(([kind, count]) => `${kind} has ${count} resource instances`).join(', ')}`),
    ...(finalizers.length > 0 ? [told('NamespaceFinalizersRemaining', true, 'SomeFinalizersRemain', `Some content in the namespace has finalizers remaining: ${finalizers.map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).join(', ')}`)] : []),
  ];
}

function counted(names: readonly string[]): [string, number][] {
  return [...names.reduce((counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1), new Map<string, number>())].sort(([a], [b]) => (a < b ? -1 : 1));
}

const refTo = (name: string) => ({ group: '', kind: 'Namespace', namespace: '', name });
