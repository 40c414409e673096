import { parseQuantity } from '../quantity';
import { forbidden, invalid, required, unsupported, type Report } from './fault';
import { label, pathSegment, wellFormed } from './formats';
import type { Quantities } from './shapes';

const reasons = {
  one: { server: 'must be greater than or equal to 1', advice: 'au moins 1' },
  range: { server: 'must be greater than or equal to `minReplicas`', advice: 'le maximum ne peut être inférieur à `minReplicas`' },
  positive: { server: 'must be greater than 0', advice: 'au moins 1' },
  above: { server: 'must be greater than zero', advice: 'au moins 1' },
  sign: { server: 'must be positive', advice: 'une quantité supérieure à zéro' },
  group: { server: 'apiVersion must specify API group', advice: 'le groupe et la version de ce qui est mis à l’échelle, comme `apps/v1`' },
  idle: { server: 'must specify at least one Object or External metric to support scaling to zero replicas', advice: 'sans mesure `Object` ni `External`, rien ne ferait repartir de zéro' },
  kind: { server: 'must specify a metric source type', advice: 'dites de quel genre est la mesure : `Resource`, `Pods`, `Object`…' },
  source: { server: 'must populate information for the given metric source', advice: 'décrivez la mesure sous la clé qui porte le nom de son genre' },
  other: { server: 'must populate the given metric source only', advice: 'une mesure n’a que la source de son genre : retirez celle-ci, ou faites-en un élément de la liste' },
  target: { server: 'must be either Utilization, Value, or AverageValue', advice: '`Utilization`, `Value` ou `AverageValue`' },
  targetType: { server: 'must specify a metric target type', advice: '`Utilization`, `Value` ou `AverageValue`' },
  rate: { server: 'must set either a target raw value or a target utilization', advice: 'dites à quel taux (`averageUtilization`) ou à quelle quantité (`averageValue`) mettre à l’échelle' },
  both: { server: 'may not set both a target raw value and a target utilization', advice: 'gardez `averageUtilization` ou `averageValue`, pas les deux' },
  average: { server: 'must specify a positive target averageValue', advice: 'une mesure des pods se compare à `averageValue`' },
  value: { server: 'must set either a target value or averageValue', advice: 'dites à quelle quantité mettre à l’échelle : `value` ou `averageValue`' },
  perPod: { server: 'must set either a target value for metric or a per-pod target', advice: 'dites à quelle quantité mettre à l’échelle : `value` ou `averageValue`' },
  bothValues: { server: 'may not set both a target value for metric and a per-pod target', advice: 'gardez `value` ou `averageValue`, pas les deux' },
  resource: { server: 'must specify a resource name', advice: '`cpu` ou `memory`' },
  container: { server: 'must specify a container', advice: 'nommez le conteneur que l’on mesure' },
  metric: { server: 'must specify a metric name', advice: 'nommez la mesure' },
  policies: { server: 'must specify at least one Policy', advice: 'au moins une règle, ou pas de liste : le cluster prendra alors les siennes' },
  past: { server: 'must be greater than or equal to zero', advice: 'zéro ou plus' },
  hour: { server: 'must be less than or equal to 3600', advice: 'une heure (3600) au plus' },
  halfHour: { server: 'must be less than or equal to 1800', advice: 'une demi-heure (1800) au plus' },
} as const;

interface Reference { readonly apiVersion?: string; readonly kind?: string; readonly name?: string }
interface Target { readonly type?: string; readonly value?: string | number; readonly averageValue?: string | number; readonly averageUtilization?: number }
interface Source { readonly name?: string; readonly container?: string; readonly target?: Target; readonly metric?: { readonly name?: string }; readonly describedObject?: Reference }
interface Metric { readonly type?: string; readonly object?: Source; readonly external?: Source; readonly pods?: Source; readonly resource?: Source; readonly containerResource?: Source }
interface Rules { readonly stabilizationWindowSeconds?: number; readonly selectPolicy?: string; readonly policies?: readonly { readonly type?: string; readonly value?: number; readonly periodSeconds?: number }[]; readonly tolerance?: Quantities[string] }

export interface AutoscalerSpec {
  readonly scaleTargetRef?: Reference;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly metrics?: readonly Metric[];
  readonly behavior?: { readonly scaleUp?: Rules; readonly scaleDown?: Rules };
}

/** What is wrong with an autoscaler (k8s.io/kubernetes, `validateHorizontalPodAutoscalerSpec`). */
export function autoscaler({ scaleTargetRef, minReplicas = 1, maxReplicas = 0, metrics = [], behavior }: AutoscalerSpec = {}, report: Report): void {
  if (minReplicas < 1) report('spec.minReplicas', invalid(minReplicas, reasons.one));
  if (maxReplicas < 1) report('spec.maxReplicas', invalid(maxReplicas, reasons.positive));
  if (maxReplicas < minReplicas) report('spec.maxReplicas', invalid(maxReplicas, reasons.range));
  if (scaleTargetRef) {
    reference(scaleTargetRef, 'spec.scaleTargetRef', report);
    // The one kind of the core that is scaled needs no group.
    if (scaleTargetRef.kind !== 'ReplicationController' && !scaleTargetRef.apiVersion?.includes('/')) report('spec.scaleTargetRef.apiVersion', invalid(scaleTargetRef.apiVersion ?? '', reasons.group));
  }
  metrics.forEach((one, index) => metric(one, `spec.metrics[${index}]`, report));
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) report('spec.metrics', forbidden(reasons.idle));
  for (const side of ['scaleUp', 'scaleDown'] as const) if (behavior?.[side]) rules(behavior[side], `spec.behavior.${side}`, report);
}

function reference({ kind, name }: Reference, path: string, report: Report): void {
  for (const [field, value] of [['kind', kind], ['name', name]] as const) {
    if (!value) report(`${path}.${field}`, required());
    else wellFormed(value, pathSegment, `${path}.${field}`, report);
  }
}

/** How each source is judged, in the order in which the server looks for them: of several, only the first is judged. */
const sources: Readonly<Record<'object' | 'external' | 'pods' | 'resource' | 'containerResource', (source: Source, path: string, report: Report) => void>> = {
  object: ({ describedObject = {}, metric: id, target = {} }, path, report) => {
    reference(describedObject, `${path}.describedObject`, report);
    identifier(id?.name, `${path}.metric.name`, report);
    aim(target, `${path}.target`, report);
    if (target.value === undefined && target.averageValue === undefined) report(`${path}.target.averageValue`, required(reasons.value));
  },
  external: ({ metric: id, target = {} }, path, report) => {
    identifier(id?.name, `${path}.metric.name`, report);
    aim(target, `${path}.target`, report);
    if (target.value === undefined && target.averageValue === undefined) report(`${path}.target.averageValue`, required(reasons.perPod));
    if (target.value !== undefined && target.averageValue !== undefined) report(`${path}.target.value`, forbidden(reasons.bothValues));
  },
  pods: ({ metric: id, target = {} }, path, report) => {
    identifier(id?.name, `${path}.metric.name`, report);
    aim(target, `${path}.target`, report);
    if (target.averageValue === undefined) report(`${path}.target.averageValue`, required(reasons.average));
  },
  resource: ({ name, target }, path, report) => {
    if (!name) report(`${path}.name`, required(reasons.resource));
    rate(target, `${path}.target`, report);
  },
  containerResource: ({ name, container, target }, path, report) => {
    if (!name) report(`${path}.name`, required(reasons.resource));
    if (!container) report(`${path}.container`, required(reasons.container));
    else wellFormed(container, label, `${path}.container`, report);
    rate(target, `${path}.target`, report);
  },
};

const types = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

function metric(one: Metric, path: string, report: Report): void {
  const { type = '' } = one;
  if (type === '') report(`${path}.type`, required(reasons.kind));
  if (!types.includes(type)) report(`${path}.type`, unsupported(type, types));
  const given = (Object.keys(sources) as (keyof typeof sources)[]).filter(key => one[key]);
  const [first] = given;
  if (first) sources[first](one[first] ?? {}, `${path}.${first}`, report);
  const expected = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  if (types.includes(type) && !given.some(key => key === expected)) report(`${path}.${expected}`, required(reasons.source));
  if (given.length > 1) for (const key of given) if (key !== expected) report(`${path}.${key}`, forbidden(reasons.other));
}

function identifier(name: string | undefined, path: string, report: Report): void {
  if (!name) report(path, required(reasons.metric));
  else wellFormed(name, pathSegment, path, report);
}

function aim({ type = '', value, averageValue, averageUtilization }: Target, path: string, report: Report): void {
  if (type === '') report(`${path}.type`, required(reasons.targetType));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) report(`${path}.type`, invalid(type, reasons.target));
  for (const [field, amount] of [['value', value], ['averageValue', averageValue]] as const) if (amount !== undefined && (parseQuantity(amount) ?? 1n) <= 0n) report(`${path}.${field}`, invalid(String(amount), reasons.sign));
  if (averageUtilization !== undefined && averageUtilization < 1) report(`${path}.averageUtilization`, invalid(averageUtilization, reasons.positive));
}

function rate(target: Target = {}, path: string, report: Report): void {
  aim(target, path, report);
  if (target.averageUtilization === undefined && target.averageValue === undefined) report(`${path}.averageUtilization`, required(reasons.rate));
  if (target.averageUtilization !== undefined && target.averageValue !== undefined) report(`${path}.averageValue`, forbidden(reasons.both));
}

function rules({ stabilizationWindowSeconds: window = 0, selectPolicy, policies }: Rules, path: string, report: Report): void {
  if (window < 0) report(`${path}.stabilizationWindowSeconds`, invalid(window, reasons.past));
  if (window > 3600) report(`${path}.stabilizationWindowSeconds`, invalid(window, reasons.hour));
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)) report(`${path}.selectPolicy`, unsupported(selectPolicy, ['Disabled', 'Max', 'Min']));
  // Without a list, the cluster takes its own.
  if (policies?.length === 0) report(`${path}.policies`, required(reasons.policies));
  policies?.forEach(({ type = '', value = 0, periodSeconds = 0 }, index) => {
    const at = `${path}.policies[${index}]`;
    if (type !== 'Pods' && type !== 'Percent') report(`${at}.type`, unsupported(type, ['Percent', 'Pods']));
    if (value <= 0) report(`${at}.value`, invalid(value, reasons.above));
    if (periodSeconds <= 0) report(`${at}.periodSeconds`, invalid(periodSeconds, reasons.above));
    if (periodSeconds > 1800) report(`${at}.periodSeconds`, invalid(periodSeconds, reasons.halfHour));
  });
}
