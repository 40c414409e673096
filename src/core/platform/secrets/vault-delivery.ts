import { isPlainMap, listAt, mapAt, stringAt, valueAt, type PlainMap } from '../../analysis/yaml/plain';
import { newMetadata } from '../cluster/controllers/names';
import { tell } from '../cluster/events';
import type { Condition, Deployment, KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { isoSecond } from '../time';
import { specOf } from './vault-login';

const kind = 'VaultStaticSecret';

export interface Secret extends KubeObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Where a VaultStaticSecret writes. */
export function destinationOf(object: KubeObject): { readonly map: PlainMap; readonly name: string; readonly create: boolean } {
  const map = mapAt(specOf(object), 'destination');
  return { map, name: stringAt(map, 'name') ?? '', create: valueAt(map, 'create') === true };
}

/** Writes the Secret; answers why it may not. */
export function deliver(work: Work, object: KubeObject, data: Readonly<Record<string, string>>): string | undefined {
  const { namespace = '', name: own, uid } = object.metadata;
  const { map, name, create } = destinationOf(object);
  const known = work.find<Secret>({ group: '', kind: 'Secret', namespace, name });
  if (known && !create) return void work.put({ ...known, data });
  const owned = known?.metadata.ownerReferences?.some(owner => owner.uid === uid) === true;
  if (known && !owned && valueAt(map, 'overwrite') !== true) return `${known.metadata.ownerReferences?.length ? 'invalid ownerReferences' : `secret ${namespace}/${name} has no ownerReferences`}\nnot the owner of the destination Secret ${namespace}/${name}`;
  const metadata = known?.metadata ?? newMetadata(work, name, namespace);
  const labels = { ...texts(map, 'labels'), 'app.kubernetes.io/component': 'secret-sync', 'app.kubernetes.io/managed-by': 'hashicorp-vso', 'app.kubernetes.io/name': 'vault-secrets-operator', 'secrets.hashicorp.com/vso-ownerRefUID': uid };
  work.put<Secret>({ apiVersion: 'v1', kind: 'Secret', metadata: { ...metadata, labels, annotations: texts(map, 'annotations'), ownerReferences: [{ apiVersion: object.apiVersion, kind, name: own, uid }] }, type: stringAt(map, 'type') ?? 'Opaque', data });
  return undefined;
}

function texts(map: PlainMap, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(mapAt(map, key)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** Restarts what reads the Secret and was named for it, so that its pods have the new value. */
export function restart(work: Work, object: KubeObject): Omit<Condition, 'lastTransitionTime'>[] {
  const targets = listAt(specOf(object), 'rolloutRestartTargets').filter(isPlainMap);
  const failed = targets.flatMap(target => {
    const [targetKind, name] = [stringAt(target, 'kind') ?? '', stringAt(target, 'name') ?? ''];
    const found = work.find<Deployment>({ group: 'apps', kind: targetKind, namespace: object.metadata.namespace ?? '', name });
    const fault = found ? undefined : `${targetKind}.apps "${name}" not found`;
    if (found) restartTarget(work, found);
    tell(work, object, fault === undefined ? { type: 'Normal', reason: 'RolloutRestartTriggered', message: `Rollout restart triggered for {${targetKind} ${name}}`, by: kind } : { type: 'Warning', reason: 'RolloutRestartFailed', message: `Rollout restart failed for target v1beta1.RolloutRestartTarget{Kind:"${targetKind}", Name:"${name}"}: err=${fault}`, by: kind });
    return fault ?? [];
  });
  if (targets.length === 0) return [];
  const [fault] = failed;
  return [fault === undefined ? { type: 'RolloutRestart', reason: 'RolloutRestartTriggered', status: 'True', message: 'Rollout restart triggered' } : { type: 'RolloutRestart', reason: 'RolloutRestartTriggeredFailed', status: 'False', message: `Rollout restart trigger failed, err=${fault}` }];
}

function restartTarget(work: Work, found: Deployment): void {
  const { template } = found.spec;
  const annotations = { ...template.metadata?.annotations, 'vso.secrets.hashicorp.com/restartedAt': isoSecond(0, work.now) };
  work.put<Deployment>({ ...found, metadata: { ...found.metadata, generation: (found.metadata.generation ?? 1) + 1 }, spec: { ...found.spec, template: { ...template, metadata: { ...template.metadata, annotations } } } });
}
