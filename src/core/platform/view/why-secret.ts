import { isPlainMap, listAt, stringAt, type PlainMap } from '../../analysis/yaml/plain';
import type { KubeEvent } from '../cluster/events';
import type { Condition, KubeObject } from '../cluster/object';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import type { Places } from './place';
import type { Cause } from './why';

/** What is wrong with the SopsSecrets of an environment, each from what is seen to its cause. */
export function secretFaults(state: PlatformState, places: Places, project: string, environment: string): Cause[][] {
  const cluster = state.console.projects.find(({ slug }) => slug === project)?.environments.find(({ name }) => name === environment)?.cluster ?? '';
  return list(state.cluster.objects, 'isindir.github.com', 'SopsSecret', namespaceOf(project, environment)).flatMap((object): Cause[][] => {
    const { name, uid } = object.metadata;
    const { message } = (object['status'] ?? {}) as { message?: string };
    const known = state.decryptions[uid];
    const place = places.of(project, environment, { kind: 'SopsSecret', name }, ['sops']);
    const at = place ? { place } : {};
    if (known?.failure !== undefined) return [[{ what: `Le SopsSecret « ${name} » n’est pas déchiffré (${message ?? 'Decryption error'}) : aucun Secret n’est créé.` }, { what: reasonOf(state, cluster, object, known.failure), ...at }]];
    if (message === 'Child secret is not owned by controller error') return [[{ what: `Le SopsSecret « ${name} » ne peut pas écrire son Secret (${message}).` }, { what: 'Un Secret du même nom existe déjà, et un autre que lui l’a créé : supprimez ce manifest, ou donnez un autre nom.' }]];
    if (known?.altered) return [[{ what: `Le fichier du SopsSecret « ${name} » a été modifié à la main : son code d’authentification (mac) n’est plus le bon.` }, { what: 'L’opérateur ne le vérifie pas, parce que le cluster ajoute des annotations aux objets ; la commande sops, elle, refusera le fichier (MAC mismatch). Modifiez-le avec « sops edit », jamais dans l’éditeur.', ...at }]];
    return [];
  });
}

function reasonOf({ console: { clusters } }: PlatformState, cluster: string, object: KubeObject, failure: string): string {
  if (!failure.startsWith('Error getting data key')) return failure === 'sops metadata not found' ? `${failure} : le fichier n’est pas chiffré. Chiffrez-le avec « sops -e --age … --encrypted-suffix Templates ».` : `${failure}. Une valeur a été modifiée à la main, ou n’a jamais été chiffrée.`;
  const sops = object['sops'];
  const recipients = isPlainMap(sops) ? listAt(sops, 'age').flatMap(one => stringAt(one, 'recipient') ?? []) : [];
  const key = clusters.find(({ name }) => name === cluster)?.key ?? '';
  return `${failure} : il est chiffré pour ${recipients.join(', ') || 'aucune clé age'}, et la clé du cluster « ${cluster} » est ${key} (cpin platform keys). Chiffrez-le de nouveau pour elle.`;
}

/** What is wrong with the VaultStaticSecrets of an environment, each from what is seen to its cause. */
export function vaultFaults(state: PlatformState, places: Places, project: string, environment: string): Cause[][] {
  return list(state.cluster.objects, 'secrets.hashicorp.com', 'VaultStaticSecret', namespaceOf(project, environment)).flatMap((object): Cause[][] => {
    const { name, namespace } = object.metadata;
    const { conditions = [] } = (object['status'] ?? {}) as { conditions?: readonly Condition[] };
    if (conditions.find(({ type }) => type === 'Healthy')?.status !== 'False') return [];
    const events = (list(state.cluster.objects, '', 'Event', namespace) as KubeEvent[]).filter(({ involvedObject, type }) => involvedObject.uid === object.metadata.uid && type === 'Warning');
    const last = events.sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
    const spec = object['spec'] as PlainMap;
    const field = last?.reason === 'VaultClientConfigError' ? 'vaultAuthRef' : last?.reason === 'SecretSyncError' ? 'destination' : /permission denied/.test(last?.message ?? '') ? 'mount' : 'path';
    const place = places.of(project, environment, { kind: 'VaultStaticSecret', name }, ['spec', field]);
    return [[{ what: `Le VaultStaticSecret « ${name} » ne copie pas son secret : le Secret « ${stringAt(spec, 'destination', 'name') ?? ''} » n’est pas à jour.` }, { what: (last?.message ?? '').replace(/\s+/g, ' ').trim() }, { what: adviceOn(state, project, spec, last), ...(place ? { place } : {}) }]];
  });
}

function adviceOn({ vault }: PlatformState, project: string, spec: PlainMap, last: KubeEvent | undefined): string {
  const paths = Object.keys(vault.mounts[project] ?? {});
  if (last?.reason === 'VaultClientConfigError') return 'La plateforme crée dans chaque namespace un VaultAuth nommé « vault-auth » : écrivez spec.vaultAuthRef: vault-auth.';
  if (last?.reason === 'SecretSyncError') return 'Un Secret du même nom existe déjà, et l’opérateur ne l’a pas créé : donnez un autre nom à spec.destination, ou retirez ce Secret du dépôt.';
  if (/permission denied/.test(last?.message ?? '')) return `Le coffre d’un projet porte son nom : spec.mount doit être « ${project} », pas « ${stringAt(spec, 'mount') ?? ''} ».`;
  return `Le coffre « ${project} » ${paths.length > 0 ? `a ces chemins : ${paths.join(', ')}` : 'est vide'}. spec.path s’écrit sans « data/ », et spec.type est kv-v2 ; « cpin platform vault put » y met un secret.`;
}
