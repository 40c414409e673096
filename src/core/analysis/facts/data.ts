import { environmentOf } from '../environment';
import type { KubernetesObject } from '../kubernetes/object';
import { commandsIn, programOf } from '../shell';
import { isPlainMap, listAt, mapAt, stringAt, valueAt, type Plain } from '../yaml/plain';
import type { FactId, Facts } from './fact';

const dumpers = new Set(['pg_dump', 'pg_dumpall', 'pg_basebackup', 'mysqldump', 'mariadb-dump', 'mariabackup', 'xtrabackup', 'mongodump', 'restic', 'barman', 'barman-cloud-backup', 'pgbackrest', 'velero', 'kopia']);
const restorers = new Set(['pg_restore', 'mongorestore', 'barman-cloud-restore']);
const databases = /(^|\/)(postgres(ql)?|mysql|mariadb|mongo(db)?|cassandra|cockroach|influxdb|elasticsearch|opensearch|minio)(:|@|$)/;

/** What lasts beyond a pod, and what is done to keep it: EXI-ORG-17b, ORG-18, ARCH-4 and ARCH-9. */
export function dataFacts(facts: Facts, object: KubernetesObject): void {
  const environment = environmentOf(object);
  const see = (id: FactId, path: readonly (string | number)[] = []) => facts.add(id, `${object.kind} « ${object.name} »`, () => object.locate(path), environment);
  const { kind, group, value } = object;
  if (kind === 'PersistentVolumeClaim' && group === '') see('lasting-data');
  if (kind === 'StatefulSet' && (listAt(value, 'spec', 'volumeClaimTemplates').length > 0 || object.containers.some(container => databases.test(stringAt(container.value, 'image') ?? '')))) see('lasting-data');
  if (group === 'postgresql.cnpg.io') cnpg(object, see);
  if (group === 'velero.io') {
    if (kind === 'Schedule') see('backups');
    if (kind === 'Restore') see('recoveries');
    if (kind === 'BackupStorageLocation' && stringAt(value, 'spec', 'provider') === 'aws') see('s3-backups');
  }
  if (group === 'barmancloud.cnpg.io' && stringAt(value, 'spec', 'configuration', 'destinationPath')?.startsWith('s3://')) see('s3-backups', ['spec', 'configuration', 'destinationPath']);
  if (kind === 'CronJob' || kind === 'Job') jobs(object, see);
  const annotations = mapAt(object.podTemplate?.value, 'metadata', 'annotations');
  if (annotations['backup.velero.io/backup-volumes'] !== undefined) see('backups', [...(object.podTemplate?.path ?? []), 'metadata', 'annotations']);
}

type See = (id: FactId, path?: readonly (string | number)[]) => void;

function cnpg({ kind, value }: KubernetesObject, see: See): void {
  if (kind === 'ScheduledBackup') see('backups');
  if (kind !== 'Cluster') return;
  see('lasting-data');
  const store = ['spec', 'backup', 'barmanObjectStore', 'destinationPath'];
  if (stringAt(value, ...store)?.startsWith('s3://')) see('s3-backups', store);
  if (valueAt(value, 'spec', 'bootstrap', 'recovery') !== undefined) see('recoveries', ['spec', 'bootstrap', 'recovery']);
}

/** A job that saves or restores, by the programs its containers call. */
function jobs(object: KubernetesObject, see: See): void {
  for (const { value, path } of object.containers) {
    const words = textsOf([...listAt(value, 'command'), ...listAt(value, 'args')]);
    const programs = new Set([...words.flatMap(word => commandsIn(word).map(programOf)), ...words.slice(0, 1).map(word => word.split('/').pop() ?? '')]);
    const saves = [...programs].some(program => dumpers.has(program));
    if ([...programs].some(program => restorers.has(program))) see('recoveries', path);
    if (!saves) continue;
    if (object.kind === 'CronJob') see('backups', path);
    if (/PreSync|pre-(install|upgrade)/.test([stringAt(object.value, 'metadata', 'annotations', 'argocd.argoproj.io/hook'), stringAt(object.value, 'metadata', 'annotations', 'helm.sh/hook')].join())) see('backups-before', path);
    if ([...words, ...textsOf(listAt(value, 'env'))].some(text => /\bs3:\/\/[\w$]/.test(text)) || [...programs].some(program => program === 'aws' || program === 's3cmd' || program === 'mc' || program === 'rclone')) see('s3-backups', path);
  }
}

function textsOf(value: Plain | readonly Plain[]): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Plain[]).flatMap(textsOf);
  return isPlainMap(value) ? Object.values(value).flatMap(textsOf) : [];
}
