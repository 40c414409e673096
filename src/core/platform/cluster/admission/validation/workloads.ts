import { selects } from '../../selector';
import type { Deployment, KubeObject, LabelSelector, PodSpec } from '../../object';
import type { Autoscaler } from '../../controllers/autoscaler';
import type { StatefulSet } from '../../controllers/statefulset';
import { isZone, parseSchedule } from '../../cron';
import { claim } from './data';
import { notNegative, oneOf, type Report } from './formats';
import { podSpec } from './pod';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with what keeps pods alive (k8s.io/kubernetes, `ValidateDeploymentSpec` and its like). */
export function workload({ kind, spec }: Deployment, report: Report): void {
  notNegative(spec.replicas, 'spec.replicas', report);
  const sound = selector(spec.selector, kind, report);
  if (sound && !selects(spec.selector, spec.template?.metadata?.labels)) report('spec.template.metadata.labels', `Invalid value: ${goMap(spec.template?.metadata?.labels)}: \`selector\` does not match template \`labels\``);
  podSpec(spec.template?.spec, 'spec.template.spec', report);
  oneOf(spec.template?.spec?.restartPolicy, ['Always'], 'spec.template.spec.restartPolicy', report);
  if (kind === 'Deployment') strategy(spec, report);
  notNegative(spec.minReadySeconds, 'spec.minReadySeconds', report);
  notNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit', report);
  if (kind === 'Deployment' && spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds <= (spec.minReadySeconds ?? 0)) report('spec.progressDeadlineSeconds', `Invalid value: ${spec.progressDeadlineSeconds}: must be greater than minReadySeconds`);
}

/** The volumes of the claims are those of the pods. */
export function statefulSet(object: StatefulSet, report: Report): void {
  const { template, volumeClaimTemplates: claims = [], updateStrategy } = object.spec;
  const volumes = [...(template?.spec?.volumes ?? []), ...claims.map(({ metadata }) => ({ name: metadata.name }))];
  workload({ ...object, spec: { ...object.spec, ...(template?.spec ? { template: { ...template, spec: { ...template.spec, volumes } } } : {}) } } as unknown as Deployment, report);
  claims.forEach(({ spec }, index) => claim(spec, `spec.volumeClaimTemplates[${index}].spec`, report));
  const type = (updateStrategy as { type?: string } | undefined)?.type ?? 'RollingUpdate';
  if (type !== 'RollingUpdate' && type !== 'OnDelete') report('spec.updateStrategy', `Invalid value: apps.StatefulSetUpdateStrategy{Type:"${type}", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}: must be 'RollingUpdate' or 'OnDelete'`);
}

/** Whether the labels of pods can be held against it. */
function selector(given: LabelSelector | undefined, kind: string, report: Report): boolean {
  if (!given) report('spec.selector', 'Required value');
  else if (Object.keys(given.matchLabels ?? {}).length + (given.matchExpressions ?? []).length === 0) report('spec.selector', `Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for ${kind.toLowerCase()}`);
  given?.matchExpressions?.forEach(({ operator }, index) => {
    if (!operators.includes(operator)) report(`spec.selector.matchExpressions[${index}].operator`, `Invalid value: "${operator}": not a valid selector operator`);
  });
  return given === undefined || (given.matchExpressions ?? []).every(({ operator }) => operators.includes(operator));
}

function strategy({ strategy: given }: Deployment['spec'], report: Report): void {
  if (given?.type !== 'Recreate' && given?.type !== 'RollingUpdate') return report('spec.strategy', `Unsupported value: apps.DeploymentStrategy{Type:"${given?.type ?? ''}", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"`);
  if (given.type === 'Recreate' && given.rollingUpdate) return report('spec.strategy.rollingUpdate', "Forbidden: may not be specified when strategy `type` is 'Recreate'");
  const { maxSurge = '25%', maxUnavailable = '25%' } = given.rollingUpdate ?? {};
  for (const [field, value] of [['maxUnavailable', maxUnavailable], ['maxSurge', maxSurge]] as const) {
    if (typeof value === 'string' && !/^\d+%$/.test(value)) report(`spec.strategy.rollingUpdate.${field}`, `Invalid value: "${value}": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`);
    else if (typeof value === 'number') notNegative(value, `spec.strategy.rollingUpdate.${field}`, report);
  }
  if (/^0%?$/.test(String(maxSurge)) && /^0%?$/.test(String(maxUnavailable))) report('spec.strategy.rollingUpdate.maxUnavailable', `Invalid value: ${JSON.stringify(maxUnavailable)}: may not be 0 when \`maxSurge\` is 0`);
}

/** Labels as Go prints them. */
function goMap(labels: Readonly<Record<string, string>> | undefined): string {
  return labels ? `map[string]string{${Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `"${key}":"${value}"`).join(', ')}}` : 'map[string]string(nil)';
}

interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly backoffLimit?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly template?: { readonly spec?: PodSpec };
}

/** What is wrong with what ends (k8s.io/kubernetes, `validateJobSpec`). */
export function job(spec: JobSpec | undefined, path: string, report: Report): void {
  for (const field of ['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished'] as const) notNegative(spec?.[field], `${path}.${field}`, report);
  const pod = spec?.template?.spec;
  podSpec(pod, `${path}.template.spec`, report);
  if (pod?.restartPolicy === 'Always') report(`${path}.template.spec.restartPolicy`, 'Required value: valid values: "OnFailure", "Never"');
}

interface CronJobSpec {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
  readonly jobTemplate?: { readonly spec?: JobSpec };
}

/** Eleven letters are left for what a CronJob adds to the names of its Jobs. */
export function cronJob({ metadata, ...object }: KubeObject, report: Report): void {
  const spec = (object as { spec?: CronJobSpec }).spec ?? {};
  job(spec.jobTemplate?.spec, 'spec.jobTemplate.spec', report);
  schedule(spec, report);
  notNegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit', report);
  notNegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit', report);
  if (metadata.name.length > 52) report('metadata.name', `Invalid value: "${metadata.name}": must be no more than 52 characters`);
}

function schedule({ schedule: text, timeZone }: CronJobSpec, report: Report): void {
  if (!text) return report('spec.schedule', 'Required value');
  const read = parseSchedule(text);
  if (text.includes('TZ=')) report('spec.schedule', `Invalid value: "${text}": cannot use TZ or CRON_TZ in schedule, use timeZone field instead`);
  else if ('error' in read) report('spec.schedule', `Invalid value: "${text}": ${read.error}`);
  if (timeZone?.toLowerCase() === 'local') report('spec.timeZone', `Invalid value: "${timeZone}": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones`);
  else if (timeZone !== undefined && !isZone(timeZone)) report('spec.timeZone', `Invalid value: "${timeZone}": unknown time zone ${timeZone}`);
}

export function autoscaler({ spec: { minReplicas = 1, maxReplicas } }: Autoscaler, report: Report): void {
  if (minReplicas < 1) report('spec.minReplicas', `Invalid value: ${minReplicas}: must be greater than or equal to 1`);
  if (maxReplicas < minReplicas) report('spec.maxReplicas', `Invalid value: ${maxReplicas}: must be greater than or equal to \`minReplicas\``);
}
