import { parseImage } from '../../analysis/image';
import { controllerOf, type Pod, type Service } from '../cluster/object';
import { find, list } from '../cluster/store';
import { addressIn, connect, podsOf, portOf } from '../cluster/network/connect';
import { keptOut } from '../cluster/network/policy';
import { foreignClass, ingressGroup, ownClass, waysOf, type Ingress, type Way } from '../cluster/network/ingress';
import { namespaceOf } from '../console/console';
import { flavourOf } from '../cluster/router';
import type { PlatformState } from '../state';
import { originOf } from './place';
import type { Cause, Explanation, Scope } from './why';
import type { Language } from './words/language';
import { networkWords as words } from './words/network';

/** What is wrong with the ways in and through of an environment: Ingresses that lead nowhere, Services that lead to the wrong pods or to none. */
export function networkFaults(scope: Scope): Explanation[] {
  const namespace = namespaceOf(scope.project, scope.environment);
  const { objects } = scope.state.cluster;
  const said = (chain: readonly Cause[]): Explanation => ({ project: scope.project, environment: scope.environment, about: [], chain });
  const flavour = flavourOf(scope.state, namespace);
  const ingresses = (list(objects, ingressGroup, 'Ingress', namespace) as Ingress[]).flatMap(ingress => (foreignClass(ingress, flavour) === undefined ? waysOf(objects, ingress).flatMap(way => (way.fault ? closed(scope, flavour, ingress, way) : shutOut(scope, ingress, way))) : [unseen(scope, flavour, ingress)])).map(said);
  const services = (list(objects, '', 'Service', namespace) as Service[]).flatMap(service => misled(scope, service)).map(said);
  return [...ingresses, ...services];
}

/** An Ingress that no controller of its cluster looks at. */
function unseen({ language, places, project, environment }: Scope, flavour: 'openshift' | 'kubernetes', ingress: Ingress): Cause[] {
  const t = words[language];
  const { name } = ingress.metadata;
  const place = places.of(project, environment, { kind: 'Ingress', name }, ['spec', 'ingressClassName']);
  return [{ what: t.noAddress(name, ingress.spec.rules?.[0]?.host ?? '*') }, { what: t.foreignClass(foreignClass(ingress, flavour) ?? '', ownClass[flavour]), ...(place ? { place } : {}) }];
}

/** Why a way in is not open. ingress-nginx takes every rule: without a host it answers to all, without the Secret it shows a certificate of its own. */
function closed({ state, language, places, project, environment }: Scope, flavour: 'openshift' | 'kubernetes', ingress: Ingress, { host, path, service, rule, at, fault }: Way): Cause[][] {
  const t = words[language];
  const { name, namespace } = ingress.metadata;
  const { why: kind = 'host', what: about = '' } = fault ?? {};
  const nginx = flavour === 'kubernetes';
  if (nginx && kind === 'host') return [];
  const known = (find(state.cluster.objects, { group: '', kind: 'Service', namespace: namespace ?? '', name: service }) as Service | undefined)?.spec.ports?.map(one => (one.name ? `${one.name} (${one.port})` : one.port)).join(', ') ?? '';
  const why: Readonly<Record<NonNullable<Way['fault']>['why'], string>> = {
    host: t.noHost,
    claimed: t.claimed(host),
    tls: nginx ? t.noSecret(about) : t.noCertificate(about),
    service: t.noService(service),
    port: t.noPort(service, about, known),
  };
  const way = ['spec', 'rules', rule, ...(kind === 'service' || kind === 'port' ? ['http', 'paths', at, 'backend'] : kind === 'claimed' ? ['host'] : [])];
  const place = places.of(project, environment, { kind: 'Ingress', name }, kind === 'tls' ? ['spec', 'tls'] : way);
  const first = kind === 'host' || kind === 'claimed' ? t.noAddress : !nginx ? t.unavailable : kind === 'tls' ? t.fakeCertificate : t.unavailableThere;
  return [[{ what: first(name, `${host || '*'}${path}`) }, { what: why[kind], ...(place ? { place } : {}) }]];
}

/** A way that is open, to pods that no policy lets the router reach. */
function shutOut({ language, state: { cluster: { objects } } }: Scope, ingress: Ingress, { host, path, service, backend }: Way): Cause[][] {
  const found = find(objects, { group: '', kind: 'Service', namespace: ingress.metadata.namespace ?? '', name: service }) as Service | undefined;
  const port = found?.spec.ports?.find(one => (backend.service?.port?.name === undefined ? one.port === backend.service?.port?.number : one.name === backend.service.port.name));
  const [pod] = found ? podsOf(objects, found) : [];
  const reached = pod && port && portOf(pod, port.targetPort);
  const policies = pod && reached ? keptOut(objects, pod, reached) : [];
  if (policies.length === 0) return [];
  return [[{ what: words[language].noAnswer(ingress.metadata.name, `${host}${path}`) }, { what: words[language].shutOut(policies.map(({ metadata }) => metadata.name)) }]];
}

/** A Service whose selector fits the pods of several applications, or no pod while its own are there. */
function misled({ state, language, places, project, environment }: Scope, service: Service): Cause[][] {
  const t = words[language];
  const pods = podsOf(state.cluster.objects, service);
  const { name } = service.metadata;
  const place = places.of(project, environment, { kind: 'Service', name }, ['spec', 'selector']);
  const at = place ? { place } : {};
  const workloads = new Map(pods.map(pod => [originOf(state, pod).name, pod]));
  const images = new Set(pods.flatMap(({ spec }) => parseImage(spec.containers[0]?.image ?? '').name));
  if (workloads.size > 1 && images.size > 1) return [[{ what: t.leadsToMany(name, [...workloads.keys()]) }, { what: t.sharedSelector(text(service)), ...at }]];
  // A database that has one instance leaves its Service of replicas without a pod, and is well.
  if (pods.length === 0) return service.spec.selector && controllerOf(service)?.kind !== 'Cluster' && list(state.cluster.objects, '', 'Pod', service.metadata.namespace).length > 0 ? [[{ what: t.leadsNowhere(name) }, { what: t.noPodHas(text(service)), ...at }]] : [];
  return (service.spec.ports ?? []).flatMap(({ targetPort }, index) => {
    if (typeof targetPort !== 'string' || pods.some(pod => portOf(pod, targetPort) !== undefined)) return [];
    const aim = places.of(project, environment, { kind: 'Service', name }, ['spec', 'ports', index, 'targetPort']);
    const named = [...new Set(pods.flatMap(({ spec }) => spec.containers.flatMap(({ ports = [] }) => ports.flatMap(one => one.name ?? []))))];
    return [[{ what: t.leadsNowhere(name) }, { what: t.noPortNamed(targetPort, named), ...(aim ? { place: aim } : {}) }]];
  });
}

const text = ({ spec }: Service) => Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`).join(', ');

/** Why a connection that a program tells of failed. */
export function connectionCauses(state: PlatformState, language: Language, pod: Pod, line: string): Cause[] {
  const [, code, address = ''] = /(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT) (\S+)/.exec(line) ?? [];
  const to = code === undefined ? undefined : addressIn(address, 0);
  if (!to) return [];
  const outcome = connect(state.cluster.objects, pod, to.host, to.port, () => true);
  const policies = outcome.ok ? [] : (outcome.policies ?? []);
  const t = words[language];
  switch (code) {
    case 'EAI_AGAIN': return [{ what: t.noDns(to.host, policies) }];
    case 'ENOTFOUND': return [{ what: t.noName(to.host) }];
    case 'ECONNREFUSED': return [{ what: t.nobodyListens(to.host) }];
    default: return [{ what: policies.length > 0 ? t.keptOut(policies) : t.lostPort(to.host, to.port) }];
  }
}
