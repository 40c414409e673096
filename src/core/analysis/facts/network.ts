import { environmentOf } from '../environment';
import { items, type KubernetesObject } from '../kubernetes/object';
import { isPlainMap, listAt, stringAt, valueAt } from '../yaml/plain';
import type { FactId, Facts } from './fact';

/** How an application is reached, and what may reach it: EXI-ARCH-14, ARCH-19, ARCH-2. */
export function networkFacts(facts: Facts, object: KubernetesObject): void {
  const environment = environmentOf(object);
  const see = (id: FactId, path: readonly (string | number)[] = []) => facts.add(id, `${object.kind} « ${object.name} »`, () => object.locate(path), environment);
  const { kind, group, value } = object;
  if (kind === 'Service' && group === '' && stringAt(value, 'spec', 'sessionAffinity') !== 'ClientIP') see('free-services');
  if (kind === 'NetworkPolicy') see('network-policies');
  if (kind === 'PodDisruptionBudget') see('disruption-budgets');
  if (kind === 'DestinationRule' && group === 'networking.istio.io' && valueAt(value, 'spec', 'trafficPolicy', 'outlierDetection') !== undefined) see('resilience', ['spec', 'trafficPolicy', 'outlierDetection']);
  if (kind === 'Ingress' && /^(networking\.k8s\.io|extensions)$/.test(group)) see(listAt(value, 'spec', 'tls').length > 0 ? 'tls-routes' : 'clear-routes', listAt(value, 'spec', 'tls').length > 0 ? ['spec', 'tls'] : ['spec']);
  if (kind === 'Route' && group === 'route.openshift.io') see(isPlainMap(valueAt(value, 'spec', 'tls')) ? 'tls-routes' : 'clear-routes', ['spec']);
  if (kind === 'Gateway' && group === 'gateway.networking.k8s.io') items({ path: [], value }, ['spec', 'listeners']).forEach(listener => see(valueAt(listener.value, 'tls') === undefined ? 'clear-routes' : 'tls-routes', listener.path));
}
