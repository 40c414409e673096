import type { KubeObject } from '../../object';
import { dnsLabel, portNumber, portReference, subdomain, wellFormed, wildcard, type Report } from './formats';

interface Backend {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } };
  readonly resource?: object;
}

interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: Backend;
  readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths?: readonly { readonly path?: string; readonly pathType?: string; readonly backend?: Backend }[] } }[];
}

/** What is wrong with an Ingress (k8s.io/kubernetes, `ValidateIngressSpec`). */
export function ingress(object: KubeObject, report: Report): void {
  const { rules = [], defaultBackend, ingressClassName } = (object['spec'] ?? {}) as IngressSpec;
  if (rules.length === 0 && !defaultBackend) report('spec', 'Invalid value: null: either `defaultBackend` or `rules` must be specified');
  if (defaultBackend) backend(defaultBackend, 'spec.defaultBackend', report);
  rules.forEach(({ host, http }, index) => {
    const path = `spec.rules[${index}]`;
    if (host) hostName(host, `${path}.host`, report);
    if (http && !http.paths?.length) report(`${path}.http.paths`, 'Required value');
    http?.paths?.forEach((one, place) => ingressPath(one, `${path}.http.paths[${place}]`, report));
  });
  if (ingressClassName) wellFormed(ingressClassName, subdomain, 'spec.ingressClassName', report);
}

function hostName(host: string, path: string, report: Report): void {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) report(path, `Invalid value: "${host}": must be a DNS name, not an IP address`);
  else wellFormed(host, host.includes('*') ? wildcard : subdomain, path, report);
}

function ingressPath({ path: given = '', pathType, backend: to }: { readonly path?: string; readonly pathType?: string; readonly backend?: Backend }, path: string, report: Report): void {
  if (pathType === undefined) report(`${path}.pathType`, 'Required value: pathType must be specified');
  else if (pathType !== 'ImplementationSpecific' && !given.startsWith('/')) report(`${path}.path`, `Invalid value: "${given}": must be an absolute path`);
  backend(to, `${path}.backend`, report);
}

function backend(given: Backend | undefined, path: string, report: Report): void {
  const { service, resource } = given ?? {};
  if (!service && !resource) return report(path, 'Invalid value: "": resource or service backend is required');
  if (!service) return;
  const { name = '', port } = service;
  if (name === '') report(`${path}.service.name`, 'Required value');
  else wellFormed(name, dnsLabel, `${path}.service.name`, report);
  if (port?.name && port.number) report(path, 'Invalid value: "": cannot set both port name & port number');
  else if (port?.name) portReference(port.name, `${path}.service.port.name`, report);
  else if (port?.number) portNumber(port.number, `${path}.service.port.number`, report);
  else report(path, 'Required value: port name or number is required');
}

interface Peer {
  readonly podSelector?: object;
  readonly namespaceSelector?: object;
  readonly ipBlock?: { readonly cidr?: string };
}

interface PolicyRule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string }[];
}

/** What is wrong with a NetworkPolicy (k8s.io/kubernetes, `ValidateNetworkPolicySpec`). */
export function networkPolicy(object: KubeObject, report: Report): void {
  const { ingress: incoming = [], egress = [], policyTypes = [] } = (object['spec'] ?? {}) as { ingress?: readonly PolicyRule[]; egress?: readonly PolicyRule[]; policyTypes?: readonly string[] };
  const rules = [...incoming.map((rule, index) => [`spec.ingress[${index}]`, rule, 'from'] as const), ...egress.map((rule, index) => [`spec.egress[${index}]`, rule, 'to'] as const)];
  for (const [path, rule, side] of rules) {
    rule.ports?.forEach(({ port }, index) => port !== undefined && portReference(port, `${path}.ports[${index}].port`, report));
    rule[side]?.forEach((one, index) => peer(one, `${path}.${side}[${index}]`, report));
  }
  policyTypes.forEach((type, index) => {
    if (type !== 'Ingress' && type !== 'Egress') report(`spec.policyTypes[${index}]`, `Unsupported value: "${type}": supported values: "Ingress", "Egress"`);
  });
}

function peer({ podSelector, namespaceSelector, ipBlock }: Peer, path: string, report: Report): void {
  if (!podSelector && !namespaceSelector && !ipBlock) report(path, 'Required value: must specify a peer');
  const { cidr = '' } = ipBlock ?? {};
  if (ipBlock && !/^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)\/\d{1,3}$/i.test(cidr)) report(`${path}.ipBlock.cidr`, cidr === '' ? 'Required value' : `Invalid value: "${cidr}": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`);
}
