import type { EndpointSlice } from '../cluster/controllers/service';
import type { Job } from '../cluster/controllers/job';
import type { KubeEvent } from '../cluster/events';
import type { Autoscaler } from '../cluster/controllers/autoscaler';
import type { DisruptionBudget } from '../cluster/controllers/disruption-budget';
import type { Database } from '../cluster/controllers/cnpg';
import type { ControllerRevision } from '../cluster/controllers/revisions';
import type { StatefulSet } from '../cluster/controllers/statefulset';
import { controllerOf, groupOf, type Condition, type Deployment, type KubeObject, type LabelSelector, type PodSpec, type ReplicaSet, type Service } from '../cluster/object';
import type { Claim, StorageClass } from '../cluster/storage';
import { selectorText } from '../../analysis/kubernetes/selector';
import { humanDuration, type Time } from '../time';
import { podCells, podColumns } from './pod-columns';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly format: string;
  readonly description: string;
  /** Columns of priority 1 show with `-o wide`. */
  readonly priority: number;
}

export interface Printer {
  readonly columns: readonly Column[];
  cells(object: KubeObject, now: Time): readonly (string | number)[];
}

/** `Name`, `Ready`…; a star marks a column of `-o wide`, a hash one of whole numbers, a question mark one that is true or false. */
export function columns(...names: readonly string[]): Column[] {
  return names.map(marked => {
    const name = marked.replace(/[*#?]/g, '');
    return { name, type: marked.includes('#') ? 'integer' : marked.includes('?') ? 'boolean' : 'string', format: name === 'Name' ? 'name' : '', description: name, priority: marked.includes('*') ? 1 : 0 };
  });
}

const age = ({ metadata }: KubeObject, now: Time) => humanDuration(now - metadata.creationTimestamp);
const count = (map: unknown) => Object.keys((map ?? {}) as object).length;
const containers = (spec: PodSpec | undefined) => (spec?.containers ?? []).map(({ name }) => name).join(',');
const images = (spec: PodSpec | undefined) => (spec?.containers ?? []).map(({ image }) => image).join(',');
const printer = <T extends KubeObject>(names: readonly string[], cells: (object: T, now: Time) => readonly (string | number)[]): Printer => ({ columns: columns(...names), cells: (object, now) => cells(object as T, now) });

/** The columns of each kind as the API server prints them (k8s.io/kubernetes, `printers/internalversion`). */
export const printers: Readonly<Record<string, Printer>> = {
  Pod: { columns: podColumns, cells: podCells },
  Deployment: printer<Deployment>(['Name', 'Ready', 'Up-to-date', 'Available', 'Age', 'Containers*', 'Images*', 'Selector*'], (d, now) => [d.metadata.name, `${d.status.readyReplicas ?? 0}/${d.spec.replicas}`, d.status.updatedReplicas ?? 0, d.status.availableReplicas ?? 0, age(d, now), containers(d.spec.template.spec), images(d.spec.template.spec), selectorText(d.spec.selector)]),
  ReplicaSet: printer<ReplicaSet>(['Name', 'Desired#', 'Current#', 'Ready#', 'Age', 'Containers*', 'Images*', 'Selector*'], (r, now) => [r.metadata.name, r.spec.replicas, r.status.replicas, r.status.readyReplicas ?? 0, age(r, now), containers(r.spec.template.spec), images(r.spec.template.spec), selectorText(r.spec.selector)]),
  Service: printer<Service>(['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector*'], (s, now) => [s.metadata.name, s.spec.type, s.spec.clusterIP ?? '<none>', externalIp(s), servicePorts(s) || '<none>', age(s, now), selectorText({ matchLabels: s.spec.selector ?? {} })]),
  ConfigMap: printer(['Name', 'Data', 'Age'], (o, now) => [o.metadata.name, count(o['data']) + count(o['binaryData']), age(o, now)]),
  Secret: printer(['Name', 'Type', 'Data', 'Age'], (o, now) => [o.metadata.name, String(o['type'] ?? ''), count(o['data']), age(o, now)]),
  Event: printer<KubeEvent>(['Last Seen', 'Type', 'Reason', 'Object', 'Subobject*', 'Source*', 'Message', 'First Seen*', 'Count*', 'Name*'], (e, now) => [humanDuration(now - e.lastTimestamp), e.type, e.reason, `${e.involvedObject.kind.toLowerCase()}/${e.involvedObject.name}`, e.involvedObject.fieldPath ?? '', [e.source.component, e.source.host].filter(Boolean).join(', '), e.message.trim(), humanDuration(now - e.firstTimestamp), e.count, e.metadata.name]),
  Namespace: printer(['Name', 'Status', 'Age'], (o, now) => [o.metadata.name, String((o['status'] as { phase?: string } | undefined)?.phase ?? ''), age(o, now)]),
  ServiceAccount: printer(['Name', 'Secrets', 'Age'], (o, now) => [o.metadata.name, 0, age(o, now)]),
  ResourceQuota: printer(['Name', 'Request', 'Limit', 'Age'], (o, now) => [o.metadata.name, quota(o, key => !key.startsWith('limits.')), quota(o, key => key.startsWith('limits.')), age(o, now)]),
  Endpoints: printer(['Name', 'Endpoints', 'Age'], (o, now) => [o.metadata.name, endpoints(o), age(o, now)]),
  EndpointSlice: printer<EndpointSlice>(['Name', 'AddressType', 'Ports', 'Endpoints', 'Age'], (o, now) => [o.metadata.name, o.addressType, o.ports.map(({ port }) => port).join(',') || '<unset>', shortList(o.endpoints.map(({ addresses }) => addresses[0] ?? '')) || '<unset>', age(o, now)]),
  HorizontalPodAutoscaler: printer<Autoscaler>(['Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'], (o, now) => [o.metadata.name, `${o.spec.scaleTargetRef.kind}/${o.spec.scaleTargetRef.name}`, targetsText(o), String(o.spec.minReplicas ?? 1), o.spec.maxReplicas, o.status?.currentReplicas ?? 0, age(o, now)]),
  Cluster: printer<Database>(['Name', 'Age', 'Instances#', 'Ready#', 'Status', 'Primary'], (o, now) => [o.metadata.name, age(o, now), o.status?.instances ?? '', o.status?.readyInstances ?? '', o.status?.phase ?? '', o.status?.currentPrimary ?? '']),
  StatefulSet: printer<StatefulSet>(['Name', 'Ready', 'Age', 'Containers*', 'Images*'], (o, now) => [o.metadata.name, `${o.status.readyReplicas ?? 0}/${o.spec.replicas}`, age(o, now), containers(o.spec.template.spec), images(o.spec.template.spec)]),
  ControllerRevision: printer<ControllerRevision>(['Name', 'Controller', 'Revision', 'Age'], (o, now) => [o.metadata.name, controllerText(o), o.revision, age(o, now)]),
  PersistentVolumeClaim: printer<Claim>(['Name', 'Status', 'Volume', 'Capacity', 'Access Modes', 'StorageClass', 'VolumeAttributesClass', 'Age', 'VolumeMode*'], (o, now) => {
    const { spec, status, metadata } = o;
    return [metadata.name, metadata.deletionTimestamp === undefined ? status.phase : 'Terminating', spec.volumeName ?? '', status.capacity?.['storage'] ?? '', (status.accessModes ?? []).map(mode => modes[mode] ?? mode).join(','), spec.storageClassName ?? '', '<unset>', age(o, now), spec.volumeMode ?? '<unset>'];
  }),
  StorageClass: printer<StorageClass>(['Name', 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', 'Age'], (o, now) => [`${o.metadata.name}${o.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ? ' (default)' : ''}`, o.provisioner, o.reclaimPolicy, o.volumeBindingMode, String(o.allowVolumeExpansion), age(o, now)]),
  Job: printer<Job>(['Name', 'Status', 'Completions', 'Duration', 'Age', 'Containers*', 'Images*', 'Selector*'], (j, now) => [j.metadata.name, jobStatus(j), `${j.status.succeeded ?? 0}/${j.spec.completions ?? 1}`, j.status.startTime === undefined ? '' : humanDuration((j.status.completionTime ?? now) - j.status.startTime), age(j, now), containers(j.spec.template.spec), images(j.spec.template.spec), selectorText(j.spec.selector)]),
  CronJob: printer(['Name', 'Schedule', 'Timezone', 'Suspend?', 'Active#', 'Last Schedule', 'Age', 'Containers*', 'Images*', 'Selector*'], (o, now) => {
    const { spec, status = {} } = o as unknown as { spec: { schedule: string; timeZone?: string; suspend?: boolean; jobTemplate: { spec: { template: { spec: PodSpec } } } }; status?: { active?: unknown[]; lastScheduleTime?: Time } };
    return [o.metadata.name, spec.schedule, spec.timeZone ?? '<none>', spec.suspend ? 'True' : 'False', status.active?.length ?? 0, status.lastScheduleTime === undefined ? '<none>' : humanDuration(now - status.lastScheduleTime), age(o, now), containers(spec.jobTemplate.spec.template.spec), images(spec.jobTemplate.spec.template.spec), '<none>'];
  }),
  Ingress: printer(['Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age'], (o, now) => {
    const { spec = {}, status = {} } = o as unknown as { spec?: { ingressClassName?: string; rules?: { host?: string }[]; tls?: unknown[] }; status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } } };
    return [o.metadata.name, spec.ingressClassName ?? '<none>', shortList((spec.rules ?? []).map(({ host }) => host ?? '*')) || '*', (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '').sort().join(','), spec.tls?.length ? '80, 443' : '80', age(o, now)];
  }),
  PodDisruptionBudget: printer<DisruptionBudget>(['Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions#', 'Age'], (o, now) => [o.metadata.name, String(o.spec.minAvailable ?? 'N/A'), String(o.spec.maxUnavailable ?? 'N/A'), o.status.disruptionsAllowed, age(o, now)]),
  ServiceMonitor: printer(['Name', 'Age'], (o, now) => [o.metadata.name, age(o, now)]),
  PodMonitor: printer(['Name', 'Age'], (o, now) => [o.metadata.name, age(o, now)]),
  PrometheusRule: printer(['Name', 'Age'], (o, now) => [o.metadata.name, age(o, now)]),
  PolicyReport: printer(['Name', 'Kind', 'Name', 'Pass#', 'Fail#', 'Warn#', 'Error#', 'Skip#', 'Age'], (o, now) => {
    const { scope, summary } = o as unknown as { scope: { kind: string; name: string }; summary: Record<'pass' | 'fail' | 'warn' | 'error' | 'skip', number> };
    return [o.metadata.name, scope.kind, scope.name, summary.pass, summary.fail, summary.warn, summary.error, summary.skip, age(o, now)];
  }),
  SopsSecret: printer(['Name', 'Status'], o => [o.metadata.name, (o['status'] as { message?: string } | undefined)?.message ?? '']),
  VaultStaticSecret: printer(['Name', 'Synced', 'Healthy', 'Ready', 'Age'], (o, now) => [o.metadata.name, condition(o, 'SecretSynced'), condition(o, 'Healthy'), condition(o, 'Ready'), age(o, now)]),
  VaultAuth: printer(['Name', 'Healthy', 'Ready', 'Age'], (o, now) => [o.metadata.name, condition(o, 'Healthy'), condition(o, 'Ready'), age(o, now)]),
  VaultConnection: printer(['Name', 'Healthy', 'Ready', 'Age'], (o, now) => [o.metadata.name, condition(o, 'Healthy'), condition(o, 'Ready'), age(o, now)]),
  Application: printer(['Name', 'Sync Status', 'Health Status', 'Revision*', 'Project*'], o => {
    const { spec, status } = o as unknown as { spec: { project: string }; status: { sync: { status: string; revision?: string }; health: { status: string } } };
    return [o.metadata.name, status.sync.status, status.health.status, status.sync.revision ?? '', spec.project];
  }),
  NetworkPolicy: printer(['Name', 'Pod-Selector', 'Age'], (o, now) => [o.metadata.name, selectorText((o['spec'] as { podSelector?: LabelSelector } | undefined)?.podSelector), age(o, now)]),
};

function condition(object: KubeObject, type: string): string {
  return (object['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions?.find(one => one.type === type)?.status ?? '';
}

const modes: Readonly<Record<string, string>> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };

/** Of each metric, what is and what is wanted; two, and how many more. */
function targetsText({ spec, status }: Autoscaler): string {
  const texts = (spec.metrics ?? []).map(metric => {
    const asked = metric.resource ?? metric.containerResource;
    if (!asked) return unmeasured(metric);
    const read = status?.currentMetrics?.map(one => (one.type === 'Resource' ? one.resource : one.containerResource)).find(one => one.name === asked.name && one.container === asked.container)?.current;
    const { averageUtilization: goal, averageValue } = asked.target;
    return `${asked.name}: ${goal === undefined ? `${read?.averageValue ?? '<unknown>'}/${averageValue ?? ''}` : `${read?.averageUtilization === undefined ? '<unknown>' : `${read.averageUtilization}%`}/${goal}%`}`;
  });
  return texts.length === 0 ? '<none>' : texts.length > 2 ? `${texts.slice(0, 2).join(', ')} + ${texts.length - 2} more...` : texts.join(', ');
}

/** A metric that nobody gathers says what is wanted, and not its name. */
function unmeasured({ pods, object, external }: NonNullable<Autoscaler['spec']['metrics']>[number]): string {
  const { averageValue, value } = (pods ?? object ?? external)?.target ?? {};
  return `<unknown>/${averageValue ?? value ?? ''}${averageValue !== undefined && !pods ? ' (avg)' : ''}`;
}

function controllerText(object: KubeObject): string {
  const owner = controllerOf(object);
  return owner ? `${owner.kind.toLowerCase()}.${groupOf(owner.apiVersion)}/${owner.name}` : '<none>';
}

function externalIp({ spec }: Service): string {
  return spec.type === 'LoadBalancer' ? '<pending>' : ((spec as { externalName?: string }).externalName ?? '<none>');
}

function servicePorts({ spec }: Service): string {
  return (spec.ports ?? []).map(({ port, nodePort, protocol }) => (nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`)).join(',');
}

function quota(object: KubeObject, test: (key: string) => boolean): string {
  const { hard = {}, used = {} } = (object['status'] ?? {}) as { hard?: Record<string, unknown>; used?: Record<string, unknown> };
  return Object.keys(hard).filter(test).sort().map(key => `${key}: ${String(used[key] ?? '0')}/${String(hard[key])}`).join(', ');
}

function endpoints(object: KubeObject): string {
  const subsets = (object['subsets'] ?? []) as { addresses?: { ip: string }[]; ports?: { port: number }[] }[];
  return shortList(subsets.flatMap(({ addresses = [], ports = [] }) => (ports.length > 0 ? ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)) : addresses.map(({ ip }) => ip)))) || '<none>';
}

/** Three, and how many more. */
function shortList(list: readonly string[]): string {
  return list.length > 3 ? `${list.slice(0, 3).join(',')} + ${list.length - 3} more...` : list.join(',');
}

function jobStatus({ status }: Job): string {
  const is = (type: string) => status.conditions?.some(condition => condition.type === type && condition.status === 'True');
  return is('Complete') ? 'Complete' : is('Failed') ? 'Failed' : is('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : is('FailureTarget') ? 'FailureTarget' : 'Running';
}
