import { parseQuantity } from '../../../analysis/quantity';
import type { KubeObject, LabelSelector } from '../object';
import { same } from '../store';
import { canonical } from '../controllers/names';
import type { Fault } from './decode';

type Spec = Readonly<Record<string, unknown>>;

/** What an object may not become, being what it is (k8s.io/kubernetes, `Validate…Update` of each group). */
export function updateFaults(before: KubeObject, after: KubeObject): Fault[] {
  const [old, next] = [(before['spec'] ?? {}) as Spec, (after['spec'] ?? {}) as Spec];
  switch (after.kind) {
    case 'Deployment': return immutable(old, next, 'selector', goSelector);
    case 'StatefulSet': return statefulSet(old, next);
    case 'Job': return immutable(old, next, 'template', () => 'core.PodTemplateSpec{…}');
    case 'PersistentVolumeClaim': return claim(old, next, before);
    default: return [];
  }
}

function immutable(old: Spec, next: Spec, field: string, shown: (value: unknown) => string): Fault[] {
  return same(old[field], next[field]) ? [] : [{ path: `spec.${field}`, fault: `Invalid value: ${shown(next[field])}: field is immutable` }];
}

/** A selector as Go prints a pointer to one. */
function goSelector(value: unknown): string {
  const { matchLabels = {}, matchExpressions } = (value ?? {}) as LabelSelector;
  const labels = Object.entries(matchLabels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, label]) => `"${key}":"${label}"`).join(', ');
  return `v1.LabelSelector{MatchLabels:map[string]string{${labels}}, MatchExpressions:[]v1.LabelSelectorRequirement(${matchExpressions ? `{…}` : 'nil'})}`;
}

const changeable = ['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'];

function statefulSet(old: Spec, next: Spec): Fault[] {
  const fixed = (spec: Spec) => canonical(Object.fromEntries(Object.entries(spec).filter(([field]) => !changeable.includes(field))));
  return fixed(old) === fixed(next) ? [] : [{ path: 'spec', fault: "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden" }];
}

function claim(old: Spec, next: Spec, before: KubeObject): Fault[] {
  const size = (spec: Spec) => (spec['resources'] as { requests?: { storage?: string } } | undefined)?.requests?.storage ?? 0;
  const bound = (before['status'] as { phase?: string } | undefined)?.phase === 'Bound';
  const fixed = ({ volumeName: _, resources, ...rest }: Spec) => canonical(bound ? rest : { ...rest, resources });
  if (fixed(old) !== fixed(next)) return [{ path: 'spec', fault: 'Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims' }];
  return (parseQuantity(size(next)) ?? 0n) < (parseQuantity(size(old)) ?? 0n) ? [{ path: 'spec.resources.requests.storage', fault: 'Forbidden: field can not be less than status.capacity' }] : [];
}
