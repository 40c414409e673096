import { parseQuantity } from '../../../../analysis/quantity';
import type { Container, EnvVar, Probe } from '../../object';
import { environmentName, label, notNegative, portName, portNumber, portReference, wellFormed, type Report } from './formats';

/** The fields of pods that an environment variable may take (k8s.io/kubernetes, `validateObjectFieldSelector`). */
const podFields = /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs))$/;

/** What is wrong with a container (k8s.io/kubernetes, `validateContainers`). `names` is those of the containers before it. */
export function container(one: Container, path: string, volumes: ReadonlySet<string>, names: Set<string>, report: Report): void {
  if (!one.name) report(`${path}.name`, 'Required value');
  else if (names.has(one.name)) report(`${path}.name`, `Duplicate value: "${one.name}"`);
  else wellFormed(one.name, label, `${path}.name`, report);
  names.add(one.name);
  if (!one.image) report(`${path}.image`, 'Required value');
  else if (one.image.trim() !== one.image) report(`${path}.image`, `Invalid value: "${one.image}": must not have leading or trailing whitespace`);
  const { preStop, postStart } = (one as { lifecycle?: { preStop?: Probe; postStart?: Probe } }).lifecycle ?? {};
  if (postStart) handler(postStart, `${path}.lifecycle.postStart`, report);
  if (preStop) handler(preStop, `${path}.lifecycle.preStop`, report);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) probed(one[probe], `${path}.${probe}`, probe !== 'readinessProbe', report);
  ports(one, `${path}.ports`, report);
  one.env?.forEach((variable, index) => environment(variable, `${path}.env[${index}]`, report));
  one.envFrom?.forEach(from => {
    if (!from.configMapRef && !from.secretRef) report(`${path}.envFrom`, 'Invalid value: "": must specify one of: `configMapRef` or `secretRef`');
  });
  mounts(one, `${path}.volumeMounts`, volumes, report);
  resources(one, path, report);
  user(one.securityContext, `${path}.securityContext`, report);
}

function ports({ ports: given }: Container, path: string, report: Report): void {
  const names = new Set<string>();
  given?.forEach(({ name, containerPort }, index) => {
    if (name !== undefined && name !== '') {
      const before = names.has(name);
      wellFormed(name, portName, `${path}[${index}].name`, report);
      if (before) report(`${path}[${index}].name`, `Duplicate value: "${name}"`);
      names.add(name);
    }
    if (!containerPort) report(`${path}[${index}].containerPort`, 'Required value');
    else portNumber(containerPort, `${path}[${index}].containerPort`, report);
  });
}

function environment({ name, value, valueFrom }: EnvVar, path: string, report: Report): void {
  if (!name) report(`${path}.name`, 'Required value');
  else wellFormed(name, environmentName, `${path}.name`, report);
  if (!valueFrom) return;
  if (value) report(`${path}.valueFrom`, 'Invalid value: "": may not be specified when `value` is not empty');
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (!fieldRef && !configMapKeyRef && !secretKeyRef && !('resourceFieldRef' in valueFrom)) report(`${path}.valueFrom`, 'Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`');
  if (fieldRef && !podFields.test(fieldRef.fieldPath)) report(`${path}.valueFrom.fieldRef.fieldPath`, `Invalid value: "${fieldRef.fieldPath}": error converting fieldPath: field label not supported: ${fieldRef.fieldPath}`);
  if (configMapKeyRef && !configMapKeyRef.key) report(`${path}.valueFrom.configMapKeyRef.key`, 'Required value');
  if (secretKeyRef && !secretKeyRef.key) report(`${path}.valueFrom.secretKeyRef.key`, 'Required value');
}

function mounts({ volumeMounts }: Container, path: string, volumes: ReadonlySet<string>, report: Report): void {
  const paths = new Set<string>();
  volumeMounts?.forEach(({ name, mountPath }, index) => {
    if (!volumes.has(name)) report(`${path}[${index}].name`, `Not found: "${name}"`);
    if (!mountPath) report(`${path}[${index}].mountPath`, 'Required value');
    else if (paths.has(mountPath)) report(`${path}[${index}].mountPath`, `Invalid value: "${mountPath}": must be unique`);
    paths.add(mountPath);
  });
}

/** What is asked of a container: of several ways, the first one counts. */
function handler(given: Probe, path: string, report: Report): void {
  const [first, ...others] = (['exec', 'httpGet', 'tcpSocket', 'grpc'] as const).filter(way => given[way]);
  if (first === undefined && !('sleep' in given)) report(path, 'Required value: must specify a handler type');
  for (const way of others) report(`${path}.${way}`, 'Forbidden: may not specify more than 1 handler type');
  if (first !== 'httpGet' && first !== 'tcpSocket') return;
  portReference(given[first]?.port ?? 0, `${path}.${first}.port`, report);
}

function probed(given: Probe | undefined, path: string, once: boolean, report: Report): void {
  if (!given) return;
  handler(given, path, report);
  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) notNegative(given[field], `${path}.${field}`, report);
  if (once && given.successThreshold !== 1) report(`${path}.successThreshold`, `Invalid value: ${given.successThreshold}: must be 1`);
}

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/;

function resources({ resources: given }: Container, path: string, report: Report): void {
  const read = (side: 'requests' | 'limits', key: string) => {
    const value = given?.[side]?.[key];
    if (value === undefined) return undefined;
    const at = `${path}.resources.${side}[${key}]`;
    if (!standard.test(key)) for (const words of [...(key.includes('.') ? [] : ['must be a standard resource type or fully qualified']), 'must be a standard resource for containers']) report(at, `Invalid value: "${key}": ${words}`);
    const amount = value === null ? 0n : parseQuantity(value);
    if (amount === undefined) report(at, `Invalid value: "${value}": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`);
    else if (amount < 0n) report(at, `Invalid value: "${value}": must be greater than or equal to 0`);
    return amount;
  };
  for (const key of new Set([...Object.keys(given?.limits ?? {}), ...Object.keys(given?.requests ?? {})])) {
    const [limit, request] = [read('limits', key), read('requests', key)];
    if (request !== undefined && limit !== undefined && request > limit) report(`${path}.resources.requests`, `Invalid value: "${given?.requests?.[key]}": must be less than or equal to ${key} limit of ${given?.limits?.[key] ?? 0}`);
  }
}

/** The number of a user or a group. */
export function user(context: { readonly runAsUser?: number; readonly runAsGroup?: number; readonly fsGroup?: number } | undefined, path: string, report: Report): void {
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) {
    const id = context?.[field];
    if (id !== undefined && (id < 0 || id > 2_147_483_647)) report(`${path}.${field}`, `Invalid value: ${id}: must be between 0 and 2147483647, inclusive`);
  }
}
