import { invalid, required, type Report } from './fault';
import { dnsLabel, portNumber, portReference, subdomain, wellFormed, wildcard } from './formats';
import { isAddress } from './network';
import type { Labels } from './shapes';

interface Backend {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } };
  readonly resource?: object;
}

interface HttpPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend?: Backend;
}

export interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: Backend;
  readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths?: readonly HttpPath[] } }[];
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
}

const reasons = {
  nothing: { server: 'either `defaultBackend` or `rules` must be specified', advice: 'au moins une règle (`rules`), ou un service par défaut (`defaultBackend`)' },
  address: { server: 'must be a DNS name, not an IP address', advice: 'un nom d’hôte, pas une adresse' },
  type: { server: 'pathType must be specified', advice: 'écrivez `Prefix`, `Exact` ou `ImplementationSpecific`' },
  absolute: { server: 'must be an absolute path', advice: 'un chemin commence par une barre oblique' },
  backend: { server: 'resource or service backend is required', advice: 'dites à quel `service` va le trafic' },
  either: { server: 'cannot set both resource and service backends', advice: 'gardez `service` ou `resource`' },
  bothPorts: { server: 'cannot set both port name & port number', advice: 'gardez `port.name` ou `port.number`' },
  port: { server: 'port name or number is required', advice: 'donnez le port du Service, par `port.name` ou `port.number`' },
  className: { server: 'must match `ingressClassName` when both are specified', advice: 'l’annotation et `spec.ingressClassName` se contredisent : retirez l’annotation' },
} as const;

const oldClass = 'kubernetes.io/ingress.class';
/** What a path may not hold, in the order of the server. */
const sequences = ['//', '/./', '/../', '%2f', '%2F'];
const endings = ['/..', '/.'];

/** What is wrong with an Ingress (k8s.io/kubernetes, `ValidateIngressSpec`). */
export function ingress({ rules = [], defaultBackend, ingressClassName, tls = [] }: IngressSpec = {}, notes: Labels | undefined, report: Report): void {
  if (rules.length === 0 && !defaultBackend) report('spec', invalid(null, reasons.nothing));
  if (defaultBackend) backend(defaultBackend, 'spec.defaultBackend', report);
  rules.forEach(({ host, http }, index) => {
    const path = `spec.rules[${index}]`;
    if (host) hostName(host, `${path}.host`, report);
    if (http && !http.paths?.length) report(`${path}.http.paths`, required());
    http?.paths?.forEach((one, place) => httpPath(one, `${path}.http.paths[${place}]`, report));
  });
  tls.forEach(({ hosts, secretName }, index) => {
    hosts?.forEach((host, place) => wellFormed(host, host.includes('*') ? wildcard : subdomain, `spec.tls[${index}].hosts[${place}]`, report));
    if (secretName) wellFormed(secretName, subdomain, `spec.tls[${index}].secretName`, report);
  });
  if (ingressClassName) wellFormed(ingressClassName, subdomain, 'spec.ingressClassName', report);
  const old = notes?.[oldClass];
  if (old !== undefined && ingressClassName !== undefined && old !== ingressClassName) report(`annotations.${oldClass}`, invalid(old, reasons.className), `metadata.annotations[${oldClass}]`);
}

function hostName(host: string, path: string, report: Report): void {
  if (isAddress(host)) report(path, invalid(host, reasons.address));
  else wellFormed(host, host.includes('*') ? wildcard : subdomain, path, report);
}

function httpPath({ path: given = '', pathType, backend: to }: HttpPath, path: string, report: Report): void {
  if (pathType === undefined) return report(`${path}.pathType`, required(reasons.type));
  if (given !== '' || pathType !== 'ImplementationSpecific') absolute(given, pathType, `${path}.path`, report);
  backend(to, `${path}.backend`, report);
}

function absolute(given: string, type: string, path: string, report: Report): void {
  if (!given.startsWith('/')) report(path, invalid(given, reasons.absolute));
  if (type === 'ImplementationSpecific' || given === '') return;
  for (const sequence of sequences) if (given.includes(sequence)) report(path, invalid(given, { server: `must not contain '${sequence}'`, advice: `retirez \`${sequence}\` du chemin` }));
  for (const ending of endings) if (given.endsWith(ending)) report(path, invalid(given, { server: `cannot end with '${ending}'`, advice: `le chemin ne peut finir par \`${ending}\`` }));
}

function backend(given: Backend | undefined, path: string, report: Report): void {
  const { service, resource } = given ?? {};
  if (service && resource) return report(path, invalid('', reasons.either));
  if (!service && !resource) return report(path, invalid('', reasons.backend));
  if (!service) return;
  const { name = '', port } = service;
  if (name === '') report(`${path}.service.name`, required());
  else wellFormed(name, dnsLabel, `${path}.service.name`, report);
  if (port?.name && port.number) report(path, invalid('', reasons.bothPorts));
  else if (port?.name) portReference(port.name, `${path}.service.port.name`, report);
  else if (port?.number) portNumber(port.number, `${path}.service.port.number`, report);
  else report(path, required(reasons.port), `${path}.service.port`);
}
