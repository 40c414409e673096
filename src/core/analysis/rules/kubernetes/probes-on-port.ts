import type { Fix } from '../../finding';
import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { fixOf, mergeInto } from '../../yaml/edit';
import { stringAt, valueAt } from '../../yaml/plain';

/** Two probes that open the port the container declares: they hold whatever its routes are. None for a Job, which ends by itself, nor without a declared port. */
export function probesOnPort(object: KubernetesObject, container: Element): Fix | undefined {
  if (object.kind === 'Job' || object.kind === 'CronJob') return undefined;
  const ports = items(container, ['ports']).map(({ value }) => value).filter(value => (stringAt(value, 'protocol') ?? 'TCP') === 'TCP');
  const chosen = ports.find(value => /^(http|web|api)/.test(stringAt(value, 'name') ?? '')) ?? ports[0];
  const port = valueAt(chosen, 'containerPort');
  if (typeof port !== 'number') return undefined;
  return fixOf(`Sonder le port ${port} (préférez ensuite votre route de santé)`, mergeInto(object, container.path, { readinessProbe: { tcpSocket: { port } }, livenessProbe: { tcpSocket: { port } } }));
}
