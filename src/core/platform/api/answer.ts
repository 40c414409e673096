import { find, list } from '../cluster/store';
import type { Pod } from '../cluster/object';
import type { Command } from '../event';
import type { PlatformState } from '../state';
import { allowed, forbidden, gitOpsOnly } from './access';
import { discovery } from './discovery';
import { logSource, type LogQuery, type LogSource } from './logs';
import { podMetrics } from './metrics';
import type { OpenApi } from './openapi';
import { page } from './page';
import type { Renderer } from './render';
import { resources, withheld } from './resources';
import { review } from './reviews';
import { routeOf, type Route } from './route';
import { fieldFilter, labelFilter } from './select';
import { scaleOf } from './scale';
import { failure, notFound } from './status';
import { tableOf } from './table';
import type { Watch } from './watch';
import { writeOf } from './write';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly accept: string;
  readonly body: unknown;
}

/** What the API answers: a text, a stream that the server keeps up, or a command to give first. */
export type ApiAnswer =
  | { readonly kind: 'text'; readonly code: number; readonly body: string; readonly type?: string }
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
  if (!route) return /^\/(livez|readyz|healthz)$/.test(request.path) ? text(200, 'ok') : refuse(failure(404, 'NotFound', 'the server could not find the requested resource'));
  if (route.group === 'authorization.k8s.io' || route.group === 'authentication.k8s.io') return review(route, request.body);
  if (route.group === 'metrics.k8s.io') return podMetrics(route, state, renderer, request);
  const verb = verbOf(request, route);
  const known = (group: string, plural: string) => resources.some(one => one.group === group && one.plural === plural);
  if (!route.resource && !withheld.some(one => one.group === route.group && one.plural === route.plural) && !known(route.group, route.plural)) return refuse(failure(404, 'NotFound', 'the server could not find the requested resource'));
  const reading = verb === 'get' || verb === 'list' || verb === 'watch';
  const why = reading || !known(route.group, route.plural) ? undefined : gitOpsOnly;
  const asked = route.subresource === '' ? route.plural : `${route.plural}/${route.subresource}`;
  if (!route.resource || !allowed(verb, route.group, route.plural, route.subresource, known)) return refuse(failure(403, 'Forbidden', forbidden(verb, route.group, asked, route.namespace, route.name, why), { ...(route.name ? { name: route.name } : {}), ...(route.group ? { group: route.group } : {}), kind: route.plural }));
  if (!reading) return writeOf(request, route, state, renderer);
  if (route.name === undefined || verb === 'watch') return collection(request, route, state, renderer);
  return one(request, route, state, renderer);
}

/** The verb RBAC judges (kubernetes.io, "Determine the request verb"). */
function verbOf({ method, query }: ApiRequest, { name, subresource }: Route): string {
  const watching = query['watch'] === 'true' || query['watch'] === '1';
  switch (method) {
    case 'GET': case 'HEAD': return watching ? 'watch' : /^(exec|attach|portforward)$/.test(subresource) ? 'create' : name === undefined ? 'list' : 'get';
    case 'POST': return 'create';
    case 'PUT': return 'update';
    case 'PATCH': return 'patch';
    case 'DELETE': return name === undefined ? 'deletecollection' : 'delete';
    default: return method.toLowerCase();
  }
}

const wantsTable = (accept: string) => accept.includes('as=Table') && accept.includes('g=meta.k8s.io');

function one(request: ApiRequest, { resource, group, plural, namespace = '', name = '', subresource }: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  const object = resource && find(state.cluster.objects, { group, kind: resource.kind, namespace, name });
  if (!resource || !object) return refuse(notFound(plural, group, name));
  if (subresource === 'log') return logOf(object as Pod, state, request);
  if (subresource === 'scale') return text(200, JSON.stringify(scaleOf(object, renderer)));
  return text(200, wantsTable(request.accept) ? tableOf(resource.kind, [object], object.metadata.resourceVersion, { now: state.now, renderer, include: request.query['includeObject'] ?? 'Metadata' }) : renderer.json(object));
}

function logOf(pod: Pod, state: PlatformState, { query }: ApiRequest): ApiAnswer {
  const number = (key: string) => (query[key] === undefined || query[key] === '' ? undefined : Number(query[key]));
  const yes = (key: string) => query[key] === 'true' || query[key] === '1';
  const seconds = number('sinceSeconds');
  const asked: LogQuery = { container: query['container'] || undefined, follow: yes('follow'), previous: yes('previous'), timestamps: yes('timestamps'), tailLines: number('tailLines'), limitBytes: number('limitBytes'), since: seconds === undefined ? undefined : state.now - seconds * 1000 };
  const source = logSource(pod, state.cluster.runs.get(pod.metadata.uid), asked);
  return source.ok ? { kind: 'log', pod, query: asked, source } : refuse(source);
}

function collection({ query, accept }: ApiRequest, route: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  const { resource, group, namespace, name } = route;
  if (!resource) return refuse(failure(404, 'NotFound', 'the server could not find the requested resource'));
  const labels = labelFilter(query['labelSelector'] ?? '');
  const fields = fieldFilter([query['fieldSelector'], name === undefined ? undefined : `metadata.name=${name}`].filter(Boolean).join(','), resource.kind);
  if (!labels.ok) return refuse(failure(400, 'BadRequest', labels.message));
  if (!fields.ok) return refuse(failure(400, 'BadRequest', fields.message));
  const test = (object: Parameters<typeof labels.test>[0]) => labels.test(object) && fields.test(object);
  const include = query['includeObject'] ?? 'Metadata';
  if (query['watch'] === 'true' || query['watch'] === '1') {
    const since = query['resourceVersion'];
    return { kind: 'watch', watch: { resource, namespace, test, table: wantsTable(accept), include, since: since === undefined || since === '' || since === '0' ? undefined : Number(since), bookmarks: query['allowWatchBookmarks'] === 'true' || query['allowWatchBookmarks'] === '1', timeoutSeconds: query['timeoutSeconds'] ? Number(query['timeoutSeconds']) : undefined } };
  }
  const { version } = state.cluster.objects;
  const all = list(state.cluster.objects, group, resource.kind, namespace).filter(test);
  const { items, next } = page(all, query['limit'], query['continue']);
  if (wantsTable(accept)) return text(200, tableOf(resource.kind, items, String(version), { now: state.now, renderer, include, ...(next ? { next } : {}) }));
  const metadata = { resourceVersion: String(version), ...(next ? { continue: next, remainingItemCount: all.length - items.length } : {}) };
  return text(200, `{"kind":"${resource.kind}List","apiVersion":"${resource.group ? `${resource.group}/` : ''}${resource.version}","metadata":${JSON.stringify(metadata)},"items":[${items.map(object => renderer.json(object)).join(',')}]}`);
}
