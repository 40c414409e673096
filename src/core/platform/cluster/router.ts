import { environmentAt } from '../console/console';
import { fullReference } from '../registry/image';
import type { PlatformState } from '../state';
import { environmentOf } from './kubelet/environment';
import { configIn, listeningOf } from './kubelet/fate';
import type { KubeObject, Pod } from './object';
import { keptOut } from './network/policy';
import { foreignClass, ingressGroup, waysOf, type Ingress, type IngressPath } from './network/ingress';
import { find, list } from './store';

/** What the platform's router answers to a request for an application, from outside the cluster. */
export interface RouterAnswer {
  readonly code: number;
  readonly body: string;
  readonly type: 'application/json' | 'text/html';
}

type Backend = IngressPath['backend'];
type Router = 'openshift' | 'kubernetes';

/** Sends a request where an Ingress says: host, then the longest path, then the Service's ready endpoints, then the port of a pod. Undefined when no Ingress has this host. `turn` chooses among endpoints, one after the other. */
export function route(state: PlatformState, host: string, path: string, turn: number): RouterAnswer | undefined {
  const { objects } = state.cluster;
  const named = (list(objects, ingressGroup, 'Ingress') as Ingress[]).filter(({ spec }) => spec.rules?.some(rule => hosts(rule.host ?? '', host)));
  const routerOf = ({ metadata }: Ingress) => flavourOf(state, metadata.namespace ?? '');
  const claims = named.filter(one => foreignClass(one, routerOf(one)) === undefined);
  const [unseen] = claims.length === 0 ? named : [];
  // What no controller looks at is as if it were not there: its host leads to the router, which knows nothing of it.
  if (unseen) return routerOf(unseen) === 'openshift' ? unavailable : nginx(404, 'Not Found');
  const ways = claims.flatMap(ingress => waysOf(objects, ingress).filter(way => hosts(way.host, host)).map(way => ({ ...way, ingress })));
  // Who came second has no way in: what answers is the first one's.
  const held = ways.filter(({ fault }) => fault?.why !== 'claimed');
  const holder = held[0]?.ingress ?? claims[0];
  if (!holder) return undefined;
  const namespace = holder.metadata.namespace ?? '';
  const router = flavourOf(state, namespace);
  // OpenShift makes no Route of a rule at fault; ingress-nginx takes all that its webhook let in, and fails on the way.
  const open = held.filter(({ ingress, fault }) => ingress.metadata.namespace === namespace && (!fault || router === 'kubernetes'));
  const [first] = open.filter(way => pathMatches(way.path, way.pathType, path)).sort((a, b) => b.path.length - a.path.length || Number(b.pathType === 'Exact') - Number(a.pathType === 'Exact'));
  // Of an Ingress, OpenShift reads the rules alone.
  const others = router === 'kubernetes' ? claims.find(({ metadata, spec }) => metadata.namespace === namespace && spec.defaultBackend)?.spec.defaultBackend : undefined;
  const backend = first?.backend ?? others;
  if (!backend) return router === 'openshift' ? unavailable : nginx(404, 'Not Found');
  return throughService(state, namespace, backend, path, router, turn);
}

/** Which router leads to the applications of a namespace. */
export function flavourOf(state: PlatformState, namespace: string): Router {
  const cluster = environmentAt(state.console, namespace)?.cluster;
  return state.console.clusters.find(({ name }) => name === cluster)?.flavour ?? 'openshift';
}

function hosts(rule: string, host: string): boolean {
  return rule.startsWith('*.') ? host.endsWith(rule.slice(1)) && !host.slice(0, -(rule.length - 1)).includes('.') : rule === host;
}

/** `Prefix` counts whole steps of a path (k8s.io/api, `PathType`). */
function pathMatches(rule: string, type: string, path: string): boolean {
  if (type === 'Exact') return rule === path;
  const base = rule.replace(/\/$/, '');
  return path === base || path.startsWith(`${base}/`) || (type === 'ImplementationSpecific' && path.startsWith(rule));
}

interface Endpoints extends KubeObject {
  readonly subsets?: readonly { readonly addresses?: readonly { readonly ip: string }[]; readonly ports?: readonly { readonly name?: string; readonly port: number }[] }[];
}

function throughService(state: PlatformState, namespace: string, { service }: Backend, path: string, router: Router, turn: number): RouterAnswer {
  const { objects } = state.cluster;
  const none = router === 'openshift' ? unavailable : nginx(503, 'Service Temporarily Unavailable');
  const found = service && find(objects, { group: '', kind: 'Service', namespace, name: service.name });
  const ports = ((found?.['spec'] ?? {}) as { ports?: readonly { name?: string; port: number }[] }).ports ?? [];
  const port = ports.find(one => (service?.port?.name === undefined ? one.port === service?.port?.number : one.name === service.port.name));
  const endpoints = found && port && (find(objects, { group: '', kind: 'Endpoints', namespace, name: found.metadata.name }) as Endpoints | undefined);
  const targets = (endpoints?.subsets ?? []).flatMap(({ addresses = [], ports: open = [] }) => addresses.flatMap(({ ip }) => open.filter(one => (one.name ?? '') === (port?.name ?? '')).map(one => ({ ip, port: one.port }))));
  const target = targets[turn % Math.max(1, targets.length)];
  if (!target) return none;
  const pod = (list(objects, '', 'Pod', namespace) as Pod[]).find(({ status }) => status.podIP === target.ip);
  // What a policy keeps out is never answered: the router gives up.
  if (pod && keptOut(objects, pod, target.port).length > 0) return router === 'openshift' ? unavailable : nginx(504, 'Gateway Time-out');
  return (pod && answerOf(state, pod, target.port, path)) ?? (router === 'openshift' ? unavailable : nginx(502, 'Bad Gateway'));
}

/** What a pod's application answers on a port; undefined when none of its containers listens there. */
function answerOf(state: PlatformState, pod: Pod, port: number, path: string): RouterAnswer | undefined {
  for (const container of pod.spec.containers) {
    const running = pod.status.containerStatuses?.find(({ name }) => name === container.name)?.state.running;
    const image = state.cluster.present.get(`${pod.spec.nodeName ?? ''} ${fullReference(container.image) ?? ''}`);
    if (!running || !image) continue;
    const environment = environmentOf({ find: <T extends KubeObject>(ref: Parameters<typeof find>[1]) => find(state.cluster.objects, ref) as T | undefined }, pod, container, image.config.env);
    const { ports, answers } = listeningOf(configIn(image, container), image.behaviour, environment.ok ? environment.values : {});
    if (!ports.includes(port)) continue;
    const code = Object.hasOwn(answers, path) ? (answers[path] ?? 404) : 404;
    return { code, type: 'application/json', body: `${JSON.stringify({ simulation: true, application: pod.metadata.labels?.['app'] ?? container.name, pod: pod.metadata.name, path, status: code })}\n` };
  }
  return undefined;
}

/** The page of OpenShift's router when nothing answers behind a route (openshift/router, `error-page-503.http`). */
const unavailable: RouterAnswer = { code: 503, type: 'text/html', body: '<html>\n<head><title>Application is not available</title></head>\n<body>\n<h1>Application is not available</h1>\n<p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p>\n</body>\n</html>\n' };

/** The page of ingress-nginx. */
function nginx(code: number, title: string): RouterAnswer {
  return { code, type: 'text/html', body: `<html>\r\n<head><title>${code} ${title}</title></head>\r\n<body>\r\n<center><h1>${code} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n` };
}
