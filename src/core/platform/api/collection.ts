import { list } from '../cluster/store';
import type { PlatformState } from '../state';
import { formOf, type Form } from './accept';
import type { ApiAnswer, ApiRequest } from './answer';
import { isSet, listRefusal, type Refusal } from './options';
import { page } from './page';
import type { Renderer } from './render';
import { groupVersion } from './resources';
import type { Route } from './route';
import { fieldFilter, labelFilter } from './select';
import { failure, nowhere } from './status';
import { tableOf } from './table';

const refuse = (answer: Refusal): ApiAnswer => ({ kind: 'text', code: answer.code, body: answer.body });

/** Answers a list of a kind, or a watch of it. Never throws for what a client sends. */
export function collection({ query, accept, oldest = 0 }: ApiRequest, { resource, group, namespace }: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  if (!resource) return refuse(nowhere);
  const watching = isSet(query['watch']);
  const { version } = state.cluster.objects;
  const form = formOf(accept, watching ? 'watch' : 'list', resource.kind);
  if (!form.ok) return refuse(form);
  const labels = labelFilter(query['labelSelector'] ?? '');
  const fields = fieldFilter(query['fieldSelector'] ?? '', resource);
  if (!labels.ok) return refuse(failure(400, 'BadRequest', labels.message));
  if (!fields.ok) return refuse(failure(400, 'BadRequest', fields.message));
  const wrong = listRefusal(query, version) ?? includeRefusal(form.form, query);
  if (wrong) return refuse(wrong);
  const test = (object: Parameters<typeof labels.test>[0]) => labels.test(object) && fields.test(object);
  const include = query['includeObject'] || 'Metadata';
  if (watching) return { kind: 'watch', watch: { resource, namespace, test, form: form.form, include, since: sinceOf(query, version), bookmarks: isSet(query['allowWatchBookmarks']), timeoutSeconds: query['timeoutSeconds'] ? Number(query['timeoutSeconds']) : undefined } };
  const all = list(state.cluster.objects, group, resource.kind, namespace).filter(test);
  // What a server keeps in memory is given whole, whatever the limit.
  const paged = page(all, query['resourceVersion'] === '0' ? {} : query, { newest: version, oldest });
  if (!paged.ok) return refuse(paged);
  const { items, next, left } = paged;
  // How many follow is not told of what is chosen among all.
  const chosen = Boolean(query['labelSelector'] || query['fieldSelector']);
  const metadata = { resourceVersion: String(version), ...(next ? { continue: next, ...(chosen ? {} : { remainingItemCount: left }) } : {}) };
  if (form.form === 'table') return { kind: 'text', code: 200, body: tableOf(resource.kind, items, String(version), { now: state.now, renderer, include, metadata }) };
  const [kind, apiVersion, write] = form.form === 'partial' ? ['PartialObjectMetadataList', 'meta.k8s.io/v1', renderer.metadata.bind(renderer)] as const : [`${resource.kind}List`, groupVersion(resource), renderer.item.bind(renderer)] as const;
  return { kind: 'text', code: 200, body: `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${items.map(write).join(',')}]}` };
}

/** The version after which changes are wanted; undefined when what is there comes first. */
function sinceOf(query: ApiRequest['query'], newest: number): number | undefined {
  const { resourceVersion: asked = '', sendInitialEvents } = query;
  if (sendInitialEvents !== undefined) return isSet(sendInitialEvents) ? undefined : Number(asked || newest);
  return asked === '' || asked === '0' ? undefined : Number(asked);
}

/** What a row of a Table carries of its object is one of three things. */
export function includeRefusal(form: Form, query: ApiRequest['query']): Refusal | undefined {
  const asked = query['includeObject'] ?? '';
  return form !== 'table' || ['', 'Metadata', 'Object', 'None'].includes(asked) ? undefined : failure(400, 'BadRequest', `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`);
}
