import { parseImage } from '../../analysis/image';
import type { Pod, Service } from '../cluster/object';
import { find, list } from '../cluster/store';
import { addressIn, connect, podsOf, portOf } from '../cluster/network/connect';
import { keptOut } from '../cluster/network/policy';
import { ingressGroup, waysOf, type Ingress, type Way } from '../cluster/network/ingress';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import { originOf } from './place';
import type { Cause, Explanation, Scope } from './why';

/** What is wrong with the ways in and through of an environment: Ingresses that lead nowhere, Services that lead to the wrong pods or to none. */
export function networkFaults(scope: Scope): Explanation[] {
  const namespace = namespaceOf(scope.project, scope.environment);
  const { objects } = scope.state.cluster;
  const said = (chain: readonly Cause[]): Explanation => ({ project: scope.project, environment: scope.environment, about: [], chain });
  const ingresses = (list(objects, ingressGroup, 'Ingress', namespace) as Ingress[]).flatMap(ingress => waysOf(objects, ingress).filter(({ fault }) => fault).map(way => said(closed(scope, ingress, way))));
  const shut = (list(objects, ingressGroup, 'Ingress', namespace) as Ingress[]).flatMap(ingress => waysOf(objects, ingress).filter(({ fault }) => !fault).flatMap(way => shutOut(scope, ingress, way))).map(said);
  const services = (list(objects, '', 'Service', namespace) as Service[]).flatMap(service => misled(scope, service)).map(said);
  return [...ingresses, ...shut, ...services];
}

function closed({ state, places, project, environment }: Scope, ingress: Ingress, { host, path, service, rule, at, fault }: Way): Cause[] {
  const { name, namespace } = ingress.metadata;
  const known = (find(state.cluster.objects, { group: '', kind: 'Service', namespace: namespace ?? '', name: service }) as Service | undefined)?.spec.ports?.map(one => (one.name ? `${one.name} (${one.port})` : one.port)).join(', ') ?? '';
  const why: Readonly<Record<NonNullable<Way['fault']>['why'], string>> = {
    host: 'La règle ne dit pas d’hôte : le routeur d’OpenShift n’en crée aucune Route.',
    claimed: `L’hôte « ${host} » est déjà pris par un autre projet ou un autre Ingress, arrivé avant (HostAlreadyClaimed) : choisissez un nom unique dans le sous-domaine du cluster.`,
    tls: `Le Secret TLS « ${fault?.what ?? ''} » n’existe pas dans l’environnement : la Route attend son certificat.`,
    service: `Le Service « ${service} » n’existe pas dans l’environnement : la requête ne trouve personne (503).`,
    port: `Le Service « ${service} » n’a pas de port « ${fault?.what ?? ''} » : ses ports sont ${known || 'aucun'} (503).`,
  };
  const way = ['spec', 'rules', rule, ...(fault?.why === 'service' || fault?.why === 'port' ? ['http', 'paths', at, 'backend'] : fault?.why === 'claimed' ? ['host'] : [])];
  const place = places.of(project, environment, { kind: 'Ingress', name }, fault?.why === 'tls' ? ['spec', 'tls'] : way);
  return [{ what: `L’Ingress « ${name} » n’ouvre pas ${host || '*'}${path} : ${fault?.why === 'service' || fault?.why === 'port' || fault?.why === 'tls' ? 'Application is not available (503)' : 'il reste sans adresse'}.` }, { what: why[fault?.why ?? 'host'], ...(place ? { place } : {}) }];
}

/** A way that is open, to pods that no policy lets the router reach. */
function shutOut({ state: { cluster: { objects } } }: Scope, ingress: Ingress, { host, path, service, backend }: Way): Cause[][] {
  const found = find(objects, { group: '', kind: 'Service', namespace: ingress.metadata.namespace ?? '', name: service }) as Service | undefined;
  const port = found?.spec.ports?.find(one => (backend.service?.port?.name === undefined ? one.port === backend.service?.port?.number : one.name === backend.service.port.name));
  const [pod] = found ? podsOf(objects, found) : [];
  const reached = pod && port && portOf(pod, port.targetPort);
  const policies = pod && reached ? keptOut(objects, pod, reached) : [];
  if (policies.length === 0) return [];
  return [[{ what: `L’Ingress « ${ingress.metadata.name} » est ouvert, mais rien ne répond à ${host}${path} (503).` }, { what: `NetworkPolicy ${policies.map(({ metadata }) => `« ${metadata.name} »`).join(', ')} : aucune ne laisse entrer le routeur sur ce port. « allow-from-ingress », que la console crée dans chaque environnement, manque : reprovisionnez le projet, ou autorisez l’entrée depuis les namespaces de label network.openshift.io/policy-group: ingress.` }]];
}

/** A Service whose selector fits the pods of several applications, or no pod while its own are there. */
function misled({ state, places, project, environment }: Scope, service: Service): Cause[][] {
  const pods = podsOf(state.cluster.objects, service);
  const { name } = service.metadata;
  const place = places.of(project, environment, { kind: 'Service', name }, ['spec', 'selector']);
  const at = place ? { place } : {};
  const workloads = new Map(pods.map(pod => [originOf(state, pod).name, pod]));
  const images = new Set(pods.flatMap(({ spec }) => parseImage(spec.containers[0]?.image ?? '').name));
  if (workloads.size > 1 && images.size > 1) return [[{ what: `Le Service « ${name} » mène à des pods de ${workloads.size} applications : ${[...workloads.keys()].join(', ')}.` }, { what: `Son sélecteur (${text(service)}) leur est commun : une partie des requêtes part au mauvais pod. Ajoutez au sélecteur un label que seule la bonne application porte.`, ...at }]];
  return pods.length === 0 && service.spec.selector && list(state.cluster.objects, '', 'Pod', service.metadata.namespace).length > 0 ? [[{ what: `Le Service « ${name} » ne mène à aucun pod : ses Endpoints sont vides.` }, { what: `Aucun pod ne porte tous les labels de son sélecteur (${text(service)}).`, ...at }]] : [];
}

const text = ({ spec }: Service) => Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`).join(', ');

/** Why a connection that a program tells of failed. */
export function connectionCauses(state: PlatformState, pod: Pod, line: string): Cause[] {
  const [, code, address = ''] = /(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT) (\S+)/.exec(line) ?? [];
  const to = code === undefined ? undefined : addressIn(address, 0);
  if (!to) return [];
  const outcome = connect(state.cluster.objects, pod, to.host, to.port, () => true);
  const policies = outcome.ok ? [] : (outcome.policies ?? []);
  const named = `NetworkPolicy ${policies.map(name => `« ${name} »`).join(', ')}`;
  switch (code) {
    case 'EAI_AGAIN': return [{ what: `Le nom « ${to.host} » n’est pas résolu : ${named} ne laisse${policies.length > 1 ? 'nt' : ''} pas sortir vers le DNS du cluster. Autorisez l’egress vers openshift-dns, port 5353 et 53.` }];
    case 'ENOTFOUND': return [{ what: `Aucun Service ne répond au nom « ${to.host} » dans l’environnement : il n’existe pas, ou n’est pas encore prêt s’il est sans adresse (headless).` }];
    case 'ECONNREFUSED': return [{ what: `Le Service « ${to.host} » existe, mais aucun pod prêt n’écoute derrière lui sur ce port.` }];
    default: return [{ what: policies.length > 0 ? `${named} ne laisse${policies.length > 1 ? 'nt' : ''} pas passer cette connexion : elle se perd sans réponse.` : `Le Service « ${to.host} » n’a pas de port ${to.port} : la connexion se perd sans réponse.` }];
  }
}
