import { canonicalQuantity } from '../../../analysis/quantity';
import type { Container, EnvVar, PodSpec, Probe, Quantities, Volume } from '../object';

/** The specification of a pod, or of a template for some, as the API server keeps it (k8s.io/kubernetes, `pkg/apis/core/v1/defaults.go` and the admission of accounts). */
export function podSpec(spec: PodSpec, inTemplate = false): PodSpec {
  const account = spec.serviceAccountName ?? (inTemplate ? undefined : 'default');
  return {
    restartPolicy: 'Always', terminationGracePeriodSeconds: 30, securityContext: {},
    ...{ dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler' },
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
    ...(inTemplate ? {} : { enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority', priority: 0 }),
    ...spec,
    containers: (spec.containers ?? []).map(one => containerOf(one, inTemplate)),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(one => containerOf(one, inTemplate)) } : {}),
    ...(spec.volumes ? { volumes: spec.volumes.map(volume) } : {}),
  };
}

function containerOf(container: Container, inTemplate: boolean): Container {
  const { image = '', ports, env, resources, livenessProbe, readinessProbe, startupProbe } = container;
  // An image without a version is `latest`, which a digest does not change when it is written.
  const latest = /:latest(@|$)/.test(image) || !/[@]|:[^/]+$/.test(image);
  return {
    ...{ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    ...container,
    ...(ports ? { ports: ports.map(port => ({ protocol: 'TCP', ...port })) } : {}),
    ...(env ? { env: env.map(variable) } : {}),
    resources: resourcesOf(resources ?? {}, inTemplate),
    ...(livenessProbe ? { livenessProbe: probe(livenessProbe) } : {}),
    ...(readinessProbe ? { readinessProbe: probe(readinessProbe) } : {}),
    ...(startupProbe ? { startupProbe: probe(startupProbe) } : {}),
  };
}

function variable(given: EnvVar): EnvVar {
  const { valueFrom } = given;
  return valueFrom?.fieldRef ? { ...given, valueFrom: { ...valueFrom, fieldRef: { ...{ apiVersion: 'v1' }, ...valueFrom.fieldRef } } } : given;
}

/** Of a pod, a limit without a request is taken as the request. */
function resourcesOf({ limits, requests, ...rest }: NonNullable<Container['resources']>, inTemplate: boolean): NonNullable<Container['resources']> {
  const asked = limits && !inTemplate ? { ...limits, ...requests } : requests;
  return { ...rest, ...(limits ? { limits: canonical(limits) } : {}), ...(asked ? { requests: canonical(asked) } : {}) };
}

function canonical(quantities: Quantities): Quantities {
  return Object.fromEntries(Object.entries(quantities).map(([key, value]) => [key, value === null ? '0' : canonicalQuantity(value)]));
}

function probe(given: Probe): Probe {
  const { httpGet, grpc } = given;
  return { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1, ...given, ...(httpGet ? { httpGet: { path: '/', scheme: 'HTTP', ...httpGet } } : {}), ...(grpc ? { grpc: { ...{ service: '' }, ...grpc } } : {}) };
}

/** Files are readable by all when nothing else is said; a volume that says nothing is an empty folder. */
function volume(given: Volume): Volume {
  const { configMap, secret } = given;
  if (Object.keys(given).length === 1) return { ...given, emptyDir: {} };
  return { ...given, ...(configMap ? { configMap: { ...{ defaultMode: 420 }, ...configMap } } : {}), ...(secret ? { secret: { ...{ defaultMode: 420 }, ...secret } } : {}) };
}
