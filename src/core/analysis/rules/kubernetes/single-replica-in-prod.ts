import { environmentOf, stageOf } from '../../environment';
import type { KubernetesObject } from '../../kubernetes/object';
import { labelPlaces, labelValue } from '../../kubernetes/labels';
import { stringAt, valueAt } from '../../yaml/plain';
import type { NeighbourTest } from '../test';

const replicated = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);

/** In production, a workload has at least two pods, by its replicas or by the autoscaler that drives it. */
export const singleReplicaInProd: NeighbourTest = (object, workspace) => {
  if (!replicated.has(object.kind) || !object.podTemplate || !isProduction(object)) return [];
  const scaler = workspace.ofKind('HorizontalPodAutoscaler').find(one => stringAt(one.value, 'spec', 'scaleTargetRef', 'name') === object.name && stringAt(one.value, 'spec', 'scaleTargetRef', 'kind') === object.kind);
  if (workspace.ofKind('ScaledObject').some(one => stringAt(one.value, 'spec', 'scaleTargetRef', 'name') === object.name && Number(valueAt(one.value, 'spec', 'minReplicaCount') ?? 0) !== 1)) return [];
  const replicas = scaler ? (valueAt(scaler.value, 'spec', 'minReplicas') ?? 1) : (valueAt(object.value, 'spec', 'replicas') ?? 1);
  if (replicas !== 1) return [];
  return [{ variant: scaler ? 'scaler' : 'single', location: scaler && valueAt(object.value, 'spec', 'replicas') === undefined ? scaler.locate(['spec', 'minReplicas']) : object.locate(['spec', 'replicas']), fields: {} }];
};

/** Its labels say so; when they say nothing, its namespace or the name of the file it is kept in. */
function isProduction(object: KubernetesObject): boolean {
  const labels = labelPlaces(object).flatMap(place => labelValue(place.labels, 'env') ?? []);
  if (labels.length > 0) return labels.some(value => value === 'prod' || value === 'production');
  const environment = environmentOf(object);
  return environment !== undefined && stageOf(environment) === 'prod';
}
