import { isPlainMap, listAt, stringAt, type PlainMap } from '../../analysis/yaml/plain';
import type { KubeEvent } from '../cluster/events';
import type { Condition, KubeObject } from '../cluster/object';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import type { Cause, Scope } from './why';
import { secretWords as words } from './words/secrets';
import type { Language } from './words/language';

/** What is wrong with the SopsSecrets of an environment, each from what is seen to its cause. */
export function secretFaults({ state, language, places, project, environment }: Scope): Cause[][] {
  const t = words[language];
  const cluster = state.console.projects.find(({ slug }) => slug === project)?.environments.find(({ name }) => name === environment)?.cluster ?? '';
  return list(state.cluster.objects, 'isindir.github.com', 'SopsSecret', namespaceOf(project, environment)).flatMap((object): Cause[][] => {
    const { name, uid } = object.metadata;
    const { message } = (object['status'] ?? {}) as { message?: string };
    const known = state.decryptions[uid];
    const place = places.of(project, environment, { kind: 'SopsSecret', name }, ['sops']);
    const at = place ? { place } : {};
    if (known?.failure !== undefined) return [[{ what: t.notDecrypted(name, message ?? 'Decryption error') }, { what: reasonOf(state, language, cluster, object, known.failure), ...at }]];
    if (message === 'Child secret is not owned by controller error') return [[{ what: t.notWritten(name, message) }, { what: t.notOwned }]];
    if (known?.altered) return [[{ what: t.altered(name) }, { what: t.macMismatch, ...at }]];
    return [];
  });
}

function reasonOf({ console: { clusters } }: PlatformState, language: Language, cluster: string, object: KubeObject, failure: string): string {
  if (!failure.startsWith('Error getting data key')) return failure === 'sops metadata not found' ? words[language].notEncrypted(failure) : words[language].valueAltered(failure);
  const sops = object['sops'];
  const recipients = isPlainMap(sops) ? listAt(sops, 'age').flatMap(one => stringAt(one, 'recipient') ?? []) : [];
  const key = clusters.find(({ name }) => name === cluster)?.key ?? '';
  return words[language].wrongKey(failure, recipients.join(', '), cluster, key);
}

/** What is wrong with the VaultStaticSecrets of an environment, each from what is seen to its cause. */
export function vaultFaults({ state, language, places, project, environment }: Scope): Cause[][] {
  return list(state.cluster.objects, 'secrets.hashicorp.com', 'VaultStaticSecret', namespaceOf(project, environment)).flatMap((object): Cause[][] => {
    const { name, namespace } = object.metadata;
    const { conditions = [] } = (object['status'] ?? {}) as { conditions?: readonly Condition[] };
    if (conditions.find(({ type }) => type === 'Healthy')?.status !== 'False') return [];
    const events = (list(state.cluster.objects, '', 'Event', namespace) as KubeEvent[]).filter(({ involvedObject, type }) => involvedObject.uid === object.metadata.uid && type === 'Warning');
    const last = events.sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
    const spec = object['spec'] as PlainMap;
    const field = last?.reason === 'VaultClientConfigError' ? 'vaultAuthRef' : last?.reason === 'SecretSyncError' ? 'destination' : stringAt(spec, 'mount') === project ? 'path' : 'mount';
    const place = places.of(project, environment, { kind: 'VaultStaticSecret', name }, ['spec', field]);
    return [[{ what: words[language].notCopied(name, stringAt(spec, 'destination', 'name') ?? '') }, { what: (last?.message ?? '').replace(/\s+/g, ' ').trim() }, { what: adviceOn(state, language, project, spec, last), ...(place ? { place } : {}) }]];
  });
}

function adviceOn({ vault }: PlatformState, language: Language, project: string, spec: PlainMap, last: KubeEvent | undefined): string {
  const t = words[language];
  const paths = Object.keys(vault.mounts[project] ?? {});
  if (last?.reason === 'VaultClientConfigError') return t.noAuth;
  if (last?.reason === 'SecretSyncError') return t.destinationTaken;
  if (stringAt(spec, 'mount') !== project) return t.wrongMount(project, stringAt(spec, 'mount') ?? '');
  return t.paths(project, paths.join(', '));
}
