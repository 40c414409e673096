import { foreignClass, ingressGroup, waysOf, type Ingress } from '../network/ingress';
import type { Work } from '../work';
import addresses from '../../addresses.json';

/** Gives an Ingress its address once the router has opened one of its ways in; every other one that asks for the same hosts is looked at again. */
export function syncIngress(work: Work, namespace: string, name: string): void {
  const ingress = work.find<Ingress>({ group: ingressGroup, kind: 'Ingress', namespace, name });
  if (!ingress) return;
  // The controller of a plain Kubernetes cluster takes all that its webhook let in.
  const flavour = work.world.flavour(namespace) ?? 'openshift';
  const open = foreignClass(ingress, flavour) === undefined && (flavour === 'kubernetes' || waysOf(work.draft.result(), ingress).some(({ fault }) => !fault));
  work.put({ ...ingress, status: { loadBalancer: open ? { ingress: [{ hostname: addresses.router }] } : {} } });
}

/** The Ingresses that share a host with one that changed or went. */
export function neighbours(work: Work, ingress: Ingress): Ingress[] {
  const hosts = new Set(ingress.spec.rules?.flatMap(({ host }) => host ?? []));
  return work.draft.list<Ingress>(ingressGroup, 'Ingress').filter(({ metadata, spec }) => metadata.uid !== ingress.metadata.uid && spec.rules?.some(({ host }) => host !== undefined && hosts.has(host)));
}
