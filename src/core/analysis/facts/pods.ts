import { environmentOf } from '../environment';
import { pinningFault } from '../image';
import { items, type Container, type KubernetesObject } from '../kubernetes/object';
import { listAt, mapAt, stringAt, valueAt, type PlainMap } from '../yaml/plain';
import type { Facts } from './fact';

const platformRegistries = ['registry.dso.interieur.rie.gouv.fr/', 'harbor.apps.dso.numerique-interieur.com/', 'harbor.io/'];
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
/** Where an image keeps the authorities it trusts. */
const trustStores = /^\/(etc\/ssl|etc\/pki|usr\/local\/share\/ca-certificates|usr\/share\/ca-certificates|etc\/ca-certificates)(\/|$)|\/(cacerts|ca-bundle\.(crt|pem)|ca-certificates\.crt)$/;
const replicated = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);

/** What the pods an object makes show: of each container, then of the pod as a whole. */
export function podFacts(facts: Facts, object: KubernetesObject, objects: readonly KubernetesObject[]): void {
  const pod = object.podTemplate;
  // Without a container it runs nothing, and the rule of its structure says so.
  if (!pod || object.containers.length === 0) return;
  const environment = environmentOf(object);
  const label = `${object.kind} « ${object.name} »`;
  const see = (id: Parameters<Facts['add']>[0], path: readonly (string | number)[], what = label) => facts.add(id, what, () => object.locate(path), environment);
  see('workloads', []);
  for (const container of object.containers) containerFacts(container, (id, path) => see(id, [...container.path, ...path], `${label}, conteneur « ${container.name} »`));
  const spec = mapAt(pod.value, 'spec');
  if (isFree(spec) && object.containers.every(({ value }) => isFree(value)) && object.volumes.every(({ value }) => value['hostPath'] === undefined)) see('free-contexts', pod.path);
  for (const volume of object.volumes) if (volume.value['emptyDir'] !== undefined) see('work-volumes', volume.path, `${label}, volume « ${stringAt(volume.value, 'name') ?? ''} »`);
  if (object.kind === 'Deployment' && object.volumes.every(({ value }) => value['persistentVolumeClaim'] === undefined)) see('stateless-pods', []);
  if (valueAt(spec, 'affinity', 'podAntiAffinity') !== undefined) see('spread-pods', [...pod.path, 'spec', 'affinity', 'podAntiAffinity']);
  else if (listAt(spec, 'topologySpreadConstraints').length > 0) see('spread-pods', [...pod.path, 'spec', 'topologySpreadConstraints']);
  if (replicated.has(object.kind) && replicasOf(object, objects) >= 2) see('replicated', ['spec', 'replicas']);
}

function containerFacts({ list, value }: Container, see: (id: Parameters<Facts['add']>[0], path: readonly (string | number)[]) => void): void {
  const image = stringAt(value, 'image');
  if (image !== undefined && image !== '' && !pinningFault(image)) see('pinned-images', ['image']);
  if (image !== undefined && platformRegistries.some(prefix => image.startsWith(prefix))) see('platform-images', ['image']);
  const present = probes.filter(probe => valueAt(value, probe) !== undefined);
  if (list === 'containers' && present[0] !== undefined) see('probed-containers', [present[0]]);
  if (list === 'containers' && present.includes('livenessProbe') && present.includes('readinessProbe')) see('split-probes', ['readinessProbe']);
  if (['requests', 'limits'].every(side => ['cpu', 'memory'].every(amount => valueAt(value, 'resources', side, amount) !== undefined))) see('bounded-containers', ['resources']);
  items({ path: [], value }, ['ports']).forEach(port => {
    const number = valueAt(port.value, 'containerPort');
    if (typeof number === 'number' && number > 1024) see('high-ports', [...port.path, 'containerPort']);
  });
  if (listAt(value, 'envFrom').length > 0) see('external-config', ['envFrom']);
  else if (listAt(value, 'env').length > 0) see('external-config', ['env']);
  if (valueAt(value, 'securityContext', 'readOnlyRootFilesystem') === true) see('readonly-roots', ['securityContext', 'readOnlyRootFilesystem']);
  items({ path: [], value }, ['volumeMounts']).forEach(mount => {
    if (trustStores.test(stringAt(mount.value, 'mountPath') ?? '')) see('ca-trust', [...mount.path, 'mountPath']);
  });
  items({ path: [], value }, ['env']).forEach(variable => {
    if (/^(.*_)?(OIDC|OPENID|OAUTH2?|SAML2?|KEYCLOAK|FRANCECONNECT|AGENTCONNECT|PROCONNECT)(_.*)?$/i.test(stringAt(variable.value, 'name') ?? '')) see('sso', variable.path);
  });
}

/** EXI-ARCH-26: nothing of what the platform gives is asked for. */
function isFree(owner: PlainMap): boolean {
  const context = mapAt(owner, 'securityContext');
  return ['runAsUser', 'runAsGroup', 'fsGroup', 'allowPrivilegeEscalation'].every(field => (context[field] ?? null) === null) && listAt(context, 'capabilities', 'add').length === 0;
}

function replicasOf(object: KubernetesObject, scalers: readonly KubernetesObject[]): number {
  const scaler = scalers.find(({ kind, value }) => kind === 'HorizontalPodAutoscaler' && stringAt(value, 'spec', 'scaleTargetRef', 'name') === object.name && stringAt(value, 'spec', 'scaleTargetRef', 'kind') === object.kind);
  const replicas = scaler ? valueAt(scaler.value, 'spec', 'minReplicas') : valueAt(object.value, 'spec', 'replicas');
  return typeof replicas === 'number' ? replicas : 1;
}
