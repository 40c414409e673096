import { newMetadata, ownedBy } from '../cluster/controllers/names';
import { controllerOf, type KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { isPlainMap, type PlainMap } from '../../analysis/yaml/plain';
import { environmentAt } from '../console/console';
import type { Run } from '../engine';
import type { Answer, Request } from '../event';
import type { PlatformState } from '../state';
import type { SecretTemplate } from './templates';

/** What is known of one SopsSecret, by its uid: the version last given to its operator, and what came of it. */
export interface Decryption {
  readonly generation: number;
  readonly answered: boolean;
  /** Why it cannot be decrypted, in the words of sops. */
  readonly failure?: string;
  /** The file in Git is no longer what sops wrote. */
  readonly altered?: boolean;
}

export type Decryptions = Readonly<Record<string, Decryption>>;

const kind = { group: 'isindir.github.com', kind: 'SopsSecret' };

/** Asks for the decryption of a SopsSecret that is new or has changed. One that is gone takes its Secrets with it. */
export function syncSopsSecret(work: Work, namespace: string, name: string): void {
  const object = work.find<KubeObject>({ ...kind, namespace, name });
  for (const secret of work.draft.list<KubeObject>('', 'Secret', namespace)) {
    const owner = controllerOf(secret);
    if (owner?.kind === kind.kind && owner.name === name && owner.uid !== object?.metadata.uid) work.remove(secret);
  }
  if (object && object.metadata.deletionTimestamp === undefined) work.world.decrypt(object);
}

/** Has a version of a SopsSecret decrypted, once. */
export function askDecryption(run: Run, object: KubeObject): void {
  const { uid, generation = 1 } = object.metadata;
  const { decryptions } = run.state;
  if (decryptions[uid]?.generation === generation) return;
  const request = requestFor(run.state, object);
  if (!request) return;
  run.set({ decryptions: { ...decryptions, [uid]: { generation, answered: false } } });
  run.request(request);
}

function requestFor({ console, gitops }: Pick<PlatformState, 'console' | 'gitops'>, object: KubeObject): Request | undefined {
  const { name, namespace = '', uid, generation = 1 } = object.metadata;
  const environment = environmentAt(console, namespace);
  if (!environment) return undefined;
  const file = gitops.applications.filter(one => one.namespace === namespace).flatMap(({ targets }) => targets).find(target => target.kind === kind.kind && target.metadata.name === name);
  const { metadata: _, status: _status, ...rest } = object;
  return { type: 'decrypt', namespace, name, uid, generation, cluster: environment.cluster, object: rest as PlainMap, ...(file && isPlainMap(file) ? { file } : {}) };
}

/** The decryptions asked for and never answered. */
export function pendingDecryptions(state: PlatformState): Request[] {
  return [...(state.cluster.objects.kinds.get('SopsSecret.isindir.github.com')?.values() ?? [])].flatMap(names => [...names.values()]).flatMap(object => (state.decryptions[object.metadata.uid]?.answered === false ? (requestFor(state, object) ?? []) : []));
}

/** The operator has its answer: the Secrets are there, or the object says that they cannot be. */
export function decrypted(run: Run, { namespace, name, uid, generation, outcome }: Answer & { type: 'decrypted' }): void {
  const known = run.state.decryptions[uid];
  if (known?.generation !== generation) return;
  run.set({ decryptions: { ...run.state.decryptions, [uid]: { generation, answered: true, ...(outcome.ok ? (outcome.intact ? {} : { altered: true }) : { failure: outcome.reason }) } } });
  run.inCluster(work => {
    const object = work.find<KubeObject>({ ...kind, namespace, name });
    if (object?.metadata.uid !== uid) return;
    const message = outcome.ok ? made(work, object, outcome.secrets) : 'Decryption error';
    work.put({ ...object, status: { message } });
  });
}

/** Makes the Secrets, in their order, up to one that is somebody else's. */
function made(work: Work, owner: KubeObject, secrets: readonly SecretTemplate[]): string {
  const { namespace } = owner.metadata;
  for (const { name, type, labels, annotations, data } of secrets) {
    const known = work.find<KubeObject>({ group: '', kind: 'Secret', namespace: namespace ?? '', name });
    if (known && controllerOf(known)?.uid !== owner.metadata.uid) return 'Child secret is not owned by controller error';
    const metadata = known?.metadata ?? newMetadata(work, name, namespace, { ownerReferences: [ownedBy(owner)] });
    work.put({ apiVersion: 'v1', kind: 'Secret', metadata: { ...metadata, labels, annotations }, type, data });
  }
  return 'Healthy';
}
