import { fnv32 } from '../../chance';
import { toBase64 } from '../base64';
import type { Container, KubeObject, PodSpec, Probe, Quantities, Service, ServicePort } from '../object';
import { defaultClass } from '../storage';

/** An object with the values the API server writes where none is given (k8s.io/kubernetes, `defaults.go` of each group). */
export function defaulted<T extends KubeObject>(object: T): T {
  const spec = (object['spec'] ?? {}) as Record<string, unknown>;
  switch (object.kind) {
    case 'Pod': return { ...object, spec: podSpec(spec as unknown as PodSpec), status: object['status'] ?? { phase: 'Pending' } };
    case 'ReplicaSet': return { ...object, spec: { replicas: 1, ...spec, template: template(spec['template']) }, status: object['status'] ?? { replicas: 0 } };
    case 'Deployment': return { ...object, spec: { replicas: 1, progressDeadlineSeconds: 600, revisionHistoryLimit: 10, ...spec, strategy: strategy(spec['strategy']), template: template(spec['template']) }, status: object['status'] ?? {} };
    // Without a metric, the processor at 80 %.
    case 'HorizontalPodAutoscaler': return { ...object, spec: { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }], ...spec } };
    case 'StatefulSet': return { ...object, spec: statefulSetSpec(spec), status: object['status'] ?? { replicas: 0 } };
    case 'Job': return { ...object, spec: jobSpec(spec), status: object['status'] ?? {} };
    case 'CronJob': return { ...object, spec: { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false, ...spec, jobTemplate: { ...(spec['jobTemplate'] as object), spec: jobSpec((spec['jobTemplate'] as { spec?: object } | undefined)?.spec ?? {}) } }, status: object['status'] ?? {} };
    case 'Service': return { ...object, spec: serviceSpec(object as unknown as Service), status: { loadBalancer: {} } };
    case 'Secret': return secret(object);
    case 'VaultStaticSecret': return { ...object, spec: { hmacSecretData: true, ...spec, destination: { create: false, overwrite: false, ...(spec['destination'] as object | undefined) } } };
    case 'Ingress': return { ...object, status: object['status'] ?? { loadBalancer: {} } };
    case 'PersistentVolumeClaim': return claim(object);
    default: return object;
  }
}

function template(value: unknown): unknown {
  const { metadata, spec } = (value ?? {}) as { metadata?: object; spec?: PodSpec };
  return { metadata: { creationTimestamp: null, ...metadata }, spec: podSpec(spec ?? { containers: [] }, true) };
}

function jobSpec(spec: object): object {
  return { backoffLimit: 6, completionMode: 'NonIndexed', completions: 1, parallelism: 1, suspend: false, ...spec, template: template((spec as { template?: unknown }).template) };
}

function strategy(value: unknown): object {
  const { type = 'RollingUpdate', rollingUpdate } = (value ?? {}) as { type?: string; rollingUpdate?: object };
  return type === 'RollingUpdate' ? { type, rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...rollingUpdate } } : { type };
}

function podSpec(spec: PodSpec, inTemplate = false): PodSpec {
  return {
    restartPolicy: 'Always', terminationGracePeriodSeconds: 30, securityContext: {},
    ...{ dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler' },
    ...(inTemplate ? {} : { serviceAccountName: 'default', serviceAccount: spec.serviceAccountName ?? 'default', enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority', priority: 0 }),
    ...spec,
    containers: (spec.containers ?? []).map(containerOf),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(containerOf) } : {}),
  };
}

function containerOf(container: Container): Container {
  const { image = '', ports, resources, livenessProbe, readinessProbe, startupProbe } = container;
  const latest = !/[@]|:[^/]+$/.test(image) || image.endsWith(':latest');
  return {
    ...{ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    ...container,
    ...(ports ? { ports: ports.map(port => ({ protocol: 'TCP', ...port })) } : {}),
    resources: resources?.limits ? { ...resources, requests: requestsOf(resources.limits, resources.requests) } : (resources ?? {}),
    ...(livenessProbe ? { livenessProbe: probe(livenessProbe) } : {}),
    ...(readinessProbe ? { readinessProbe: probe(readinessProbe) } : {}),
    ...(startupProbe ? { startupProbe: probe(startupProbe) } : {}),
  };
}

/** A limit without a request is taken as the request. */
function requestsOf(limits: Quantities, requests: Quantities | undefined): Quantities {
  return { ...limits, ...requests };
}

function probe(given: Probe): Probe {
  return { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1, ...given, ...(given.httpGet ? { httpGet: { path: '/', scheme: 'HTTP', ...given.httpGet } } : {}) };
}

function serviceSpec({ metadata, spec }: Service): Service['spec'] {
  const hash = fnv32(`${metadata.namespace}/${metadata.name}`);
  const address = `172.30.${(hash >>> 8) % 256}.${(hash % 254) + 1}`;
  const type = spec?.type ?? 'ClusterIP';
  const clusterIP = spec?.clusterIP ?? address;
  return {
    ...spec, clusterIP, ...{ clusterIPs: [clusterIP], internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', sessionAffinity: 'None' }, type,
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
