import { items } from '../../kubernetes/object';
import { valueAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

/** EXI-ARCH-18: a container listens above 1024. A Service's own port does not count. 1024 itself is not above, but needs no privilege. */
export const portAbove1024: KubernetesTest = object => [...object.containers, ...object.madePods.containers].flatMap(container => items(container, ['ports']).flatMap(({ path, value }) => {
  const written = valueAt(value, 'containerPort');
  // Quotes are a fault of their own, and hide the port from nobody.
  const port = typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : written;
  if (typeof port !== 'number' || port > 1024 || port < 1) return [];
  return [{ variant: port === 1024 ? 'limit' : 'privileged', location: object.locate([...path, 'containerPort']), fields: { element: container.name, port } }];
}));
