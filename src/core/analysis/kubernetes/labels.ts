import type { KubernetesObject } from './object';
import { mapAt, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';

/** What the platform requires on workloads and their pods, and the values its list admits (`app` is free). */
export const requiredLabels = ['app', 'env', 'tier'] as const;
export type RequiredLabel = (typeof requiredLabels)[number];
export const admittedLabels: Readonly<Record<string, readonly string[]>> = {
  env: ['dev', 'formation', 'qualif', 'test', 'preprod', 'prod'],
  tier: ['frontend', 'backend', 'db', 'cache', 'auth'],
};

/** A place where labels are expected: the way to the map, what to call it in a sentence, and what is there now. */
export interface LabelPlace {
  readonly path: Path;
  readonly where: string;
  readonly labels: PlainMap;
}

/** Kinds that carry the labels themselves; other workloads answer for their pods only. */
const labelled = new Set(['Pod', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob']);

export function labelPlaces(object: KubernetesObject): LabelPlace[] {
  const template = object.podTemplate;
  if (!template) return [];
  const at = (path: readonly string[], where: string): LabelPlace => ({ path: [...path, 'metadata', 'labels'], where, labels: mapAt(object.value, ...path, 'metadata', 'labels') });
  return [
    ...(labelled.has(object.kind) ? [at([], `l’objet ${object.kind}`)] : []),
    ...(object.kind === 'CronJob' ? [at(['spec', 'jobTemplate'], 'les Jobs créés (`jobTemplate`)')] : []),
    ...(template.path.length > 0 ? [at(template.path.map(String), 'les pods créés (`template`)')] : []),
  ];
}

/** The value of a label, if it is there and says something. */
export function labelValue(labels: PlainMap, key: string): string | undefined {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  return String(value).trim() || undefined;
}
