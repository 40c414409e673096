import { duplicate, forbidden, invalid, required, type Report } from './fault';
import { label, labelKey, labels, portNumber, portReference, subdomain, wellFormed } from './formats';
import { isAddress } from './network';
import type { Labels } from './shapes';

interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

export interface ServiceSpec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly ports?: readonly ServicePort[];
  readonly selector?: Labels;
  readonly sessionAffinity?: string;
  readonly sessionAffinityConfig?: object;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly externalTrafficPolicy?: string;
  readonly externalIPs?: readonly string[];
}

const reasons = {
  nodePort: { server: "may not be used when `type` is 'ClusterIP'", advice: 'un Service interne n’ouvre pas de port sur les nœuds : retirez `nodePort`' },
  address: { server: 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)', advice: '`None`, ou une adresse' },
  headless: (type: string) => ({ server: `may not be set to 'None' for ${type} services`, advice: `un Service de type \`${type}\` a une adresse : retirez \`clusterIP: None\`, ou changez de type` }),
  external: { server: 'may not be set for ExternalName services', advice: 'un nom extérieur n’a pas d’adresse dans le cluster : retirez le champ' },
  affinity: { server: 'must not be set when session affinity is None', advice: 'retirez-le : il n’y a pas d’affinité à régler' },
  balancer: { server: "may only be used when `type` is 'LoadBalancer'", advice: 'ce champ est réservé au type `LoadBalancer`' },
  policy: { server: 'may only be set for externally-accessible services', advice: 'ce champ est réservé aux types `NodePort` et `LoadBalancer`' },
  named: { server: '', advice: 'dès qu’un Service a deux ports, chacun porte un nom' },
  ports: { server: '', advice: 'un Service a au moins un port, sauf s’il est sans adresse (`clusterIP: None`)' },
} as const;

/** The types that nobody reaches from outside. */
const inside = new Set(['', 'ClusterIP', 'ExternalName']);

/** What is wrong with a Service (k8s.io/kubernetes, `ValidateService`). */
export function service(spec: ServiceSpec = {}, report: Report): void {
  const { ports = [], clusterIP, type } = spec;
  const headless = clusterIP === 'None';
  if (ports.length === 0 && !headless && type !== 'ExternalName') report('spec.ports', required(reasons.ports));
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) report('spec.clusterIPs[0]', invalid('None', reasons.headless(type)), 'spec.clusterIP');
  if (type === 'ExternalName') external(spec, report);
  const names = new Set<string>();
  ports.forEach((one, index) => port(one, `spec.ports[${index}]`, names, ports.length > 1, report));
  labels(spec.selector, 'spec.selector', report);
  if (spec.sessionAffinityConfig && (spec.sessionAffinity || 'None') === 'None') report('spec.sessionAffinityConfig', forbidden(reasons.affinity));
  if (clusterIP && !headless && !isAddress(clusterIP)) report('spec.clusterIPs[0]', invalid(clusterIP, reasons.address), 'spec.clusterIP');
  spec.externalIPs?.forEach((one, index) => !isAddress(one) && report(`spec.externalIPs[${index}]`, invalid(one, reasons.address)));
  if ((type || 'ClusterIP') === 'ClusterIP') ports.forEach(({ nodePort }, index) => nodePort && report(`spec.ports[${index}].nodePort`, forbidden(reasons.nodePort)));
  twice(ports, report);
  if (spec.loadBalancerSourceRanges?.length && type !== 'LoadBalancer') report('spec.LoadBalancerSourceRanges', forbidden(reasons.balancer), 'spec.loadBalancerSourceRanges');
  if (spec.externalTrafficPolicy && inside.has(type ?? '') && !spec.externalIPs?.length) report('spec.externalTrafficPolicy', invalid(spec.externalTrafficPolicy, reasons.policy));
}

function port(one: ServicePort, path: string, names: Set<string>, several: boolean, report: Report): void {
  if (one.name) {
    wellFormed(one.name, label, `${path}.name`, report);
    if (names.has(one.name)) report(`${path}.name`, duplicate(one.name));
    names.add(one.name);
  } else if (several) report(`${path}.name`, required(reasons.named));
  portNumber(one.port ?? 0, `${path}.port`, report);
  // Nothing, and zero, are the port itself.
  if (one.targetPort) portReference(one.targetPort, `${path}.targetPort`, report);
  else portNumber(one.port ?? 0, `${path}.targetPort`, report, `${path}.port`);
  if (one.appProtocol !== undefined) wellFormed(one.appProtocol, labelKey, `${path}.appProtocol`, report);
}

function external({ clusterIP, externalName = '' }: ServiceSpec, report: Report): void {
  if (clusterIP) report('spec.clusterIPs', forbidden(reasons.external), 'spec.clusterIP');
  const name = externalName.replace(/\.$/, '');
  if (name === '') report('spec.externalName', required());
  else wellFormed(name, subdomain, 'spec.externalName', report);
}

function twice(ports: readonly ServicePort[], report: Report): void {
  const [taken, onNodes] = [new Set<string>(), new Set<string>()];
  ports.forEach(({ nodePort, protocol }, index) => {
    const key = `${protocol || 'TCP'} ${nodePort}`;
    if (nodePort && onNodes.has(key)) report(`spec.ports[${index}].nodePort`, duplicate(String(nodePort), String(nodePort)));
    onNodes.add(key);
  });
  ports.forEach(({ port: number, protocol }, index) => {
    const key = `${number} ${protocol || 'TCP'}`;
    if (taken.has(key)) report(`spec.ports[${index}]`, duplicate(key, `core.ServicePort{Name:"", Protocol:"${protocol || 'TCP'}", AppProtocol:(*string)(nil), Port:${number}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`));
    taken.add(key);
  });
}
