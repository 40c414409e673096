import { tell } from '../events';
import { backOff } from '../kubelet/run';
import type { Container, Labels, Pod, PodSpec } from '../object';
import type { Work } from '../work';
import type { Database } from './cnpg';
import type { Job } from './job';
import { newMetadata, ownedBy } from './names';
// Where an instance listens, and what the operator runs when a database names no image (socle 4.10.1: CloudNativePG 1.28.0).
import defaults from './cnpg.json';

export function roleLabels({ metadata }: Database, instance: string, number: number): Labels {
  const role = number === 1 ? 'primary' : 'replica';
  return { 'cnpg.io/cluster': metadata.name, 'cnpg.io/instanceName': instance, 'cnpg.io/instanceRole': role, role };
}

/** Makes the pod of an instance; answers why it is refused. */
export function instancePod(work: Work, database: Database, instance: string, number: number): string | undefined {
  const { namespace = '', name } = database.metadata;
  const labels = { ...database.spec.inheritedMetadata?.labels, ...roleLabels(database, instance, number), 'cnpg.io/podRole': 'instance' };
  const spec = podSpec(work, database, instance, { name: 'postgres', image: '', ports: [{ name: 'postgresql', containerPort: defaults.postgres }, { name: 'metrics', containerPort: defaults.metrics }, { name: 'status', containerPort: defaults.status }], command: ['/controller/manager', 'instance', 'run'], readinessProbe: { httpGet: { path: '/readyz', port: defaults.status } }, livenessProbe: { httpGet: { path: '/healthz', port: defaults.status } }, startupProbe: { httpGet: { path: '/startupz', port: defaults.status }, failureThreshold: 360, periodSeconds: 10 } });
  const verdict = work.world.admit(work, { apiVersion: 'v1', kind: 'Pod', metadata: newMetadata(work, instance, namespace, { labels, ownerReferences: [ownedBy(database)] }), spec: { ...spec, hostname: instance }, status: { phase: 'Pending' } } satisfies Pod);
  if (verdict.ok) return void work.put(verdict.object);
  const times = tell(work, database, { type: 'Warning', reason: 'FailedCreate', message: `Error creating pod ${instance}: ${verdict.message}`, by: 'cloudnative-pg' });
  work.after(backOff(times), { kind: 'database', namespace, name });
  return verdict.message;
}

/** The Job that fills the claim of an instance. */
export function instanceJob(work: Work, database: Database, instance: string, number: number, name: string): Job {
  const role = number === 1 ? 'initdb' : 'join';
  const labels = { ...database.spec.inheritedMetadata?.labels, 'cnpg.io/cluster': database.metadata.name, 'cnpg.io/instanceName': instance, 'cnpg.io/jobRole': role };
  const spec: PodSpec = { ...podSpec(work, database, instance, { name: role, image: '', command: ['/controller/manager', 'instance', number === 1 ? 'init' : 'join'] }), restartPolicy: 'Never' };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: newMetadata(work, name, database.metadata.namespace, { generation: 1, labels, ownerReferences: [ownedBy(database)] }), spec: { template: { metadata: { labels }, spec } }, status: {} };
}

function podSpec(work: Work, { metadata, spec }: Database, instance: string, main: Container): PodSpec {
  const plain = work.world.flavour(metadata.namespace ?? '') === 'kubernetes';
  const resources = spec.resources ? { resources: spec.resources } : {};
  const securityContext = { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, ...{ capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } } };
  const volumeMounts = [{ name: 'pgdata', mountPath: '/var/lib/postgresql/data' }, { name: 'scratch-data', mountPath: '/run' }];
  const own = { ...resources, securityContext, volumeMounts };
  return {
    initContainers: [{ name: 'bootstrap-controller', image: defaults.operator, command: ['/manager', 'bootstrap', '/controller/manager'], ...own }],
    containers: [{ ...main, image: spec.imageName ?? defaults.image, ...own }],
    volumes: [{ name: 'pgdata', persistentVolumeClaim: { claimName: instance } }, { name: 'scratch-data', emptyDir: {} }],
    ...(spec.imagePullSecrets ? { imagePullSecrets: spec.imagePullSecrets } : {}), serviceAccountName: metadata.name,
    ...(plain ? { securityContext: { runAsUser: 26, runAsNonRoot: true, fsGroup: 26, ...{ runAsGroup: 26, seccompProfile: { type: 'RuntimeDefault' } } } } : {}),
  };
}
