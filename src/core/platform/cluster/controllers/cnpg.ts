import { sha256Hex } from '../../chance';
import { toBase64 } from '../../../analysis/base64';
import { isTrue } from '../conditions';
import { tell } from '../events';
import { deletePod } from '../kubelet/stop';
import type { Condition, KubeObject, Labels, Pod, Quantities } from '../object';
import { claimRef, type Claim } from '../storage';
import type { Work } from '../work';
import defaults from './cnpg.json';
import { databaseBudgets } from './cnpg-budgets';
import { instancePod, instanceJob, roleLabels } from './cnpg-pods';
import type { Job } from './job';
import { newMetadata, ownedBy } from './names';
import { deleteClaim } from './volume-claim';

/** A PostgreSQL database that the operator CloudNativePG runs. */
export interface Database extends KubeObject {
  readonly spec: { readonly instances?: number; readonly enablePDB?: boolean; readonly imageName?: string; readonly imagePullSecrets?: readonly { readonly name: string }[]; readonly storage?: { readonly size?: string; readonly storageClass?: string }; readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities }; readonly inheritedMetadata?: { readonly labels?: Labels }; readonly bootstrap?: { readonly initdb?: { readonly database?: string; readonly owner?: string } } };
  readonly status?: { readonly phase?: string; readonly phaseReason?: string; readonly instances?: number; readonly readyInstances?: number; readonly currentPrimary?: string; readonly conditions?: readonly Condition[] };
}

const group = 'postgresql.cnpg.io';
const statusKey = 'cnpg.io/pvcStatus';
const by = 'cloudnative-pg';

/** Brings a database towards what it asks: its Services and Secrets, then its instances one after the other, each from its claim and the Job that fills it (cloudnative-pg, `ClusterReconciler`). */
export function syncDatabase(work: Work, namespace: string, name: string): void {
  const database = work.find<Database>({ group, kind: 'Cluster', namespace, name });
  if (!database || database.metadata.deletionTimestamp !== undefined) return;
  services(work, database);
  secrets(work, database);
  databaseBudgets(work, database);
  const { instances = 1 } = database.spec;
  const pods = () => work.draft.list<Pod>('', 'Pod', namespace).filter(({ metadata }) => metadata.labels?.['cnpg.io/cluster'] === name && metadata.labels['cnpg.io/podRole'] === 'instance');
  for (const pod of pods()) if (Number(pod.metadata.name.slice(name.length + 1)) > instances) {
    deletePod(work, pod);
    deleteClaim(work, claimRef(namespace, pod.metadata.name));
  }
  const step = advance(work, database, instances);
  const own = pods();
  const ready = own.filter(pod => isTrue(pod.status.conditions, 'Ready'));
  const held = work.find<Database>({ group, kind: 'Cluster', namespace, name }) ?? database;
  const phase = step?.phase ?? (ready.length < instances ? 'Waiting for the instances to become active' : 'Cluster in healthy state');
  const condition: Condition = { type: 'Ready', status: ready.length >= instances ? 'True' : 'False', reason: ready.length >= instances ? 'ClusterIsReady' : 'ClusterIsNotReady', message: ready.length >= instances ? 'Cluster is Ready' : 'Cluster Is Not Ready', lastTransitionTime: work.now };
  const [before] = held.status?.conditions ?? [];
  work.put<Database>({ ...held, status: { ...(own.length > 0 ? { instances: own.length } : {}), ...(ready.length > 0 ? { readyInstances: ready.length } : {}), phase, ...(step?.reason === undefined ? {} : { phaseReason: step.reason }), ...(own.length > 0 ? { currentPrimary: `${name}-1`, targetPrimary: `${name}-1` } : {}), conditions: [before?.status === condition.status ? before : condition] } });
}

/** Does what can be done now of the first instance that is not there; answers the phase this is. */
function advance(work: Work, database: Database, instances: number): { readonly phase: string; readonly reason?: string } | undefined {
  const { name, namespace = '' } = database.metadata;
  for (let number = 1; number <= instances; number++) {
    const instance = `${name}-${number}`;
    const phase = number === 1 ? 'Setting up primary' : 'Creating a new replica';
    const reason = number === 1 ? `Creating primary instance ${instance}` : `Creating replica ${instance}-join`;
    const claim = work.find<Claim>(claimRef(namespace, instance)) ?? createClaim(work, database, instance, number);
    if (typeof claim === 'string') return { phase: 'Unable to create required cluster objects', reason: claim };
    const pod = work.find<Pod>({ group: '', kind: 'Pod', namespace, name: instance });
    if (pod) {
      if (!isTrue(pod.status.conditions, 'Ready')) return undefined;
      continue;
    }
    if (claim.metadata.annotations?.[statusKey] !== 'ready' && !filled(work, database, claim, number)) return { phase, reason };
    const refusal = instancePod(work, database, instance, number);
    return refusal === undefined ? { phase, reason } : { phase: 'Unable to create required cluster objects', reason: refusal };
  }
  return undefined;
}

function createClaim(work: Work, database: Database, name: string, number: number): Claim | string {
  const { storage, inheritedMetadata } = database.spec;
  const labels = { ...inheritedMetadata?.labels, ...roleLabels(database, name, number), 'cnpg.io/pvcRole': 'PG_DATA' };
  const spec: Claim['spec'] = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: storage?.size ?? '' } }, ...(storage?.storageClass === undefined ? {} : { storageClassName: storage.storageClass }) };
  const verdict = work.world.admit(work, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: newMetadata(work, name, database.metadata.namespace, { labels, annotations: { [statusKey]: 'initializing' }, ownerReferences: [ownedBy(database)] }), spec, status: { phase: 'Pending' } } satisfies Claim);
  if (!verdict.ok) return `cannot create Cluster auxiliary objects: unable to create a PVC: ${verdict.message}`;
  return work.put(verdict.object);
}

/** Whether the Job that fills a claim is over: it is made if it is not there, and goes once it has succeeded. */
function filled(work: Work, database: Database, claim: Claim, number: number): boolean {
  const { namespace = '' } = database.metadata;
  const name = `${claim.metadata.name}-${number === 1 ? 'initdb' : 'join'}`;
  const job = work.find<Job>({ group: 'batch', kind: 'Job', namespace, name });
  if (!job) {
    const verdict = work.world.admit(work, instanceJob(work, database, claim.metadata.name, number, name));
    if (!verdict.ok) return void tell(work, database, { type: 'Warning', reason: 'FailedCreate', message: `Error creating job: ${verdict.message}`, by }), false;
    work.put(verdict.object);
    tell(work, database, { type: 'Normal', reason: 'CreatingInstance', message: number === 1 ? 'Primary instance (initdb)' : `Creating instance ${claim.metadata.name}`, by });
    return false;
  }
  if (!isTrue(job.status.conditions, 'Complete')) return false;
  work.put<Claim>({ ...claim, metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, [statusKey]: 'ready' } } });
  work.remove(job);
  for (const pod of work.draft.ownedBy(namespace, job.metadata.uid)) if (pod.kind === 'Pod') deletePod(work, pod as Pod);
  return true;
}

function services(work: Work, database: Database): void {
  const { name, namespace = '' } = database.metadata;
  const roles: readonly (readonly [string, Labels])[] = [['rw', { 'cnpg.io/instanceRole': 'primary' }], ['ro', { 'cnpg.io/instanceRole': 'replica' }], ['r', { 'cnpg.io/podRole': 'instance' }]];
  for (const [suffix, selector] of roles) {
    if (work.find({ group: '', kind: 'Service', namespace, name: `${name}-${suffix}` })) continue;
    const verdict = work.world.admit(work, { apiVersion: 'v1', kind: 'Service', metadata: newMetadata(work, `${name}-${suffix}`, namespace, { labels: { 'cnpg.io/cluster': name }, ownerReferences: [ownedBy(database)] }), spec: { type: 'ClusterIP', selector: { 'cnpg.io/cluster': name, ...selector }, ports: [{ name: 'postgres', port: defaults.postgres, protocol: 'TCP', targetPort: defaults.postgres }] } } as KubeObject);
    if (verdict.ok) work.put(verdict.object);
  }
}

/** The account its pods run as, the account of the application, and the certificates of the database. */
function secrets(work: Work, database: Database): void {
  const { name, namespace = '', uid } = database.metadata;
  if (!work.find({ group: '', kind: 'ServiceAccount', namespace, name })) work.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: newMetadata(work, name, namespace, { ownerReferences: [ownedBy(database)] }) });
  const { database: dbname = 'app', owner = dbname } = database.spec.bootstrap?.initdb ?? {};
  const password = sha256Hex(`${uid}/app`).slice(0, 64);
  const host = `${name}-rw`;
  const account = { dbname, host, 'jdbc-uri': `jdbc:postgresql://${host}.${namespace}:${defaults.postgres}/${dbname}?password=${password}&user=${owner}`, password, pgpass: `${host}:${defaults.postgres}:${dbname}:${owner}:${password}\n`, port: String(defaults.postgres), uri: `postgresql://${owner}:${password}@${host}.${namespace}:${defaults.postgres}/${dbname}`, user: owner, username: owner };
  const certificate = { 'tls.crt': 'certificat de la plateforme simulée', 'tls.key': 'clé de la plateforme simulée' };
  const wanted: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [['app', 'kubernetes.io/basic-auth', account], ['ca', 'Opaque', { 'ca.crt': certificate['tls.crt'], 'ca.key': certificate['tls.key'] }], ['replication', 'kubernetes.io/tls', certificate], ['server', 'kubernetes.io/tls', certificate]];
  for (const [suffix, type, data] of wanted) {
    if (work.find({ group: '', kind: 'Secret', namespace, name: `${name}-${suffix}` })) continue;
    work.put({ apiVersion: 'v1', kind: 'Secret', metadata: newMetadata(work, `${name}-${suffix}`, namespace, { labels: { 'cnpg.io/cluster': name, 'cnpg.io/reload': 'true' }, ownerReferences: [ownedBy(database)] }), type, data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toBase64(value)])) } as KubeObject);
  }
}
