import { environmentOf } from '../environment';
import type { KubernetesObject } from '../kubernetes/object';
import { isPlainMap, mapAt, stringAt, type Plain } from '../yaml/plain';
import type { FactId, Facts } from './fact';

const secretKinds = new Set(['SopsSecret', 'VaultStaticSecret', 'VaultDynamicSecret', 'VaultPKISecret', 'VaultSecret']);
const contacts = new Set(['AlertmanagerConfig', 'GrafanaContactPoint', 'GrafanaNotificationPolicy']);
const brokers = new Set(['Kafka', 'KafkaTopic', 'RabbitmqCluster', 'Queue', 'ActiveMQArtemis']);

/** What employs the services of the platform: secrets, observability, deployment by Argo CD. */
export function platformFacts(facts: Facts, object: KubernetesObject): void {
  const environment = environmentOf(object);
  const see = (id: FactId, path: readonly (string | number)[] = []) => facts.add(id, `${object.kind} « ${object.name} »`, () => object.locate(path), environment);
  const { kind, group, value } = object;
  if (secretKinds.has(kind)) see('managed-secrets');
  if (kind === 'ServiceMonitor' || kind === 'PodMonitor') see('monitors');
  const annotations = object.podTemplate ? mapAt(object.podTemplate.value, 'metadata', 'annotations') : kind === 'Service' ? mapAt(value, 'metadata', 'annotations') : {};
  if (String(annotations['prometheus.io/scrape']) === 'true') see('monitors', [...(object.podTemplate?.path ?? []), 'metadata', 'annotations', 'prometheus.io/scrape']);
  if (kind === 'PrometheusRule') see('alerts');
  const subscriptions = Object.keys(mapAt(value, 'metadata', 'annotations')).filter(key => key.startsWith('notifications.argoproj.io/subscribe.'));
  if (contacts.has(kind) || subscriptions.length > 0) {
    see('contact-points');
    if (speaksOf(value, /mattermost|tchap/i) || subscriptions.some(key => /mattermost|tchap/i.test(key))) see('chat-contacts');
  }
  if (brokers.has(kind)) see('messaging');
  if (group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet')) see('argo-applications');
  if (kind !== '' && kind !== 'Kustomization' && group !== 'kind.x-k8s.io') see('infrastructure');
  if (/^(kustomize\.config\.k8s\.io)$/.test(group)) see('charts');
  if (group === 'keycloak.org' || group === 'k8s.keycloak.org' || stringAt(value, 'spec', 'oidc', 'issuerUrl') !== undefined) see('sso');
}

/** Whether a text of the object, key or value, is one that is looked for. */
function speaksOf(value: Plain, word: RegExp): boolean {
  if (typeof value === 'string') return word.test(value);
  if (Array.isArray(value)) return value.some(item => speaksOf(item, word));
  return isPlainMap(value) && Object.entries(value).some(([key, item]) => word.test(key) || speaksOf(item, word));
}
