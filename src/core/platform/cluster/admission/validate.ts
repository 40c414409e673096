import { parseQuantity } from '../../../analysis/quantity';
import { selects } from '../selector';
import type { Autoscaler } from '../controllers/autoscaler';
import type { CronJob } from '../controllers/cronjob';
import { isZone, parseSchedule } from '../cron';
import type { StatefulSet } from '../controllers/statefulset';
import type { Ingress } from '../network/ingress';
import type { Claim } from '../storage';
import type { Fault } from './decode';
import { vaultStaticSecret } from './vault-static-secret';
import { groupOf, type Container, type Deployment, type KubeObject, type PodSpec, type Service } from '../object';

export type Report = (path: string, fault: string) => void;

/** What is wrong with an object that decodes, in the words of the API server (k8s.io/kubernetes, `validation.go` of each group). */
export function validationFaults(object: KubeObject): Fault[] {
  const faults: Fault[] = [];
  const report: Report = (path, fault) => faults.push({ path, fault });
  name(object, report);
  switch (object.kind) {
    case 'Pod': podSpec(object['spec'] as PodSpec, 'spec', report); break;
    case 'Deployment': case 'ReplicaSet': workload(object as Deployment, report); break;
    case 'StatefulSet': statefulSet(object as StatefulSet, report); break;
    case 'PersistentVolumeClaim': claimSpec(object as Claim, 'spec', report); break;
    case 'Job': template(object, ['spec', 'template'], report); break;
    case 'CronJob': cron(object as CronJob, report); template(object, ['spec', 'jobTemplate', 'spec', 'template'], report); break;
    case 'HorizontalPodAutoscaler': autoscaler(object as Autoscaler, report); break;
    case 'Ingress': ingress(object as Ingress, report); break;
    case 'Service': service(object as Service, report); break;
    case 'VaultStaticSecret': vaultStaticSecret(object, report); break;
    default:
  }
  return faults;
}

/** A refusal as the API server words it. */
export function invalid(object: KubeObject, faults: readonly Fault[]): string {
  const group = groupOf(object.apiVersion);
  const texts = faults.map(({ path, fault }) => `${path}: ${fault}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return `${object.kind}${group ? `.${group}` : ''} "${object.metadata.name}" is invalid: ${list}`;
}

const label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const isLabel = (text: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= 63;

function name({ kind, metadata }: KubeObject, report: Report): void {
  if (metadata.name === '') return report('metadata.name', 'Required value: name or generateName is required');
  const strict = kind === 'Service' || kind === 'Namespace';
  if (strict ? !isLabel(metadata.name) : !metadata.name.split('.').every(isLabel)) report('metadata.name', `Invalid value: "${metadata.name}": ${strict ? label : subdomain}`);
}

function workload({ spec }: Deployment, report: Report): void {
  if (!spec.selector) report('spec.selector', 'Required value');
  else if (!selects(spec.selector, spec.template?.metadata?.labels)) report('spec.template.metadata.labels', `Invalid value: map[string]string${goMap(spec.template?.metadata?.labels)}: \`selector\` does not match template \`labels\``);
  if (spec.replicas < 0) report('spec.replicas', `Invalid value: ${spec.replicas}: must be greater than or equal to 0`);
  podSpec(spec.template?.spec, 'spec.template.spec', report);
}

function statefulSet(object: StatefulSet, report: Report): void {
  const claims = object.spec.volumeClaimTemplates ?? [];
  claims.forEach((one, index) => claimSpec(one, `spec.volumeClaimTemplates[${index}].spec`, report));
  // The volumes of the claims are those of the pods.
  const { template } = object.spec;
  const volumes = [...(template?.spec?.volumes ?? []), ...claims.map(({ metadata }) => ({ name: metadata.name }))];
  workload({ ...object, spec: { ...object.spec, ...(template?.spec ? { template: { ...template, spec: { ...template.spec, volumes } } } : {}) } } as unknown as Deployment, report);
}

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

function claimSpec({ spec }: Pick<Claim, 'spec'>, path: string, report: Report): void {
  if (!spec.accessModes?.length) report(`${path}.accessModes`, 'Required value: at least 1 access mode is required');
  for (const mode of spec.accessModes ?? []) if (!accessModes.includes(mode)) report(`${path}.accessModes`, `Unsupported value: "${mode}": supported values: ${accessModes.map(one => `"${one}"`).join(', ')}`);
  if (spec.resources?.requests?.['storage'] === undefined) report(`${path}.resources[storage]`, 'Required value');
}

function goMap(labels: Readonly<Record<string, string>> | undefined): string {
  return `{${Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `"${key}":"${value}"`).join(', ')}}`;
}

function template(object: KubeObject, path: readonly string[], report: Report): void {
  let found: unknown = object;
  for (const step of path) found = (found as Record<string, unknown> | undefined)?.[step];
  const spec = (found as { spec?: PodSpec } | undefined)?.spec;
  const where = `${path.join('.')}.spec`;
  if (spec?.restartPolicy === 'Always') report(`${where}.restartPolicy`, 'Required value: valid values: "OnFailure", "Never"');
  podSpec(spec, where, report);
}

function podSpec(spec: PodSpec | undefined, path: string, report: Report): void {
  if (!spec?.containers?.length) return report(`${path}.containers`, 'Required value');
  const volumes = new Set((spec.volumes ?? []).map(volume => volume.name));
  const names = new Set<string>();
  const each = (list: readonly Container[] | undefined, field: string) => list?.forEach((one, index) => container(one, `${path}.${field}[${index}]`, volumes, names, report));
  each(spec.initContainers, 'initContainers');
  each(spec.containers, 'containers');
}

function container(one: Container, path: string, volumes: ReadonlySet<string>, names: Set<string>, report: Report): void {
  if (!one.name) report(`${path}.name`, 'Required value');
  else if (!isLabel(one.name)) report(`${path}.name`, `Invalid value: "${one.name}": ${label}`);
  else if (names.has(one.name)) report(`${path}.name`, `Duplicate value: "${one.name}"`);
  names.add(one.name);
  if (!one.image) report(`${path}.image`, 'Required value');
  else if (one.image.trim() !== one.image) report(`${path}.image`, `Invalid value: "${one.image}": must not have leading or trailing whitespace`);
  one.ports?.forEach(({ containerPort }, index) => {
    if (containerPort === undefined) report(`${path}.ports[${index}].containerPort`, 'Required value');
    else if (containerPort < 1 || containerPort > 65535) report(`${path}.ports[${index}].containerPort`, `Invalid value: ${containerPort}: must be between 1 and 65535, inclusive`);
  });
  one.volumeMounts?.forEach((mount, index) => {
    if (!volumes.has(mount.name)) report(`${path}.volumeMounts[${index}].name`, `Not found: "${mount.name}"`);
  });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const given = one[probe];
    if (given && !given.httpGet && !given.tcpSocket && !given.exec && !given.grpc) report(`${path}.${probe}`, 'Required value: must specify a handler type');
    if (given && probe !== 'readinessProbe' && given.successThreshold !== 1) report(`${path}.${probe}.successThreshold`, `Invalid value: ${given.successThreshold}: must be 1`);
  }
  resources(one, path, report);
}

function resources({ resources: given }: Container, path: string, report: Report): void {
  const read = (side: 'requests' | 'limits', key: string) => {
    const value = given?.[side]?.[key];
    if (value === undefined) return undefined;
    const amount = parseQuantity(value);
    if (amount === undefined) report(`${path}.resources.${side}[${key}]`, `Invalid value: "${value}": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`);
    return amount;
  };
  for (const key of new Set([...Object.keys(given?.requests ?? {}), ...Object.keys(given?.limits ?? {})])) {
    const [request, limit] = [read('requests', key), read('limits', key)];
    if (request !== undefined && limit !== undefined && request > limit) report(`${path}.resources.requests`, `Invalid value: "${given?.requests?.[key]}": must be less than or equal to ${key} limit of ${given?.limits?.[key]}`);
  }
}

function cron({ metadata, spec }: CronJob, report: Report): void {
  const schedule = parseSchedule(spec.schedule ?? '');
  if (!spec.schedule) report('spec.schedule', 'Required value');
  else if (spec.schedule.includes('TZ=')) report('spec.schedule', `Invalid value: "${spec.schedule}": cannot use TZ or CRON_TZ in schedule, use timeZone field instead`);
  else if ('error' in schedule) report('spec.schedule', `Invalid value: "${spec.schedule}": ${schedule.error}`);
  if (spec.timeZone !== undefined && !isZone(spec.timeZone)) report('spec.timeZone', `Invalid value: "${spec.timeZone}": unknown time zone ${spec.timeZone}`);
  if (metadata.name.length > 52) report('metadata.name', `Invalid value: "${metadata.name}": must be no more than 52 characters`);
}

function autoscaler({ spec: { minReplicas = 1, maxReplicas } }: Autoscaler, report: Report): void {
  if (minReplicas < 1) report('spec.minReplicas', `Invalid value: ${minReplicas}: must be greater than or equal to 1`);
  if (maxReplicas < minReplicas) report('spec.maxReplicas', `Invalid value: ${maxReplicas}: must be greater than or equal to \`minReplicas\``);
}

function ingress({ spec }: Ingress, report: Report): void {
  spec.rules?.forEach(({ host, http }, rule) => {
    if (host !== undefined && host !== '' && !host.replace(/^\*\./, '').split('.').every(isLabel)) report(`spec.rules[${rule}].host`, `Invalid value: "${host}": ${subdomain}`);
    http?.paths.forEach(({ path, pathType, backend }, index) => {
      const at = `spec.rules[${rule}].http.paths[${index}]`;
      if (pathType === undefined) report(`${at}.pathType`, 'Required value: pathType must be specified');
      else if (pathType !== 'ImplementationSpecific' && !path?.startsWith('/')) report(`${at}.path`, `Invalid value: "${path ?? ''}": must be an absolute path`);
      const port = backend?.service?.port;
      if (backend?.service && port?.name === undefined && port?.number === undefined) report(`${at}.backend`, 'Required value: port name or number is required');
    });
  });
}

function service({ spec }: Service, report: Report): void {
  const ports = spec.ports ?? [];
  if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') report('spec.ports', 'Required value');
  const names = new Set<string>();
  ports.forEach(({ name: given, port }, index) => {
    if (port === undefined || port < 1 || port > 65535) report(`spec.ports[${index}].port`, `Invalid value: ${port ?? 0}: must be between 1 and 65535, inclusive`);
    if (ports.length > 1 && !given) report(`spec.ports[${index}].name`, 'Required value');
    if (given && names.has(given)) report(`spec.ports[${index}].name`, `Duplicate value: "${given}"`);
    if (given) names.add(given);
  });
}

