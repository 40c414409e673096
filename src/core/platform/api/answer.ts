import { find } from '../cluster/store';
import type { Pod } from '../cluster/object';
import type { Command } from '../event';
import type { PlatformState } from '../state';
import { formOf } from './accept';
import { allowed, forbidden, gitOpsOnly, user } from './access';
import { collection, includeRefusal } from './collection';
import { discovery } from './discovery';
import { logQuery, logSource, type LogQuery, type LogSource } from './logs';
import { podMetrics } from './metrics';
import type { OpenApi } from './openapi';
import { getRefusal, isSet } from './options';
import type { Renderer } from './render';
import { resources, withheld } from './resources';
import { review } from './reviews';
import { routeOf, type Route } from './route';
import { scaleOf, scaleTable } from './scale';
import { failure, notFound, nowhere } from './status';
import { tableOf } from './table';
import type { Watch } from './watch';
import { writeOf } from './write';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly accept: string;
  readonly body: unknown;
  /** What the body is said to be. */
  readonly type?: string;
  /** The oldest version whose changes are still known: what began before is over. */
  readonly oldest?: number;
}

/** What the API answers: a text (with warnings, which clients print), a stream that the server keeps up, or a command to give first. */
export type ApiAnswer =
  | { readonly kind: 'text'; readonly code: number; readonly body: string; readonly type?: string; readonly warning?: string }
  | { readonly kind: 'watch'; readonly watch: Watch }
  | { readonly kind: 'log'; readonly pod: Pod; readonly query: LogQuery; readonly source: LogSource & { readonly ok: true } }
  | { readonly kind: 'command'; readonly command: Command; /** The object the answer shows, once done. */ readonly object: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string } };

const text = (code: number, body: string): ApiAnswer => ({ kind: 'text', code, body });
const refuse = (answer: { readonly code: number; readonly body: string }): ApiAnswer => text(answer.code, answer.body);

/** Answers one request to the Kubernetes API from a state. Pure; never throws for what a client sends. */
export function answer(request: ApiRequest, state: PlatformState, renderer: Renderer, openApi?: OpenApi): ApiAnswer {
  const document = request.method === 'GET' ? openApi?.document(request.path) : undefined;
  if (document !== undefined) return text(200, document);
  const aggregated = request.accept.includes('as=APIGroupDiscoveryList') && request.accept.includes('v=v2;');
  const found = request.method === 'GET' ? discovery(request.path.replace(/\/$/, ''), aggregated) : undefined;
  // Clients tell the aggregated form by its content type alone.
  if (found) return { kind: 'text', code: 200, body: JSON.stringify(found), ...(aggregated && /^\/apis?\/?$/.test(request.path) ? { type: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' } : {}) };
  const route = routeOf(request.path);
  if (!route) return elsewhere(request.path);
  if (route.group === 'authorization.k8s.io' || route.group === 'authentication.k8s.io') return review(route, request);
  if (route.group === 'metrics.k8s.io') return podMetrics(route, state, renderer, request);
  const verb = verbOf(request, route);
  const { resource } = route;
  const known = (group: string, plural: string) => resources.some(one => one.group === group && one.plural === plural);
  const reading = verb === 'get' || verb === 'list' || verb === 'watch';
  // A client may write by another version of a kind than the one it reads (`kubectl autoscale`): it is told why it may not.
  if (!resource && !withheld.some(one => one.group === route.group && one.plural === route.plural) && (reading || !known(route.group, route.plural))) return refuse(nowhere);
  const why = reading || !known(route.group, route.plural) ? undefined : gitOpsOnly;
  const asked = route.subresource === '' ? route.plural : `${route.plural}/${route.subresource}`;
  if (!resource || !allowed(verb, route.group, route.plural, route.subresource, known)) return refuse(failure(403, 'Forbidden', forbidden(verb, route.group, asked, route.namespace, route.name, why), { ...(route.name ? { name: route.name } : {}), ...(route.group ? { group: route.group } : {}), kind: route.plural }));
  if (!isThere(route)) return refuse(nowhere);
  if (!reading) return writeOf(request, route, state, renderer);
  const given = route.name === undefined ? collection(request, route, state, renderer) : one(request, route, state, renderer);
  return given.kind === 'text' && resource.kind === 'Endpoints' ? { ...given, warning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice' } : given;
}

/** Whether the kind is where the address looks for it: in a namespace or not, and with such a part. */
function isThere({ resource, namespace, name, subresource }: Route): boolean {
  if (!resource) return false;
  return (resource.namespaced ? namespace !== undefined || name === undefined : namespace === undefined) && (subresource === '' || (resource.subresources ?? []).includes(subresource));
}

/** What is no object: the server's own health, a group that is not there, and what nobody may read. */
function elsewhere(path: string): ApiAnswer {
  if (/^\/(livez|readyz|healthz)$/.test(path)) return text(200, 'ok');
  if (/^\/apis\/[^/]+\/?$/.test(path) || path.startsWith('/openapi/')) return { kind: 'text', code: 404, body: '404 page not found\n', type: 'text/plain; charset=utf-8' };
  return /^\/apis?\//.test(path) ? refuse(nowhere) : refuse(failure(403, 'Forbidden', `forbidden: User "${user.name}" cannot get path "${path}"`, {}));
}

/** The verb RBAC judges (kubernetes.io, "Determine the request verb"). */
function verbOf({ method, query }: ApiRequest, { name }: Route): string {
  switch (method) {
    case 'GET': case 'HEAD': return name !== undefined ? 'get' : isSet(query['watch']) ? 'watch' : 'list';
    case 'POST': return 'create';
    case 'PUT': return 'update';
    case 'PATCH': return 'patch';
    case 'DELETE': return name === undefined ? 'deletecollection' : 'delete';
    default: return method.toLowerCase();
  }
}

function one(request: ApiRequest, { resource, group, plural, namespace = '', name = '', subresource }: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  if (!resource) return refuse(nowhere);
  if (subresource === 'log') return logOf(request, namespace, name, state, renderer);
  const form = formOf(request.accept, 'one', resource.kind);
  if (!form.ok) return refuse(form);
  const wrong = getRefusal(request.query, state.cluster.objects.version) ?? includeRefusal(form.form, request.query);
  if (wrong) return refuse(wrong);
  const object = find(state.cluster.objects, { group, kind: resource.kind, namespace, name });
  if (!object) return refuse(notFound(plural, group, name));
  if (form.form === 'partial') return text(200, renderer.metadata(object));
  const table = { now: state.now, renderer, include: request.query['includeObject'] ?? 'Metadata' };
  if (subresource === 'scale') return text(200, form.form === 'table' ? scaleTable(object, table) : JSON.stringify(scaleOf(object, renderer)));
  return text(200, form.form === 'table' ? tableOf(resource.kind, [object], object.metadata.resourceVersion, table) : renderer.json(object));
}

function logOf({ query, accept }: ApiRequest, namespace: string, name: string, state: PlatformState, renderer: Renderer): ApiAnswer {
  const pod = find(state.cluster.objects, { group: '', kind: 'Pod', namespace, name }) as Pod | undefined;
  if (!/text\/plain|application\/json|text\/\*|application\/\*|\*\/\*|^$/.test(accept)) return refuse(failure(406, 'NotAcceptable', '406: Not Acceptable\n\nAvailable representations: text/plain, application/json', {}));
  const asked = logQuery(query, name, state.now, renderer.origin);
  if (!asked.ok) return refuse(asked);
  if (!pod) return refuse(notFound('pods', '', name));
  const source = logSource(pod, state.cluster.runs.get(pod.metadata.uid), asked.query);
  return source.ok ? { kind: 'log', pod, query: asked.query, source } : refuse(source);
}
