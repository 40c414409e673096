import type { KubeObject } from '../object';

/** The shape a field must have for a controller to read it: Go's decoder refuses anything else. Fields that are not named are not looked at. */
type Shape = 'string' | 'int' | 'bool' | 'intOrString' | 'strings' | 'quantities' | { readonly [field: string]: Shape } | readonly [Shape];

const probe: Shape = { httpGet: { path: 'string', port: 'intOrString', scheme: 'string' }, tcpSocket: { port: 'intOrString' }, exec: { command: ['string'] }, grpc: { port: 'int' }, initialDelaySeconds: 'int', periodSeconds: 'int', timeoutSeconds: 'int', failureThreshold: 'int', successThreshold: 'int' };
const keyRef: Shape = { name: 'string', key: 'string', optional: 'bool' };
const security: Shape = { runAsUser: 'int', runAsNonRoot: 'bool', fsGroup: 'int', readOnlyRootFilesystem: 'bool', allowPrivilegeEscalation: 'bool', privileged: 'bool' };
const container: Shape = {
  name: 'string', image: 'string', imagePullPolicy: 'string', command: ['string'], args: ['string'], workingDir: 'string',
  ports: [{ name: 'string', containerPort: 'int', protocol: 'string' }],
  env: [{ name: 'string', value: 'string', valueFrom: { configMapKeyRef: keyRef, secretKeyRef: keyRef, fieldRef: { fieldPath: 'string' } } }],
  envFrom: [{ prefix: 'string', configMapRef: { name: 'string', optional: 'bool' }, secretRef: { name: 'string', optional: 'bool' } }],
  resources: { requests: 'quantities', limits: 'quantities' },
  livenessProbe: probe, readinessProbe: probe, startupProbe: probe, securityContext: security,
  volumeMounts: [{ name: 'string', mountPath: 'string', readOnly: 'bool' }],
};
const podSpec: Shape = {
  containers: [container], initContainers: [container], restartPolicy: 'string', serviceAccountName: 'string', terminationGracePeriodSeconds: 'int', nodeSelector: 'strings', securityContext: security,
  volumes: [{ name: 'string', configMap: { name: 'string', optional: 'bool' }, secret: { secretName: 'string', optional: 'bool' }, persistentVolumeClaim: { claimName: 'string' }, emptyDir: {}, hostPath: {} }],
  imagePullSecrets: [{ name: 'string' }],
};
const template: Shape = { metadata: { labels: 'strings', annotations: 'strings' }, spec: podSpec };
const selector: Shape = { matchLabels: 'strings', matchExpressions: [{ key: 'string', operator: 'string', values: ['string'] }] };
const jobSpec: Shape = { completions: 'int', parallelism: 'int', backoffLimit: 'int', ttlSecondsAfterFinished: 'int', template };

const kinds: Readonly<Record<string, Shape>> = {
  Pod: { spec: podSpec },
  Deployment: { spec: { replicas: 'int', selector, template, paused: 'bool', minReadySeconds: 'int', revisionHistoryLimit: 'int', progressDeadlineSeconds: 'int', strategy: { type: 'string', rollingUpdate: { maxSurge: 'intOrString', maxUnavailable: 'intOrString' } } } },
  ReplicaSet: { spec: { replicas: 'int', selector, template, minReadySeconds: 'int' } },
  Job: { spec: jobSpec },
  CronJob: { spec: { schedule: 'string', suspend: 'bool', jobTemplate: { spec: jobSpec } } },
  Service: { spec: { type: 'string', selector: 'strings', clusterIP: 'string', ports: [{ name: 'string', port: 'int', targetPort: 'intOrString', protocol: 'string', nodePort: 'int' }] } },
  ConfigMap: { data: 'strings', binaryData: 'strings' },
  Secret: { type: 'string', data: 'strings', stringData: 'strings' },
  Ingress: { spec: { ingressClassName: 'string', rules: [{ host: 'string', http: { paths: [{ path: 'string', pathType: 'string', backend: { service: { name: 'string', port: { name: 'string', number: 'int' } } } }] } }], tls: [{ hosts: ['string'], secretName: 'string' }] } },
  PersistentVolumeClaim: { spec: { storageClassName: 'string', accessModes: ['string'], resources: { requests: 'quantities' } } },
  NetworkPolicy: { spec: { podSelector: selector, policyTypes: ['string'] } },
  ServiceAccount: {},
};

/** Why an object cannot be decoded, in the words of the API server; undefined when it can. */
export function decodeFault(object: KubeObject): string | undefined {
  const fault = check(object.metadata.labels ?? {}, 'strings', 'metadata.labels') ?? check(object.metadata.annotations ?? {}, 'strings', 'metadata.annotations') ?? check(object, kinds[object.kind] ?? {}, '');
  return fault === undefined ? undefined : `${object.kind} in version "${object.apiVersion.split('/').pop()}" cannot be handled as a ${object.kind}: ${fault}`;
}

function check(value: unknown, shape: Shape, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof shape === 'string') return fits(value, shape) ? undefined : mismatch(value, shape, path);
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return mismatch(value, 'list', path);
    return first(value.map((item, index) => () => (item === null ? mismatch(item, 'object', `${path}[${index}]`) : check(item, (shape as readonly [Shape])[0], path))));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return mismatch(value, 'object', path);
  return first(Object.entries(shape).map(([field, inner]) => () => check((value as Record<string, unknown>)[field], inner, path === '' ? field : `${path}.${field}`)));
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const one of checks) {
    const fault = one();
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fits(value: unknown, shape: string): boolean {
  switch (shape) {
    case 'string': return typeof value === 'string';
    case 'bool': return typeof value === 'boolean';
    case 'int': return typeof value === 'number' && Number.isInteger(value);
    case 'intOrString': return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
    case 'strings': return entries(value, inner => typeof inner === 'string');
    default: return entries(value, inner => typeof inner === 'string' || typeof inner === 'number');
  }
}

function entries(value: unknown, test: (inner: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(test);
}

const goTypes: Readonly<Record<string, string>> = { string: 'string', bool: 'bool', int: 'int32', intOrString: 'intstr.IntOrString', strings: 'map[string]string', quantities: 'v1.ResourceList', list: 'slice', object: 'struct' };

function mismatch(value: unknown, wanted: string, path: string): string {
  const found = wanted === 'strings' && typeof value === 'object' && value && !Array.isArray(value) ? (Object.values(value).find(inner => typeof inner !== 'string') as unknown) : value;
  const type = Array.isArray(found) ? 'array' : found === null ? 'null' : typeof found === 'boolean' ? 'bool' : typeof found;
  return `json: cannot unmarshal ${type} into Go struct field .${path} of type ${wanted === 'strings' && typeof value === 'object' && !Array.isArray(value) ? 'string' : (goTypes[wanted] ?? wanted)}`;
}
