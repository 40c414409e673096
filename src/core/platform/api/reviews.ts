import { isPlainMap, mapAt, stringAt, type Plain } from '../../analysis/yaml/plain';
import { allowed, forbidden, gitOpsOnly, user, verbsOf } from './access';
import type { ApiAnswer, ApiRequest } from './answer';
import { resources } from './resources';
import type { Route } from './route';
import { failure } from './status';

/** Answers what clients ask about themselves: `auth can-i`, `auth can-i --list`, `auth whoami`. */
export function review({ plural, group: asking, namespace, name }: Route, { method, body }: Pick<ApiRequest, 'method' | 'body'>): ApiAnswer {
  const own = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'].includes(plural);
  // Whoever may not ask about others is told so; nothing that was asked is kept.
  if (method !== 'POST' || !own) return { kind: 'text', ...failure(403, 'Forbidden', forbidden(method === 'POST' ? 'create' : name === undefined ? 'list' : 'get', asking, plural, namespace, name), { ...(name ? { name } : {}), group: asking, kind: plural }) };
  const asked: Plain = isPlainMap(body) ? body : {};
  const give = (kind: string, group: string, more: object): ApiAnswer => ({ kind: 'text', code: 201, body: JSON.stringify({ kind, apiVersion: `${group}/v1`, metadata: { creationTimestamp: null }, ...more }) });
  switch (plural) {
    case 'selfsubjectaccessreviews': return give('SelfSubjectAccessReview', 'authorization.k8s.io', { spec: mapAt(asked, 'spec'), status: access(asked) });
    case 'selfsubjectrulesreviews': return give('SelfSubjectRulesReview', 'authorization.k8s.io', { spec: mapAt(asked, 'spec'), status: { resourceRules: [...resources.map(one => ({ verbs: verbsOf(one), apiGroups: [one.group], resources: [one.plural] })), { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] }], nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version'] }], incomplete: false } });
    case 'selfsubjectreviews': return give('SelfSubjectReview', 'authentication.k8s.io', { status: { userInfo: { username: user.name, groups: user.groups } } });
    default: return { kind: 'text', ...failure(404, 'NotFound', 'the server could not find the requested resource') };
  }
}

function access(asked: Plain): object {
  const attributes = mapAt(asked, 'spec', 'resourceAttributes');
  if (Object.keys(attributes).length === 0) return { allowed: stringAt(asked, 'spec', 'nonResourceAttributes', 'verb') === 'get' };
  const at = (key: string) => stringAt(attributes, key) ?? '';
  const known = (group: string, plural: string) => resources.some(one => (group === '*' || one.group === group) && (plural === '*' || one.plural === plural));
  const yes = at('verb') !== '*' && at('resource') !== '*' && allowed(at('verb'), at('group'), at('resource'), at('subresource'), known);
  return { allowed: yes, ...(yes || ['get', 'list', 'watch'].includes(at('verb')) ? {} : { reason: gitOpsOnly }) };
}
