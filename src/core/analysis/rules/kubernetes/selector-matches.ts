import { mapAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

/** A workload whose selector does not choose its own pods is refused by the cluster. */
export const selectorMatches: KubernetesTest = object => {
  const template = object.podTemplate;
  if (!template || !['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout'].includes(object.kind) || object.value['spec'] === undefined) return [];
  const selector = mapAt(object.value, 'spec', 'selector', 'matchLabels');
  const labels = mapAt(template.value, 'metadata', 'labels');
  return Object.entries(selector).flatMap(([key, value]) => {
    if (labels[key] === value) return [];
    return [{ variant: 'mismatch', location: object.locate(['spec', 'selector', 'matchLabels', key]), fields: { key, value: String(value), found: key in labels ? `\`${key}: ${String(labels[key])}\`` : 'pas ce label' } }];
  });
};
