import { isPlainMap, listAt, stringAt } from '../../analysis/yaml/plain';
import type { KubeObject } from '../cluster/object';
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
