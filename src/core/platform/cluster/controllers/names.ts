import { rememberingEach } from '../../../analysis/remember';
import { fnv32, safeEncode } from '../../chance';
import type { Metadata, OwnerReference, KubeObject, PodTemplate } from '../object';
import type { Work } from '../work';

/** The `pod-template-hash` of a template: the same template gives the same one. Key order does not count. */
export const templateHash = rememberingEach((template: PodTemplate) => safeEncode(String(fnv32(canonical(template)))));

/** A plain value as one text, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => `${key}:${canonical(inner)}`).join(',')}}`;
}

/** What every new object is given. */
export function newMetadata(work: Work, name: string, namespace: string | undefined, more: Partial<Metadata> = {}): Metadata {
  return { name, ...(namespace === undefined ? {} : { namespace }), uid: work.chance.uid(), resourceVersion: '', creationTimestamp: work.now, ...more };
}

export function ownedBy(owner: KubeObject): OwnerReference {
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true };
}
