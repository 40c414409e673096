import type { Deployment, KubeObject, ReplicaSet } from '../cluster/object';
import { selectorText } from '../../analysis/kubernetes/selector';
import { humanDuration, type Time } from '../time';
import { columns } from './columns';
import type { Renderer } from './render';

/** The `scale` subresource of a Deployment or a ReplicaSet. */
export function scaleOf(object: KubeObject, renderer: Renderer): object {
  const { spec, status } = object as Deployment | ReplicaSet;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name, namespace, uid, resourceVersion, creationTimestamp: renderer.date(creationTimestamp) }, spec: { replicas: spec.replicas }, status: { replicas: status.replicas ?? 0, selector: selectorText(spec.selector) } };
}

/** The same as a row of a Table, whose columns the API server reads in the subresource itself. */
export function scaleTable(object: KubeObject, { now, renderer, include }: { readonly now: Time; readonly renderer: Renderer; readonly include: string }): string {
  const { spec, status, metadata } = object as Deployment | ReplicaSet;
  const row = { cells: [metadata.name, spec.replicas, status.replicas ?? 0, humanDuration(now - metadata.creationTimestamp)], object: include === 'None' ? null : include === 'Object' ? scaleOf(object, renderer) : (JSON.parse(renderer.metadata(object)) as object) };
  return JSON.stringify({ kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: { resourceVersion: metadata.resourceVersion }, columnDefinitions: columns('Name', 'Desired#', 'Available#', 'Age').map(column => ({ ...column, format: '' })), rows: [row] });
}
