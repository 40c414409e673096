import { find, list } from '../cluster/store';
import type { Pod } from '../cluster/object';
import { fullReference } from '../registry/image';
import type { PlatformState } from '../state';
import { forbidden } from './access';
import type { ApiAnswer, ApiRequest } from './answer';
import type { Renderer } from './render';
import type { Route } from './route';
import { labelFilter } from './select';
import { failure } from './status';

/** What running pods use, for `kubectl top`: as much as their application's behaviour says. A pod that does not run yet has no measure. */
export function podMetrics({ plural, namespace, name }: Route, state: PlatformState, renderer: Renderer, { query }: ApiRequest): ApiAnswer {
  if (plural === 'nodes') return { kind: 'text', ...failure(403, 'Forbidden', forbidden(name === undefined ? 'list' : 'get', 'metrics.k8s.io', 'nodes', undefined, name), { ...(name ? { name } : {}), group: 'metrics.k8s.io', kind: 'nodes' }) };
  if (plural !== 'pods') return { kind: 'text', ...failure(404, 'NotFound', 'the server could not find the requested resource') };
  const filter = labelFilter(query['labelSelector'] ?? '');
  if (!filter.ok) return { kind: 'text', ...failure(400, 'BadRequest', filter.message) };
  if (name !== undefined) {
    const pod = find(state.cluster.objects, { group: '', kind: 'Pod', namespace: namespace ?? '', name }) as Pod | undefined;
    const measured = pod && measure(pod, state, renderer);
    return measured ? { kind: 'text', code: 200, body: JSON.stringify(measured) } : { kind: 'text', ...failure(404, 'NotFound', `podmetrics.metrics.k8s.io "${namespace}/${name}" not found`) };
  }
  const items = list(state.cluster.objects, '', 'Pod', namespace).filter(filter.test);
  return { kind: 'text', code: 200, body: JSON.stringify({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items: items.flatMap(pod => measure(pod as Pod, state, renderer) ?? []) }) };
}

function measure(pod: Pod, state: PlatformState, renderer: Renderer): object | undefined {
  const running = (pod.status.containerStatuses ?? []).filter(one => one.state.running && state.now - one.state.running.startedAt > 15_000);
  if (running.length === 0) return undefined;
  const { name, namespace, labels, creationTimestamp } = pod.metadata;
  const containers = running.map(one => {
    const image = state.cluster.present.get(`${pod.spec.nodeName ?? ''} ${fullReference(one.image) ?? ''}`);
    return { name: one.name, usage: { cpu: `${image?.behaviour.cpuMillis ?? 1}m`, memory: `${Math.round((image?.behaviour.memory ?? 0) / 1024)}Ki` } };
  });
  return { kind: 'PodMetrics', apiVersion: 'metrics.k8s.io/v1beta1', metadata: { name, namespace, labels, creationTimestamp: renderer.date(creationTimestamp) }, timestamp: renderer.date(state.now), window: '15s', containers };
}
