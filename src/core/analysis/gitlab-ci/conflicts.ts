import { listAt, stringAt, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { unreadDurations } from './durations';

/** Two keys of one job that GitLab refuses together, or one that wants another. */
export interface Conflict {
  readonly path: Path;
  readonly message: string;
}

const absent = (value: unknown): boolean => value === undefined || value === null;

/** What only a runner can follow. */
const ofRunners: readonly string[] = ['image', 'services', 'before_script', 'after_script', 'artifacts', 'cache', 'tags', 'timeout', 'retry', 'coverage', 'dependencies', 'hooks', 'id_tokens', 'secrets', 'release'];

/** What GitLab refuses in a job although each of its keys is right alone. */
export function conflictsOf(definition: PlainMap): Conflict[] {
  const found: Conflict[] = [];
  const has = (key: string) => !absent(definition[key]);
  const add = (key: string, message: string) => found.push({ path: [key], message });
  for (const key of ['only', 'except']) if (has(key) && has('rules')) add(key, `« ${key} » et « rules » ne vont pas ensemble : GitLab refuse le pipeline. Gardez « rules », qui remplace « ${key} ».`);
  for (const key of ['script', 'run']) if (has(key) && has('trigger')) add(key, `Un job « trigger » lance un autre pipeline et n’exécute rien : GitLab refuse « ${key} » à côté. Faites-en deux jobs.`);
  if (has('trigger')) for (const key of ofRunners.filter(has)) add(key, `Un job « trigger » lance un autre pipeline et n’exécute rien : GitLab refuse « ${key} » à côté. Retirez cette clé.`);
  if (has('script') && has('run')) add('run', '« run » et « script » ne vont pas ensemble : GitLab refuse le pipeline. Gardez l’un des deux.');
  if (definition['when'] === 'never') add('when', '« when: never » ne va que dans « rules » : GitLab le refuse dans un job. Écrivez « rules: [{ when: never }] », ou cachez le job par un nom qui commence par un point.');
  if (Array.isArray(definition['rules']) && definition['rules'].length === 0) add('rules', '« rules » est une liste vide : GitLab refuse le pipeline. Donnez-lui une règle, par exemple « when: on_success », ou retirez la clé.');
  listAt(definition, 'needs').forEach((need, index) => {
    if (need === null) found.push({ path: ['needs', index], message: 'Un élément de « needs » est vide : GitLab refuse le pipeline. Nommez le job attendu, ou retirez la ligne.' });
  });
  if (definition['when'] === 'delayed' && !has('start_in')) add('when', '« when: delayed » veut un délai : ajoutez « start_in », par exemple « 5 minutes ».');
  if (has('start_in') && definition['when'] !== 'delayed') add('start_in', '« start_in » n’a de sens qu’avec « when: delayed » : GitLab le refuse sinon. Ajoutez l’un, ou retirez l’autre.');
  found.push(...unreadDurations(definition));
  return found;
}

/** The lines of scripts that say nothing, where GitLab wants texts. */
export function emptyLines(definition: PlainMap): Conflict[] {
  return ['before_script', 'script', 'after_script'].flatMap(word => listAt(definition, word).flatMap((line, index) => (line === null ? [{ path: [word, index], message: `Une ligne de « ${word} » est vide : GitLab veut des textes et refuse le pipeline. Retirez la ligne, ou mettez la commande entre guillemets.` }] : [])));
}

/** The jobs whose artifacts are wanted without being waited for: when a job has needs, GitLab wants them among these. */
export function unneededDependencies(definition: PlainMap): { readonly name: string; readonly path: Path }[] {
  const needs = new Set(listAt(definition, 'needs').flatMap(need => (typeof need === 'string' ? need : (stringAt(need, 'job') ?? []))));
  if (needs.size === 0) return [];
  return listAt(definition, 'dependencies').flatMap((name, index) => (typeof name === 'string' && !needs.has(name) ? [{ name, path: ['dependencies', index] }] : []));
}
