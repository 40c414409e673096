import type { Deployment, KubeObject, ReplicaSet } from '../cluster/object';
import { selectorText } from '../cluster/selector';
import type { Renderer } from './render';

/** The `scale` subresource of a Deployment or a ReplicaSet. */
export function scaleOf(object: KubeObject, renderer: Renderer): object {
  const { spec, status } = object as Deployment | ReplicaSet;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name, namespace, uid, resourceVersion, creationTimestamp: renderer.date(creationTimestamp) }, spec: { replicas: spec.replicas }, status: { replicas: status.replicas ?? 0, selector: selectorText(spec.selector) } };
}
