import type { Path } from '../../analysis/yaml/nodes';
import type { Verdict } from './admission';
import { deleteObject, type Propagation } from './deletion';
import { newMetadata } from './controllers/names';
import { groupOf, type Deployment, type KubeObject, type Ref } from './object';
import { same } from './store';
import type { Work } from './work';

/** An object as a manifest gives it: only its name is sure. */
export type Manifest = Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string } & Readonly<Record<string, unknown>> };

/**
 * Creates or replaces an object as its manifest asks, through admission; what the cluster wrote in it (status, revision) stays. A field that the server drops is sent each time:
 * the object is told as configured, and does not change. Where nothing may be dropped (`strict`), it is refused as a server-side apply is.
 */
export function applyManifest(work: Work, namespace: string, manifest: Manifest, strict = false): Verdict & { readonly change?: 'created' | 'configured' | 'unchanged' } {
  const { name, labels, annotations, finalizers = [] } = manifest.metadata as { name: string; labels?: Record<string, string>; annotations?: Record<string, string>; finalizers?: readonly string[] };
  const known = work.find<KubeObject>({ group: groupOf(manifest.apiVersion), kind: manifest.kind, namespace, name });
  const kept = known?.metadata ?? newMetadata(work, name, namespace, unnumbered.has(manifest.kind) ? {} : { generation: 1 });
  const held = [...new Set([...(kept.finalizers ?? []), ...finalizers])];
  const wanted = { ...manifest, ...carried(known, manifest), metadata: { ...kept, ...(held.length > 0 ? { finalizers: held } : {}), ...(labels ? { labels } : {}), annotations: { ...kept.annotations, ...annotations } }, ...(known?.['status'] === undefined ? { status: undefined } : { status: known['status'] }) } as KubeObject;
  const verdict = work.world.admit(work, clean(wanted), manifest);
  if (!verdict.ok) return verdict;
  const [undeclared] = strict ? (verdict.dropped ?? []) : [];
  if (undeclared) return { ok: false, code: 500, reason: 'InternalError', message: `failed to create typed patch object (${namespace}/${name}; ${manifest.apiVersion}, Kind=${manifest.kind}): ${declaredPath(manifest, undeclared)}: field not declared in schema` };
  if (!known) return { ...verdict, object: work.put(verdict.object), change: 'created' };
  const changed = !same(known['spec'], verdict.object['spec']) || !same(known['sops'], verdict.object['sops']);
  const numbered = kept.generation === undefined ? {} : { generation: kept.generation + (changed ? 1 : 0) };
  const object = work.put({ ...verdict.object, metadata: { ...verdict.object.metadata, ...numbered } });
  return { ...verdict, object, change: object === known && !verdict.dropped ? 'unchanged' : 'configured' };
}

/** A path as structured-merge-diff writes it: an item of a list that has a name by its name. */
function declaredPath(manifest: Manifest, path: Path): string {
  let value: unknown = manifest;
  return path.map(step => {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
    const name = (value as { name?: unknown } | undefined)?.name;
    return typeof step === 'string' ? `.${step}` : typeof name === 'string' ? `[name=${JSON.stringify(name)}]` : `[${step}]`;
  }).join('');
}

/** Kinds whose changes the API server does not number (k8s.io/kubernetes, the `PrepareForCreate` of each). */
const unnumbered = new Set(['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'PersistentVolumeClaim', 'HorizontalPodAutoscaler', 'Endpoints', 'Event', 'ResourceQuota']);

/** What the cluster writes in the spec of an object and a manifest does not say: an apply leaves it as it is. */
const clusterWritten: Readonly<Record<string, readonly string[]>> = { PersistentVolumeClaim: ['volumeName', 'storageClassName', 'volumeMode'], Deployment: ['replicas'], StatefulSet: ['replicas'], Pod: ['nodeName'] };

function carried(known: KubeObject | undefined, { kind, ...manifest }: Manifest): object {
  const [before, asked] = [known?.['spec'], manifest['spec']] as [Record<string, unknown> | undefined, object | undefined];
  const kept = (clusterWritten[kind] ?? []).filter(field => before?.[field] !== undefined);
  return kept.length === 0 ? {} : { spec: { ...Object.fromEntries(kept.map(field => [field, before?.[field]])), ...asked } };
}

function clean(object: KubeObject): KubeObject {
  const { annotations, ...metadata } = object.metadata;
  const { status, ...rest } = object;
  return { ...rest, metadata: annotations && Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata, ...(status === undefined ? {} : { status }) } as KubeObject;
}

/** What `kubectl rollout restart` does: an annotation on the template makes new pods. */
export function restartRollout(work: Work, ref: Ref, at: string): KubeObject | undefined {
  const deployment = work.find<Deployment>(ref);
  if (!deployment) return undefined;
  const { template } = deployment.spec;
  const metadata = { ...template.metadata, annotations: { ...template.metadata?.annotations, 'kubectl.kubernetes.io/restartedAt': at } };
  return work.put<Deployment>({ ...deployment, metadata: { ...deployment.metadata, generation: (deployment.metadata.generation ?? 1) + 1 }, spec: { ...deployment.spec, template: { ...template, metadata } } });
}

/** Lays fields over those of an object, as a merge patch does (RFC 7386), or deletes it: what someone with all rights does to a cluster. */
export function changeByHand(work: Work, ref: Ref, patch?: Readonly<Record<string, unknown>>, propagation?: Propagation): void {
  const object = work.find<KubeObject>(ref);
  if (!object) return;
  if (!patch) return void deleteObject(work, ref, propagation ? { propagation } : {});
  const { metadata, ...rest } = merged(object, patch) as KubeObject;
  work.put({ ...rest, metadata: { ...metadata, name: ref.name, ...(object.metadata.generation === undefined ? {} : { generation: object.metadata.generation + 1 }) } } as KubeObject);
}

function merged(value: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  const laid = Object.entries(patch).map(([key, inner]) => [key, inner === null ? undefined : merged(base[key], inner)] as const);
  return { ...base, ...Object.fromEntries(laid) };
}
