import { parseQuantity } from '../quantity';
import { invalid, type Report } from './fault';
import type { Container } from './shapes';

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;
/** Known, and asked of something else than a container. */
const known = /^(storage|pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|requests\.(cpu|memory|storage|ephemeral-storage)|limits\.(cpu|memory|ephemeral-storage)|services\.(nodeports|loadbalancers))$/;

const reasons = {
  type: { server: 'must be a standard resource type or fully qualified', advice: 'un conteneur demande `cpu`, `memory`, `ephemeral-storage`, ou une ressource dont le nom a un domaine (`nvidia.com/gpu`)' },
  container: { server: 'must be a standard resource for containers', advice: 'un conteneur demande `cpu`, `memory`, `ephemeral-storage`, ou une ressource dont le nom a un domaine (`nvidia.com/gpu`)' },
  quantity: { server: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'", advice: 'une quantité s’écrit comme `500m`, `1.5` ou `256Mi`' },
  negative: { server: 'must be greater than or equal to 0', advice: 'zéro ou plus' },
  whole: { server: 'must be an integer', advice: 'cette ressource ne se partage pas : un nombre entier' },
} as const;

/** What a container asks, and how far it may go (k8s.io/kubernetes, `validateResourceRequirements`). */
export function resources({ resources: given }: Container, path: string, report: Report): void {
  if (!given) return;
  const { limits = {}, requests = {} } = given;
  const read = (side: 'requests' | 'limits', key: string) => {
    const value = (side === 'limits' ? limits : requests)[key];
    if (value === undefined) return undefined;
    const at = `${path}.resources.${side}[${key}]`;
    if (!standard.test(key) && !key.includes('/')) {
      if (!known.test(key)) report(at, invalid(key, reasons.type));
      report(at, invalid(key, reasons.container));
    }
    const amount = value === null ? 0n : parseQuantity(value);
    if (amount === undefined) report(at, invalid(String(value), reasons.quantity));
    else if (amount < 0n) report(at, invalid(String(value), reasons.negative));
    else if (key.includes('/') && amount % 1_000_000_000n !== 0n) report(at, invalid(String(value), reasons.whole));
    return amount;
  };
  for (const key of new Set([...Object.keys(limits), ...Object.keys(requests)])) {
    const [limit, request] = [read('limits', key), read('requests', key)];
    if (request === undefined || limit === undefined || request <= limit) continue;
    const most = String(limits[key] ?? 0);
    report(`${path}.resources.requests`, invalid(String(requests[key]), { server: `must be less than or equal to ${key} limit of ${most}`, advice: `la demande de \`${key}\` dépasse sa limite, \`${most}\` : baissez \`requests.${key}\` ou montez \`limits.${key}\`` }), `${path}.resources.requests[${key}]`);
  }
}
