import { isPlainMap, listAt, mapAt, valueAt, type Plain } from '../../analysis/yaml/plain';
import { find } from '../cluster/store';
import type { PlatformState } from '../state';
import { forbidden, gitOpsOnly } from './access';
import type { ApiAnswer, ApiRequest } from './answer';
import type { Renderer } from './render';
import type { Route } from './route';
import { failure, notFound } from './status';

const restartKey = 'kubectl.kubernetes.io/restartedAt';

/** The two writes that are left to people: a pod deleted, a rollout restarted. A patch that does more is refused like any other. */
export function writeOf({ method, body, query }: ApiRequest, { resource, group, plural, namespace = '', name = '' }: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  const object = resource && find(state.cluster.objects, { group, kind: resource.kind, namespace, name });
  if (!resource || !object) return { kind: 'text', ...notFound(plural, group, name) };
  const ref = { group, kind: resource.kind, namespace, name };
  const asked: Plain = isPlainMap(body) ? body : {};
  const tried: ApiAnswer | undefined = isTried(query, asked) ? { kind: 'text', code: 200, body: renderer.json(object) } : undefined;
  if (method === 'DELETE') {
    if (tried) return tried;
    const given = valueAt(asked, 'gracePeriodSeconds') ?? (query['gracePeriodSeconds'] === undefined ? undefined : Number(query['gracePeriodSeconds']));
    return { kind: 'command', command: { type: 'delete-pod', ref, ...(typeof given === 'number' ? { grace: given } : {}) }, object: ref };
  }
  const at = restartOf(asked);
  if (at === undefined) return { kind: 'text', ...failure(403, 'Forbidden', forbidden('patch', group, plural, namespace, name, gitOpsOnly), { name, ...(group ? { group } : {}), kind: plural }) };
  return tried ?? { kind: 'command', command: { type: 'restart-rollout', ref, at }, object: ref };
}

/** Whether a write is only tried: a deletion says so in its options (`DeleteOptions.dryRun`), a patch in its address. */
function isTried(query: ApiRequest['query'], options: Plain): boolean {
  return query['dryRun'] === 'All' || listAt(options, 'dryRun').includes('All');
}

/** The date of a patch that does nothing but restart a rollout. */
function restartOf(patch: Plain): string | undefined {
  const annotations = mapAt(patch, 'spec', 'template', 'metadata', 'annotations');
  const at = annotations[restartKey];
  return typeof at === 'string' && JSON.stringify(patch) === JSON.stringify({ spec: { template: { metadata: { annotations: { [restartKey]: at } } } } }) ? at : undefined;
}
