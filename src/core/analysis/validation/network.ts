import { forbidden, invalid, required, unsupported, type Report } from './fault';
import { labelSelector, portNumber, portReference } from './formats';
import type { Selector } from './shapes';

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

interface PolicyRule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly endPort?: number }[];
}

export interface PolicySpec {
  readonly podSelector?: Selector;
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
  readonly policyTypes?: readonly string[];
}

const reasons = {
  peer: { server: 'must specify a peer', advice: 'dites avec qui : `podSelector`, `namespaceSelector` ou `ipBlock`' },
  alone: { server: 'may not specify both ipBlock and another peer', advice: '`ipBlock` ne se combine pas : faites-en un élément à part de la liste' },
  cidr: { server: 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)', advice: 'une plage d’adresses comme `10.9.8.0/24`' },
  below: { server: 'must be greater than or equal to `port`', advice: 'la fin de la plage ne peut être avant `port`' },
  named: { server: 'may not be specified when `port` is non-numeric', advice: 'une plage part d’un numéro : `port` doit en être un' },
  alonePort: { server: 'may not be specified when `port` is not specified', advice: 'une plage part d’un `port`' },
} as const;

/** What is wrong with a NetworkPolicy (k8s.io/kubernetes, `ValidateNetworkPolicySpec`). */
export function networkPolicy({ podSelector, ingress = [], egress = [], policyTypes = [] }: PolicySpec = {}, report: Report): void {
  labelSelector(podSelector, 'spec.podSelector', report);
  const rules = [...ingress.map((rule, index) => [`spec.ingress[${index}]`, rule, 'from'] as const), ...egress.map((rule, index) => [`spec.egress[${index}]`, rule, 'to'] as const)];
  for (const [path, rule, side] of rules) {
    rule.ports?.forEach(({ port, endPort }, index) => {
      if (port !== undefined) portReference(port, `${path}.ports[${index}].port`, report);
      if (endPort !== undefined) range(port, endPort, `${path}.ports[${index}].endPort`, report);
    });
    rule[side]?.forEach((one, index) => peer(one, `${path}.${side}[${index}]`, report));
  }
  policyTypes.forEach((type, index) => {
    if (type !== 'Ingress' && type !== 'Egress') report(`spec.policyTypes[${index}]`, unsupported(type, ['Ingress', 'Egress']));
  });
}

function range(port: number | string | undefined, end: number, path: string, report: Report): void {
  if (port === undefined) return report(path, invalid(end, reasons.alonePort));
  if (typeof port === 'string') return report(path, invalid(end, reasons.named));
  if (end < port) report(path, invalid(port, reasons.below));
  portNumber(end, path, report);
}

function peer({ podSelector, namespaceSelector, ipBlock }: Peer, path: string, report: Report): void {
  labelSelector(podSelector, `${path}.podSelector`, report);
  labelSelector(namespaceSelector, `${path}.namespaceSelector`, report);
  if (!podSelector && !namespaceSelector && !ipBlock) report(path, required(reasons.peer));
  else if (ipBlock && (podSelector ?? namespaceSelector)) report(path, forbidden(reasons.alone));
  if (!ipBlock) return;
  if (!ipBlock.cidr) return report(`${path}.ipBlock.cidr`, required());
  cidr(ipBlock.cidr, `${path}.ipBlock.cidr`, report);
  ipBlock.except?.forEach((one, index) => cidr(one, `${path}.ipBlock.except[${index}]`, report));
}

function cidr(text: string, path: string, report: Report): void {
  const [address = '', bits = '', ...more] = text.split('/');
  const most = isAddress(address) ? (address.includes(':') ? 128 : 32) : -1;
  if (more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) report(path, invalid(text, reasons.cidr));
}

/** Whether a text is an address of a machine, of either kind, as Go reads it. */
export function isAddress(text: string): boolean {
  if (!text.includes(':')) return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) < 256);
  const [words, short] = [text.split(':'), text.includes('::')];
  return /^[\da-f:.]+$/i.test(text) && words.length <= 9 && (short || words.length >= 7) && !text.includes(':::') && words.every(word => word.includes('.') ? isAddress(word) : word.length <= 4);
}

