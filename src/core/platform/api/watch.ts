import { groupOf, type KubeObject } from '../cluster/object';
import type { Change } from '../cluster/store';
import type { Time } from '../time';
import type { Renderer } from './render';
import type { Form } from './accept';
import { groupVersion, type Resource } from './resources';
import { tableOf } from './table';

/** A watch as it was asked for. */
export interface Watch {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  test(object: KubeObject): boolean;
  /** How objects are told: as rows of a Table, for `kubectl get -w`. */
  readonly form: Form;
  readonly include: string;
  /** The version after which changes are wanted; undefined: what is there first. */
  readonly since: number | undefined;
  readonly bookmarks: boolean;
  readonly timeoutSeconds: number | undefined;
}

/** What a change is for a watch: an object that leaves its selector is deleted for it, one that enters it is added. */
export function seen(watch: Watch, { type, object, before }: Change): { readonly type: Change['type']; readonly object: KubeObject } | undefined {
  if (object.kind !== watch.resource.kind || groupOf(object.apiVersion) !== watch.resource.group) return undefined;
  if (watch.namespace !== undefined && object.metadata.namespace !== watch.namespace) return undefined;
  const was = before !== undefined && watch.test(before);
  const is = type !== 'DELETED' && watch.test(object);
  if (!was && !is) return undefined;
  return { type: is ? (was ? 'MODIFIED' : 'ADDED') : 'DELETED', object };
}

/** One line of a watch. */
export function frame(watch: Watch, { type, object }: { readonly type: string; readonly object: KubeObject }, first: boolean, renderer: Renderer, now: Time): string {
  const { form, resource, include } = watch;
  const body = form === 'table' ? tableOf(resource.kind, [object], object.metadata.resourceVersion, { now, renderer, include, headers: first }) : form === 'partial' ? renderer.metadata(object) : renderer.json(object);
  return `{"type":"${type}","object":${body}}\n`;
}

/** A bookmark says how far a watch has come, when nothing else does; the first after what was there already says that it was all (Kubernetes, streaming lists). */
export function bookmark({ resource, form }: Watch, version: number, all = false): string {
  const metadata = { resourceVersion: String(version), ...(all ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}) };
  const partial = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
  const rows = all ? [{ cells: [], object: partial }] : [];
  const body = form === 'table' ? { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: { resourceVersion: String(version) }, columnDefinitions: null, rows } : form === 'partial' ? partial : { kind: resource.kind, apiVersion: groupVersion(resource), metadata };
  return `${JSON.stringify({ type: 'BOOKMARK', object: body })}\n`;
}

/** How a watch that can no longer be continued ends: its client lists again. */
export function expired(version: number, oldest: number): string {
  return `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `too old resource version: ${version} (${oldest})`, reason: 'Expired', code: 410 } })}\n`;
}
