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
    case 'Job': return [...fixedInJob.flatMap(field => immutable(old, next, field, value => (typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? String(value) : '{…}'))), ...immutable(old, next, 'template', () => 'core.PodTemplateSpec{…}')];
    case 'Pod': return pod(old, next);
    case 'Service': return service(old, next);
    case 'ConfigMap': return sealed(before, after);
    case 'Secret': return [...(before['type'] === after['type'] ? [] : [{ path: 'type', fault: `Invalid value: ${JSON.stringify(after['type'])}: field is immutable` }]), ...sealed(before, after)];
    case 'PersistentVolumeClaim': return claim(old, next, before);
    default: return [];
  }
}

function immutable(old: Spec, next: Spec, field: string, shown: (value: unknown) => string): Fault[] {
  return same(old[field], next[field]) ? [] : [{ path: `spec.${field}`, fault: `Invalid value: ${shown(next[field])}: field is immutable` }];
}

/** What a Job says of its pods once and for all. */
const fixedInJob = ['completions', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex'];

/** What was said to never change (`immutable: true`), of a ConfigMap or a Secret. */
function sealed(before: KubeObject, after: KubeObject): Fault[] {
  if (before['immutable'] !== true) return [];
  const fault = 'Forbidden: field is immutable when `immutable` is set';
  const holds = (object: KubeObject, field: string) => canonical(object[field] ?? {});
  return [...(after['immutable'] === true ? [] : [{ path: 'immutable', fault }]), ...['data', 'binaryData'].filter(field => holds(before, field) !== holds(after, field)).map(path => ({ path, fault }))];
}

/** A Service keeps the address it was given: one that has an address cannot do without, nor take another. */
function service(old: Spec, next: Spec): Fault[] {
  const [had, asked] = [old['clusterIP'], next['clusterIP']];
  const takesOne = (spec: Spec) => spec['type'] !== 'ExternalName';
  return typeof had === 'string' && had !== '' && had !== 'None' && typeof asked === 'string' && asked !== had && takesOne(old) && takesOne(next) ? [{ path: 'spec.clusterIPs[0]', fault: `Invalid value: []string{${JSON.stringify(asked)}}: may not change once set` }] : [];
}

const free = ['tolerations', 'activeDeadlineSeconds', 'terminationGracePeriodSeconds', 'nodeName'];

/** Of a pod that is there, hardly more than its images may change. */
function pod(old: Spec, next: Spec): Fault[] {
  const asked = Object.fromEntries(Object.entries(next).filter(([field]) => !free.includes(field)));
  return isWithin(asked, old) ? [] : [{ path: 'spec', fault: 'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)' }];
}

/** Whether what is asked is there already, images excepted: what others wrote beside counts for nothing. */
function isWithin(asked: unknown, there: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return asked === undefined || asked === there;
  if (Array.isArray(asked)) return Array.isArray(there) && asked.length === there.length && asked.every((one, index) => isWithin(one, there[index]));
  return typeof there === 'object' && there !== null && Object.entries(asked).every(([key, value]) => key === 'image' || isWithin(value, (there as Spec)[key]));
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
