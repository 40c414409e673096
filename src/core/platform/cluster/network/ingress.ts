import type { KubeObject, Service } from '../object';
import { find, list, type Objects } from '../store';
import addresses from '../../addresses.json';

export interface IngressPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend: { readonly service?: { readonly name: string; readonly port?: { readonly name?: string; readonly number?: number } } };
}

export interface Ingress extends KubeObject {
  readonly spec: { readonly ingressClassName?: string; readonly defaultBackend?: IngressPath['backend']; readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths: readonly IngressPath[] } }[]; readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[] };
}

/** One way in that an Ingress asks for, and why the router does not open it. */
export interface Way {
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  readonly backend: IngressPath['backend'];
  readonly service: string;
  readonly rule: number;
  readonly at: number;
  readonly fault?: { readonly why: 'host' | 'claimed' | 'tls' | 'service' | 'port'; readonly what: string };
}

type Flavour = 'openshift' | 'kubernetes';

/** The class of the only controller of Ingresses that a cluster has. */
export const ownClass: Readonly<Record<Flavour, string>> = { openshift: 'openshift-default', kubernetes: 'nginx' };

/** The class by which an Ingress asks for a controller that its cluster does not have: nobody then looks at it. One that asks for none is taken; OpenShift does not read the old annotation (openshift/route-controller-manager, `ingressManaged`). */
export function foreignClass({ spec, metadata: { annotations } }: Ingress, flavour: Flavour): string | undefined {
  const asked = spec.ingressClassName ?? (flavour === 'kubernetes' ? annotations?.['kubernetes.io/ingress.class'] : undefined);
  return asked === undefined || asked === ownClass[flavour] ? undefined : asked;
}

export const ingressGroup = 'networking.k8s.io';

/** The ways in of an Ingress as OpenShift's router opens them: one Route for each rule whose Service, port and TLS Secret exist, and whose host and path nobody had before. */
export function waysOf(objects: Objects, ingress: Ingress): Way[] {
  const { namespace = '' } = ingress.metadata;
  return (ingress.spec.rules ?? []).flatMap((rule, index) => (rule.http?.paths ?? []).map((path, at): Way => {
    const { name = '', port } = path.backend.service ?? {};
    const way = { host: rule.host ?? '', path: path.path ?? '/', pathType: path.pathType ?? 'ImplementationSpecific', backend: path.backend, service: name, rule: index, at };
    const fault = (why: NonNullable<Way['fault']>['why'], what: string): Way => ({ ...way, fault: { why, what } });
    if (way.host === '') return fault('host', '');
    const holder = holderOf(objects, ingress, way.host, way.path);
    if (holder !== undefined) return fault('claimed', holder);
    const secret = ingress.spec.tls?.find(({ hosts }) => hosts?.includes(way.host))?.secretName;
    if (secret !== undefined && !find(objects, { group: '', kind: 'Secret', namespace, name: secret })) return fault('tls', secret);
    const service = find(objects, { group: '', kind: 'Service', namespace, name }) as Service | undefined;
    if (!service) return fault('service', name);
    return service.spec.ports?.some(one => (port?.name === undefined ? one.port === port?.number : one.name === port.name)) ? way : fault('port', String(port?.name ?? port?.number ?? ''));
  }));
}

const platformHosts = new Set([addresses.gitlab, addresses.harbor, addresses.router]);

/** Who has a host, or its path, already: a host belongs to the namespace that asked first. The platform's own are its own. */
function holderOf(objects: Objects, ingress: Ingress, host: string, path: string): string | undefined {
  if (platformHosts.has(host)) return 'dso';
  const { namespace = '', name, creationTimestamp } = ingress.metadata;
  const before = (list(objects, ingressGroup, 'Ingress') as Ingress[]).filter(({ metadata }) => metadata.creationTimestamp < creationTimestamp || (metadata.creationTimestamp === creationTimestamp && `${metadata.namespace ?? ''}/${metadata.name}` < `${namespace}/${name}`));
  const holder = before.find(other => other.spec.rules?.some(rule => rule.host === host && (other.metadata.namespace !== namespace || rule.http?.paths.some(one => (one.path ?? '/') === path))));
  return holder && `${holder.metadata.namespace ?? ''}/${holder.metadata.name}`;
}
