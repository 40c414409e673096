import { isPlainMap, listAt, mapAt, stringAt, valueAt, type Plain } from '../../analysis/yaml/plain';
import type { KubeObject } from '../cluster/object';
import { find } from '../cluster/store';
import type { PlatformState } from '../state';
import { forbidden, gitOpsOnly } from './access';
import type { ApiAnswer, ApiRequest } from './answer';
import { invalidField, invalidOptions, unsupportedField } from './options';
import type { Renderer } from './render';
import type { Route } from './route';
import { failure, notFound } from './status';

const restartKey = 'kubectl.kubernetes.io/restartedAt';

/** The two writes that are left to people: a pod deleted, a rollout restarted. A patch that does more is refused like any other. */
export function writeOf({ method, body, query, type }: ApiRequest, { resource, group, plural, namespace = '', name = '' }: Route, state: PlatformState, renderer: Renderer): ApiAnswer {
  if (method === 'PATCH' && type !== undefined && !patchTypes.includes(type.split(';')[0]?.trim() ?? '')) return { kind: 'text', ...failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}) };
  const wrong = optionsRefusal(method, query, isPlainMap(body) ? body : {});
  if (wrong) return { kind: 'text', ...wrong };
  const object = resource && find(state.cluster.objects, { group, kind: resource.kind, namespace, name });
  if (!resource || !object) return { kind: 'text', ...notFound(plural, group, name) };
  const ref = { group, kind: resource.kind, namespace, name };
  const asked: Plain = isPlainMap(body) ? body : {};
  const tried: ApiAnswer | undefined = isTried(query, asked) ? { kind: 'text', code: 200, body: renderer.json(object) } : undefined;
  if (method === 'DELETE') {
    const conflict = preconditionRefusal(object, mapAt(asked, 'preconditions'));
    if (conflict) return { kind: 'text', ...conflict };
    if (tried) return tried;
    const given = valueAt(asked, 'gracePeriodSeconds') ?? (query['gracePeriodSeconds'] === undefined ? undefined : Number(query['gracePeriodSeconds']));
    return { kind: 'command', command: { type: 'delete-pod', ref, ...(typeof given === 'number' ? { grace: given } : {}) }, object: ref };
  }
  const at = restartOf(asked);
  if (at === undefined) return { kind: 'text', ...failure(403, 'Forbidden', forbidden('patch', group, plural, namespace, name, gitOpsOnly), { name, ...(group ? { group } : {}), kind: plural }) };
  return tried ?? { kind: 'command', command: { type: 'restart-rollout', ref, at }, object: ref };
}

const patchTypes = ['application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml', 'application/apply-patch+cbor'];
const propagations = ['Foreground', 'Background', 'Orphan'];

/** What a deletion or a patch may not say (apimachinery, `ValidateDeleteOptions`, `ValidateDryRun`). */
function optionsRefusal(method: string, query: ApiRequest['query'], body: Plain): ReturnType<typeof failure> | undefined {
  const deletes = method === 'DELETE';
  const tried = [...(query['dryRun'] === undefined ? [] : [query['dryRun']]), ...(deletes ? listAt(body, 'dryRun').map(String) : [])];
  const policy = deletes ? (stringAt(body, 'propagationPolicy') ?? query['propagationPolicy']) : undefined;
  const faults = [
    ...(policy === undefined || policy === '' || propagations.includes(policy) ? [] : [unsupportedField('propagationPolicy', JSON.stringify(policy), [...propagations, 'nil'])]),
    ...(policy && isPlainMap(body) && valueAt(body, 'orphanDependents') !== undefined ? [invalidField('propagationPolicy', JSON.stringify(policy), 'orphanDependents and deletionPropagation cannot be both set')] : []),
    ...(tried.every(one => one === 'All') ? [] : [unsupportedField('dryRun', `[${tried.map(one => JSON.stringify(one)).join(',')}]`, ['All'])]),
  ];
  return faults.length > 0 ? invalidOptions(deletes ? 'DeleteOptions' : 'PatchOptions', 'meta.k8s.io', '', faults) : undefined;
}

/** A deletion may be of one object, or of it as it was seen, and of no other (apiserver, `storage.Preconditions`). */
function preconditionRefusal({ kind, metadata }: KubeObject, wanted: Plain): ReturnType<typeof failure> | undefined {
  for (const [key, word] of [['uid', 'UID'], ['resourceVersion', 'ResourceVersion']] as const) {
    const asked = stringAt(wanted, key);
    const had = metadata[key];
    if (asked !== undefined && asked !== had) return failure(409, 'Conflict', `Operation cannot be fulfilled on ${kind} "${metadata.name}": the ${word} in the precondition (${asked}) does not match the ${word} in record (${had}). The object might have been ${key === 'uid' ? 'deleted and then recreated' : 'modified'}`, { name: metadata.name, kind });
  }
  return undefined;
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
