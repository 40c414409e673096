import { isPlainMap, listAt, stringAt, valueAt, type Plain, type PlainMap } from '../../../analysis/yaml/plain';
import { sha1Hex } from '../../chance';
import { joined, type Files } from '../../shell/files';
import { matchesPattern } from '../../shell/pattern';
import { expandText } from '../variables';
import { phrase, type Said } from '../../view/words/said';
import { simulated, type Workplace } from './executor';

/** One `cache:` of a job, with the key that GitLab makes of it. */
interface Cache {
  readonly key: string;
  readonly paths: readonly string[];
  readonly pulls: boolean;
  readonly pushes: boolean;
  /** The keys that are tried when there is nothing under the first. */
  readonly others: readonly string[];
  readonly when: string;
}

const textsOf = (value: Plain | undefined): string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter(one => typeof one === 'string') : []);

function cachesOf(place: Workplace): Cache[] {
  const given = place.job.definition['cache'];
  const caches = (Array.isArray(given) ? given : [given ?? null]).filter(isPlainMap).filter(cache => cache['paths'] !== undefined || cache['untracked'] === true);
  return caches.map((cache, index): Cache => {
    const fill = (text: string) => expandText(text, place.variables);
    const policy = fill(stringAt(cache, 'policy') ?? 'pull-push');
    // Branches that are protected and those that are not keep their caches apart (docs.gitlab.com, "Use the same cache for all branches").
    const suffix = place.isProtected && cache['unprotect'] !== true ? '-protected' : '-non_protected';
    return { key: `${keyOf(place, cache, index)}${suffix}`, paths: textsOf(valueAt(cache, 'paths')).map(fill), pulls: policy !== 'push', pushes: policy !== 'pull', others: listAt(cache, 'fallback_keys').filter(key => typeof key === 'string').map(key => `${fill(key)}${suffix}`), when: stringAt(cache, 'when') ?? 'on_success' };
  });
}

/** The key that is written, or one made of what the files it names hold (docs.gitlab.com, `cache:key:files`); what a commit last changed is not known here, so their contents stand for it. */
function keyOf({ tree, variables }: Workplace, cache: PlainMap, index: number): string {
  const { key } = cache;
  if (!isPlainMap(key)) return typeof key === 'string' || typeof key === 'number' ? expandText(String(key), variables) || 'default' : 'default';
  const files = listAt(key, 'files').filter(file => typeof file === 'string').map(file => expandText(file, variables));
  const held = files.flatMap(file => tree.files[joined('', file)] ?? []);
  const prefix = expandText(stringAt(key, 'prefix') ?? '', variables) || `${index}_${files.map(file => file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')).join('_')}`;
  return `${prefix}-${held.length > 0 ? sha1Hex(held.join('-')) : 'default'}`;
}

/**
 * What the runner says before the script. The platform's runner gives each job a pod of its own and has no shared cache (cloud-pi-native/socle, `gitlabrunner`): nothing is ever there,
 * and the log says so in the runner's words, then why in ours.
 */
export function restoring(place: Workplace): Said[] {
  const caches = cachesOf(place);
  const lines = caches.flatMap(({ key, pulls, others }) => (pulls ? [key, ...others].flatMap(one => [`Checking cache for ${one}...`, 'No URL provided, cache will not be downloaded from shared cache server. Instead a local version of cache will be extracted. ', 'WARNING: Cache file does not exist                 ', 'Failed to extract cache']) : [`Not downloading cache ${key} due to policy`]));
  const why = caches.some(({ pulls }) => pulls) ? [simulated(phrase('noSharedCache'))] : [];
  return lines.length > 0 ? ['Restoring cache', ...lines, ...why] : [];
}

/** What the runner says once the script has ended. */
export function saving(place: Workplace, files: Files, succeeded: boolean): Said[] {
  const caches = cachesOf(place).filter(({ when }) => when === 'always' || (when === 'on_success') === succeeded);
  const lines = caches.flatMap(({ key, pushes, paths }) => (pushes ? [`Creating cache ${key}...`, ...paths.map(path => found(place, files, path)), 'No URL provided, cache will not be uploaded to shared cache server. Cache will be stored only locally. ', 'Created cache'] : [`Not uploading cache ${key} due to policy`]));
  return lines.length > 0 ? [succeeded ? 'Saving cache for successful job' : 'Saving cache for failed job', ...lines] : [];
}

function found({ variables }: Workplace, files: Files, path: string): Said {
  const pattern = joined('', path);
  const names = /[*?[]/.test(pattern) ? files.names().filter(name => matchesPattern(pattern, name, !pattern.includes('**'))) : files.below(pattern);
  if (names.length > 0) return `${path}: found ${names.length} matching artifact files and directories `;
  return files.mayHold(pattern.replace(/\/?[^/]*[*?[].*$/, '')) ? simulated(phrase('cacheUnknown', path)) : `WARNING: ${path}: no matching files. Ensure that the artifact path is relative to the working directory (${variables['CI_PROJECT_DIR'] ?? ''}) `;
}
