import { items, type KubernetesObject } from '../../kubernetes/object';
import type { Fix } from '../../finding';
import { fixOf, remove } from '../../yaml/edit';
import { isPlainMap, mapAt, stringAt, valueAt } from '../../yaml/plain';
import type { KubernetesTest, Place } from '../test';

/** Annotations by which ingress controllers keep a user on one pod, and the value that asks for it. */
const sticky: readonly (readonly [key: string, value: RegExp])[] = [
  ['nginx.ingress.kubernetes.io/affinity', /^cookie$/],
  ['haproxy.org/cookie-persistence', /./],
  ['haproxy-ingress.github.io/affinity', /^cookie$/],
  ['traefik.ingress.kubernetes.io/service.sticky.cookie', /^true$/],
  ['traefik.ingress.kubernetes.io/affinity', /^true$/],
  ['nginx.ingress.kubernetes.io/upstream-hash-by', /remote_addr|cookie|x_forwarded_for/],
  ['nginx.org/sticky-cookie-services', /./],
  ['haproxy.router.openshift.io/balance', /^source$/],
];

/** EXI-ARCH-19: any pod may answer any request; a Service, an Ingress or a mesh that keeps users on one pod hides a state. */
export const noSessionAffinity: KubernetesTest = object => [...onService(object), ...onAnnotations(object), ...onMesh(object), ...onTraefik(object), ...onGateway(object)];

function onService(object: KubernetesObject): Place[] {
  const path = ['spec', 'sessionAffinity'];
  if (object.kind !== 'Service' || object.group !== '' || stringAt(object.value, ...path) !== 'ClientIP') return [];
  return [{ variant: 'sticky', location: object.locate(path), fields: { what: '`sessionAffinity: ClientIP`' }, fix: () => withoutAffinity(object) }];
}

function withoutAffinity(object: KubernetesObject): Fix | undefined {
  const fields = ['sessionAffinity', 'sessionAffinityConfig'].filter(field => valueAt(object.value, 'spec', field) !== undefined);
  const edits = fields.map(field => remove(object, ['spec', field], ['spec']));
  return edits.includes(undefined) ? undefined : { title: 'Retirer l’affinité de session', edits: edits.flatMap(edit => edit ?? []) };
}

function onAnnotations(object: KubernetesObject): Place[] {
  if (!['Ingress', 'Service', 'Route'].includes(object.kind)) return [];
  const annotations = mapAt(object.value, 'metadata', 'annotations');
  return sticky.flatMap(([key, asked]) => {
    const value = stringAt(annotations, key);
    if (value === undefined || !asked.test(value)) return [];
    const path = ['metadata', 'annotations', key];
    return [{ variant: 'sticky', location: object.locate(path), fields: { what: `l’annotation \`${key}: ${value}\`` }, fix: () => fixOf('Retirer l’affinité de session', remove(object, path, ['metadata'])) }];
  });
}

/** The routes of Traefik, and its services, keep a cookie of their own. */
function onTraefik(object: KubernetesObject): Place[] {
  if (!/^traefik\.(io|containo\.us)$/.test(object.group)) return [];
  const root = { path: [], value: object.value };
  const services = [...items(root, ['spec', 'routes']).flatMap(route => items(route, ['services'])), ...items(root, ['spec', 'weighted', 'services']), { path: ['spec', 'weighted'], value: mapAt(object.value, 'spec', 'weighted') }, { path: ['spec', 'mirroring'], value: mapAt(object.value, 'spec', 'mirroring') }];
  return services.filter(({ value }) => valueAt(value, 'sticky', 'cookie') !== undefined).map(({ path }) => ({ variant: 'sticky', location: object.locate([...path, 'sticky']), fields: { what: '`sticky.cookie`' } }));
}

/** Istio's rules, for all pods, for some of them and for a port of theirs. */
function onMesh(object: KubernetesObject): Place[] {
  if (object.group !== 'networking.istio.io') return [];
  const root = { path: [], value: object.value };
  const policies = [root, ...items(root, ['spec', 'subsets'])].map(({ path, value }) => ({ path: [...path, ...(path.length === 0 ? ['spec'] : []), 'trafficPolicy'], value: mapAt(value, ...(path.length === 0 ? ['spec'] : []), 'trafficPolicy') }));
  return [...policies, ...policies.flatMap(policy => items(policy, ['portLevelSettings']))].flatMap(({ path, value }) => ['httpCookie', 'useSourceIp'].flatMap(field => {
    const hash = ['loadBalancer', 'consistentHash', field];
    const asked = valueAt(value, ...hash) ?? false;
    return asked === false ? [] : [{ variant: 'sticky', location: object.locate([...path, ...hash]), fields: { what: `\`consistentHash.${field}\`` } }];
  }));
}

/** Gateway API: each rule of a route, and the policy of what is behind it. */
function onGateway(object: KubernetesObject): Place[] {
  if (!/^gateway\.networking\.(x-)?k8s\.io$/.test(object.group)) return [];
  const root = { path: [], value: object.value };
  return [...items(root, ['spec', 'rules']), { path: ['spec'], value: mapAt(object.value, 'spec') }].flatMap(({ path, value }) => (isPlainMap(valueAt(value, 'sessionPersistence')) ? [{ variant: 'sticky', location: object.locate([...path, 'sessionPersistence']), fields: { what: '`sessionPersistence`' } }] : []));
}
