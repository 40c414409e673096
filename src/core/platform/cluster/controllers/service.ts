import { isTrue } from '../conditions';
import type { KubeObject, Pod, Service } from '../object';
import type { Work } from '../work';
import { newMetadata, ownedBy } from './names';

export interface EndpointSlice extends KubeObject {
  readonly addressType: string;
  readonly endpoints: readonly { readonly addresses: readonly string[]; readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean }; readonly targetRef: object; readonly nodeName: string }[];
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

/** Follows a Service to the pods it selects: its Endpoints and EndpointSlice say who answers, and who is not ready (k8s.io/kubernetes, endpoint controllers). */
export function syncService(work: Work, namespace: string, name: string): void {
  const service = work.find<Service>({ group: '', kind: 'Service', namespace, name });
  if (service?.metadata.deletionTimestamp !== undefined) return;
  const slice = work.draft.list<EndpointSlice>('discovery.k8s.io', 'EndpointSlice', namespace).find(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
  const endpoints = work.find({ group: '', kind: 'Endpoints', namespace, name });
  if (!service?.spec.selector || Object.keys(service.spec.selector).length === 0) {
    if (slice) work.remove(slice);
    if (endpoints) work.remove(endpoints);
    return;
  }
  const selector = Object.entries(service.spec.selector);
  const pods = work.draft.list<Pod>('', 'Pod', namespace).filter(pod => pod.status.podIP !== undefined && pod.status.phase === 'Running' && selector.every(([key, value]) => pod.metadata.labels?.[key] === value)).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const ports = (service.spec.ports ?? []).map(({ name: portName = '', targetPort, protocol }) => ({ portName, protocol, of: (pod: Pod) => targetOf(pod, targetPort) }));
  writeSlice(work, service, slice, pods, ports);
  writeEndpoints(work, service, endpoints, pods, ports);
}

/** The port of a pod a service leads to: a number, or a name the pod gives to one of its ports. */
function targetOf(pod: Pod, target: number | string): number | undefined {
  if (typeof target === 'number') return target;
  for (const { ports } of pod.spec.containers) {
    const port = ports?.find(({ name }) => name === target);
    if (port) return port.containerPort;
  }
  return undefined;
}

interface Port {
  readonly portName: string;
  readonly protocol: string;
  of(pod: Pod): number | undefined;
}

const isReady = (pod: Pod) => isTrue(pod.status.conditions, 'Ready') && pod.metadata.deletionTimestamp === undefined;
const targetRef = (pod: Pod) => ({ kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, uid: pod.metadata.uid });

function resolved(ports: readonly Port[], pods: readonly Pod[]) {
  return ports.flatMap(({ portName, protocol, of }) => {
    const port = pods.map(of).find(found => found !== undefined);
    return port === undefined ? [] : [{ name: portName, port, protocol }];
  });
}

function writeSlice(work: Work, service: Service, known: EndpointSlice | undefined, pods: readonly Pod[], ports: readonly Port[]): void {
  const { name, namespace } = service.metadata;
  const labels = { ...service.metadata.labels, 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'kubernetes.io/service-name': name };
  work.put<EndpointSlice>({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: known ? { ...known.metadata, labels } : newMetadata(work, `${name}-${work.chance.suffix()}`, namespace, { generateName: `${name}-`, generation: 1, labels, ownerReferences: [ownedBy(service)] }),
    addressType: 'IPv4',
    endpoints: pods.map(pod => {
      const terminating = pod.metadata.deletionTimestamp !== undefined;
      return { addresses: [pod.status.podIP ?? ''], conditions: { ready: isReady(pod), serving: isTrue(pod.status.conditions, 'Ready'), terminating }, targetRef: targetRef(pod), nodeName: pod.spec.nodeName ?? '' };
    }),
    ports: resolved(ports, pods),
  });
}

function writeEndpoints(work: Work, service: Service, known: KubeObject | undefined, pods: readonly Pod[], ports: readonly Port[]): void {
  const { name, namespace, labels } = service.metadata;
  const addresses = (of: readonly Pod[]) => of.map(pod => ({ ip: pod.status.podIP, nodeName: pod.spec.nodeName, targetRef: targetRef(pod) }));
  const ready = pods.filter(isReady);
  const notReady = pods.filter(pod => !isReady(pod) && pod.metadata.deletionTimestamp === undefined);
  const subset = { ...(ready.length > 0 ? { addresses: addresses(ready) } : {}), ...(notReady.length > 0 ? { notReadyAddresses: addresses(notReady) } : {}), ports: resolved(ports, pods).map(({ name: portName, ...port }) => (portName ? { name: portName, ...port } : port)) };
  work.put({ apiVersion: 'v1', kind: 'Endpoints', metadata: known?.metadata ?? newMetadata(work, name, namespace, labels ? { labels } : {}), ...(ready.length + notReady.length > 0 ? { subsets: [subset] } : {}) });
}
