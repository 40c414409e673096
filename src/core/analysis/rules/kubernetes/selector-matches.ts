import { isPlainMap, listAt, mapAt, stringAt, valueAt, type Plain } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

/** Kinds whose selector is the labels themselves. */
const plain = ['ReplicationController', 'DeploymentConfig'];
const selecting = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout', ...plain]);

/** A workload whose selector does not choose its own pods is refused by the cluster. */
export const selectorMatches: KubernetesTest = object => {
  const template = object.podTemplate;
  // A Job chooses its pods itself, unless it says that it does not.
  const chooses = selecting.has(object.kind) || (object.kind === 'Job' && valueAt(object.value, 'spec', 'manualSelector') === true);
  if (!template || !chooses || object.value['spec'] === undefined) return [];
  const path = plain.includes(object.kind) ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  const labels = mapAt(template.value, 'metadata', 'labels');
  const found = (key: string) => (key in labels ? `portent \`${key}: ${String(labels[key])}\`` : 'ne portent pas ce label');
  const equal = Object.entries(mapAt(object.value, ...path)).flatMap(([key, value]) => {
    // A number among labels is a fault of its own.
    if (key in labels && String(labels[key]) === String(value)) return [];
    return [{ variant: 'mismatch', location: object.locate([...path, key]), fields: { key, value: String(value), found: found(key) } }];
  });
  const others = listAt(object.value, 'spec', 'selector', 'matchExpressions').flatMap((expression, index) => {
    const key = stringAt(expression, 'key');
    if (key === undefined || isMet(expression, labels[key])) return [];
    return [{ variant: 'mismatch', location: object.locate(['spec', 'selector', 'matchExpressions', index]), fields: { key, value: [stringAt(expression, 'operator') ?? '', listAt(expression, 'values').join(', ')].join(' ').trim(), found: found(key) } }];
  });
  return [...equal, ...others];
};

function isMet(expression: Plain, label: Plain | undefined): boolean {
  const values = listAt(expression, 'values').map(String);
  switch (isPlainMap(expression) ? expression['operator'] : undefined) {
    case 'In': return label !== undefined && values.includes(String(label));
    case 'NotIn': return label === undefined || !values.includes(String(label));
    case 'Exists': return label !== undefined;
    case 'DoesNotExist': return label === undefined;
    default: return true;
  }
}
