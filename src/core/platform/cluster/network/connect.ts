import { isTrue } from '../conditions';
import type { Pod, Service } from '../object';
import { find, list, type Objects } from '../store';
import { endOf, namesOf, refusals, type End } from './policy';

/** What becomes of a connection, in the codes of the system, with who refuses it when policies do. */
export type Connection = { readonly ok: true } | { readonly ok: false; readonly code: 'ENOTFOUND' | 'EAI_AGAIN' | 'ECONNREFUSED' | 'ETIMEDOUT'; readonly policies?: readonly string[] };

/** An address as programs are given it: `host:port`, a URL, a JDBC one. Undefined when it is none. */
export function addressIn(text: string, port?: number): { readonly host: string; readonly port: number } | undefined {
  const match = /^(?:[a-z][a-z0-9+.:-]*:\/\/)?(?:[^@/\s]*@)?([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::(\d+))?(?:[/?].*)?$/.exec(text.trim());
  const given = match?.[3] === undefined ? (port ?? defaultPorts[/^(?:jdbc:)?([a-z]+)/.exec(text)?.[1] ?? '']) : Number(match[3]);
  return match?.[1] === undefined || given === undefined ? undefined : { host: match[1], port: given };
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, postgres: 5432, postgresql: 5432, mysql: 3306, redis: 6379, amqp: 5672, mongodb: 27017 };

/** The name server of a cluster: where egress has to be let to for any name to be found. */
const nameServer: End = { namespace: 'openshift-dns', namespaceLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' }, labels: { 'dns.operator.openshift.io/daemonset-dns': 'default', 'k8s-app': 'kube-dns' } };

/** What a pod meets when it opens a connection: the name, the Service and its pods, what policies let through, and whether someone listens. What is outside the cluster is taken to answer. */
export function connect(objects: Objects, pod: Pod, host: string, port: number, listens: (target: Pod, port: number) => boolean): Connection {
  const from = endOf(objects, pod);
  if (refusals(objects, 'Egress', from, nameServer, [53, 5353]).length > 0) return { ok: false, code: 'EAI_AGAIN', policies: refusals(objects, 'Egress', from, nameServer, [53, 5353]).map(({ metadata }) => metadata.name) };
  const found = resolve(objects, from.namespace, host);
  if (found === 'outside') return { ok: true };
  if (!found) return { ok: false, code: 'ENOTFOUND' };
  const { service, hostname } = found;
  const headless = service.spec.clusterIP === 'None';
  const asked = headless ? { targetPort: port } : service.spec.ports?.find(one => one.port === port);
  if (!asked) return { ok: false, code: 'ETIMEDOUT' };
  const targets = podsOf(objects, service).filter(one => isTrue(one.status.conditions, 'Ready') && (hostname === undefined || one.metadata.name === hostname));
  const [target] = targets;
  if (!target) return { ok: false, code: headless ? 'ENOTFOUND' : 'ECONNREFUSED' };
  const reached = portOf(target, asked.targetPort);
  if (reached === undefined) return { ok: false, code: 'ECONNREFUSED' };
  const to = endOf(objects, target);
  const names = namesOf(target, reached);
  const stopped = [...refusals(objects, 'Egress', from, to, names), ...refusals(objects, 'Ingress', to, from, names)];
  if (stopped.length > 0) return { ok: false, code: 'ETIMEDOUT', policies: [...new Set(stopped.map(({ metadata }) => metadata.name))] };
  return listens(target, reached) ? { ok: true } : { ok: false, code: 'ECONNREFUSED' };
}

/** The pods that a Service selects, whatever their state. */
export function podsOf(objects: Objects, { metadata, spec }: Service): Pod[] {
  const selector = Object.entries(spec.selector ?? {});
  return selector.length === 0 ? [] : (list(objects, '', 'Pod', metadata.namespace) as Pod[]).filter(pod => selector.every(([key, value]) => pod.metadata.labels?.[key] === value));
}

export function portOf(pod: Pod, target: number | string): number | undefined {
  return typeof target === 'number' ? target : pod.spec.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === target)?.containerPort;
}

/** `svc`, `svc.namespace`, `pod.svc`, with or without `.svc.cluster.local`. */
function resolve(objects: Objects, own: string, host: string): { readonly service: Service; readonly hostname?: string } | 'outside' | undefined {
  const labels = host.replace(/\.$/, '').replace(/\.svc(\.cluster\.local)?$/, '').split('.');
  const service = (name = '', namespace = own) => {
    const known = find(objects, { group: '', kind: 'Service', namespace, name }) as Service | undefined;
    return known?.spec.type === 'ExternalName' ? undefined : known;
  };
  const [first, second, third] = labels;
  const plain = labels.length <= 2 ? service(first, second) : undefined;
  if (plain) return { service: plain };
  const governing = labels.length >= 2 && labels.length <= 3 ? service(second, third) : undefined;
  if (governing && first !== undefined) return { service: governing, hostname: first };
  return labels.length >= 2 && !/\.svc(\.cluster\.local)?\.?$/.test(host) && find(objects, { group: '', kind: 'Namespace', namespace: '', name: second ?? '' }) === undefined && labels.length > 2 ? 'outside' : undefined;
}
