import { rememberingEach } from '../../../analysis/remember';
import { fnv32 } from '../../chance';
import { toBase64 } from '../../../analysis/base64';
import type { KubeObject, PodSpec, PodTemplate, Service, ServicePort } from '../object';
import { defaultClass } from '../storage';
import { podSpec } from './defaults-pod';

/** The specification of a pod, made once for all those of a workload: they are made of the same template. */
const ofPod = rememberingEach((spec: PodSpec) => podSpec(spec));

/** An object with the values the API server writes where none is given (k8s.io/kubernetes, `defaults.go` of each group). */
export function defaulted<T extends KubeObject>(object: T): T {
  const spec = (object['spec'] ?? {}) as Record<string, unknown>;
  switch (object.kind) {
    case 'Pod': return { ...object, metadata: { generation: 1, ...object.metadata }, spec: ofPod(spec as unknown as PodSpec), status: object['status'] ?? { phase: 'Pending' } };
    case 'ReplicaSet': return { ...object, spec: { replicas: 1, ...spec, template: template(spec['template']) }, status: object['status'] ?? { replicas: 0 } };
    case 'Deployment': return { ...object, spec: { replicas: 1, progressDeadlineSeconds: 600, revisionHistoryLimit: 10, ...spec, strategy: strategy(spec['strategy']), template: template(spec['template']) }, status: object['status'] ?? {} };
    // Without a metric, the processor at 80 %.
    case 'HorizontalPodAutoscaler': return { ...object, spec: { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }], ...spec } };
    case 'StatefulSet': return { ...object, spec: statefulSetSpec(spec), status: object['status'] ?? { replicas: 0 } };
    case 'Job': return job(object, spec);
    case 'NetworkPolicy': return { ...object, spec: networkPolicy(spec) };
    case 'CronJob': return { ...object, spec: { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false, ...spec, jobTemplate: jobTemplate(spec['jobTemplate']) }, status: object['status'] ?? {} };
    case 'Service': return { ...object, spec: serviceSpec(object as unknown as Service), status: { loadBalancer: {} } };
    case 'Secret': return secret(object);
    case 'VaultStaticSecret': return { ...object, spec: { hmacSecretData: true, ...spec, destination: { create: false, overwrite: false, ...(spec['destination'] as object | undefined) } } };
    case 'Ingress': return { ...object, status: object['status'] ?? { loadBalancer: {} } };
    case 'PodDisruptionBudget': return { ...object, spec, status: object['status'] ?? { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 } };
    case 'PersistentVolumeClaim': return claim(object);
    default: return object;
  }
}

function template(value: unknown): unknown {
  const { metadata, spec } = (value ?? {}) as { metadata?: object; spec?: PodSpec };
  return { metadata: { creationTimestamp: null, ...metadata }, spec: podSpec(spec ?? { containers: [] }, true) };
}

/** A Job without labels of its own has those of its pods. */
function job<T extends KubeObject>(object: T, spec: Record<string, unknown>): T {
  const made = jobSpec(spec, object);
  return { ...object, metadata: { labels: (made['template'] as PodTemplate).metadata?.labels, ...object.metadata }, spec: made, status: object['status'] ?? {} };
}

/** A Job selects its pods by its own identifier, which it writes on them. One that says how many run at once and not how many must end is done when one is. */
function jobSpec(spec: Record<string, unknown>, { metadata }: KubeObject): Record<string, unknown> {
  const own = { 'batch.kubernetes.io/controller-uid': metadata.uid };
  const labels = { ...own, 'batch.kubernetes.io/job-name': metadata.name, 'controller-uid': metadata.uid, 'job-name': metadata.name };
  const made = template(spec['template']) as PodTemplate;
  const counts = spec['completions'] === undefined && spec['parallelism'] === undefined ? { completions: 1, parallelism: 1 } : { parallelism: 1 };
  return { backoffLimit: 6, completionMode: 'NonIndexed', ...counts, manualSelector: false, podReplacementPolicy: 'TerminatingOrFailed', selector: { matchLabels: own }, suspend: false, ...spec, template: { ...made, metadata: { ...made.metadata, labels: { ...made.metadata?.labels, ...labels } } } };
}

/** The Jobs to come are given the rest when they are made. */
function jobTemplate(value: unknown): object {
  const { metadata, spec } = (value ?? {}) as { metadata?: object; spec?: { template?: unknown } };
  return { metadata: { creationTimestamp: null, ...metadata }, spec: { ...spec, template: template(spec?.template) } };
}

/** A policy is of incoming traffic, and of outgoing too when it has rules for it. */
function networkPolicy(spec: Record<string, unknown>): object {
  const tcp = (rules: unknown) => (rules as readonly { ports?: readonly object[] }[]).map(rule => ({ ...rule, ...(rule.ports ? { ports: rule.ports.map(port => ({ protocol: 'TCP', ...port })) } : {}) }));
  return { ...spec, policyTypes: spec['policyTypes'] ?? ['Ingress', ...(spec['egress'] ? ['Egress'] : [])], ...(Array.isArray(spec['ingress']) ? { ingress: tcp(spec['ingress']) } : {}), ...(Array.isArray(spec['egress']) ? { egress: tcp(spec['egress']) } : {}) };
}

function strategy(value: unknown): object {
  const { type = 'RollingUpdate', rollingUpdate } = (value ?? {}) as { type?: string; rollingUpdate?: object };
  return type === 'RollingUpdate' ? { type, rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...rollingUpdate } } : { type, ...(rollingUpdate ? { rollingUpdate } : {}) };
}

function serviceSpec({ metadata, spec }: Service): Service['spec'] {
  const hash = fnv32(`${metadata.namespace}/${metadata.name}`);
  const address = `172.30.${(hash >>> 8) % 256}.${(hash % 254) + 1}`;
  const type = spec?.type ?? 'ClusterIP';
  const clusterIP = spec?.clusterIP ?? address;
  const affinity = (spec as { sessionAffinity?: string } | undefined)?.sessionAffinity === 'ClientIP' ? { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } } : { sessionAffinity: 'None' };
  // A name elsewhere has neither address nor ports of its own.
  if (type === 'ExternalName') return { ...affinity, ...spec, type };
  const outside = type === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Cluster', ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}) };
  return {
    ...{ clusterIPs: [clusterIP], internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ...affinity, ...outside }, ...spec, clusterIP, type,
    ports: (spec?.ports ?? []).map((port): ServicePort => ({ ...port, protocol: port.protocol ?? 'TCP', targetPort: port.targetPort ?? port.port, ...(type === 'NodePort' || type === 'LoadBalancer' ? { nodePort: port.nodePort ?? 30_000 + (hash % 2768) } : {}) })),
  };
}

/** A claim that names no class is given the default one; an empty name asks for none. */
function claim<T extends KubeObject>(object: T): T {
  return { ...object, metadata: { ...object.metadata, finalizers: ['kubernetes.io/pvc-protection'] }, spec: { volumeMode: 'Filesystem', storageClassName: defaultClass, ...(object['spec'] as object | undefined) }, status: object['status'] ?? { phase: 'Pending' } };
}

function statefulSetSpec(spec: Record<string, unknown>): object {
  const { type = 'RollingUpdate', rollingUpdate } = (spec['updateStrategy'] ?? {}) as { type?: string; rollingUpdate?: object };
  const claims = (spec['volumeClaimTemplates'] as readonly { spec?: object }[] | undefined)?.map(one => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...one, spec: { volumeMode: 'Filesystem', ...one.spec }, status: { phase: 'Pending' } }));
  return {
    replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10, serviceName: '', persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' }, ...spec,
    updateStrategy: type === 'RollingUpdate' ? { type, rollingUpdate: { partition: 0, ...rollingUpdate } } : { type },
    template: template(spec['template']), ...(claims ? { volumeClaimTemplates: claims } : {}),
  };
}

/** `stringData` is written into `data`, in base64, and never read back. */
function secret<T extends KubeObject>(object: T): T {
  const { stringData, ...rest } = object as T & { stringData?: Record<string, string> };
  const encoded = Object.fromEntries(Object.entries(stringData ?? {}).map(([key, value]) => [key, toBase64(value)]));
  return { ...rest, type: rest['type'] ?? 'Opaque', data: { ...(rest['data'] as object | undefined), ...encoded } } as unknown as T;
}
