import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import { Spellings } from '../schema/nearest';
import { globalKeywords } from './keywords';
import { asReference, deepMerge, without } from './merge';
import type { PipelineProblem } from './problem';

/** Says where a job is written, so that a problem leads there. */
export type Locate = (job: string) => { readonly file: string };
type Report = (problem: PipelineProblem) => void;

/** GitLab's limits: eleven levels of `extends`, ten of `!reference`. */
const maxExtends = 11;
const maxReferences = 10;
/** Beyond this many replacements a pipeline is an attack: references that multiply by ten at each level. */
const maxReplacements = 5_000;

/** The names a job extends, in order; the last wins. */
export function parentsOf(job: PlainMap): readonly string[] {
  const value = job['extends'];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter(name => typeof name === 'string') : [];
}

/** Every job of `config` with what it extends merged under it. `known` is false when an include could not be read: an unknown parent may be there. */
export function resolveExtends(config: PlainMap, complete: boolean, locate: Locate, report: Report): PlainMap {
  const done = new Map<string, PlainMap>();
  const levels = levelsOf(config);
  let names: Spellings | undefined;
  const resolve = (name: string, chain: readonly string[]): PlainMap => {
    const known = done.get(name);
    if (known) return known;
    const job = config[name] as PlainMap;
    const merged: PlainMap[] = [];
    const at = { file: locate(name).file, path: [name, 'extends'] };
    // Those that extend it are too deep because of it.
    if (levels.get(name) === maxExtends + 1) report(tooDeep(name, at));
    for (const [index, parent] of parentsOf(job).entries()) {
      if (chain.includes(parent) || parent === name) report({ code: 'extends-cycle', ...at, message: `« ${name} » finit par s’étendre lui-même (${[...chain, name, parent].join(' → ')}). Supprimez l’un de ces « extends ».` });
      else if (chain.length >= maxExtends) report(tooDeep(name, at));
      else if (isPlainMap(config[parent])) merged.push(resolve(parent, [...chain, name]));
      else if (complete) {
        const meant = (names ??= new Spellings(Object.keys(config).filter(one => isPlainMap(config[one]) && !globalKeywords.has(one)))).nearest(parent, one => !leadsTo(config, one, name));
        const path = Array.isArray(job['extends']) ? [...at.path, index] : at.path;
        report({ code: 'extends-unknown', file: at.file, path, message: `« ${name} » étend « ${parent} », qui n’existe ni dans ce fichier ni dans ceux qu’il inclut. Corrigez le nom, ou ajoutez l’include qui le définit.${meant === undefined ? '' : ` Vouliez-vous « ${meant} » ?`}`, ...(meant === undefined ? {} : { typo: { written: parent, meant } }) });
      }
    }
    const parts = [...merged, without(job, 'extends')];
    // Beyond the limit there will be no pipeline: key by key, thousands of levels would take a time that grows with their square.
    const result = (levels.get(name) ?? 0) > maxExtends ? (Object.assign({}, ...parts) as PlainMap) : deepMerge(parts);
    done.set(name, result);
    return result;
  };
  // What is extended comes first, so that a chain however long is no deep call.
  for (const [name] of [...levels].sort(([, a], [, b]) => a - b)) resolve(name, []);
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, isPlainMap(value) && value['extends'] !== undefined ? resolve(name, []) : value]));
}

/** Whether a job is another, or extends it at any level: to extend it in turn would be a circle. */
function leadsTo(config: PlainMap, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const one of seen) {
    if (one === to) return true;
    const job = config[one];
    if (isPlainMap(job)) for (const parent of parentsOf(job)) seen.add(parent);
  }
  return false;
}

const tooDeep = (name: string, at: Pick<PipelineProblem, 'file' | 'path'>): PipelineProblem => ({ code: 'extends-too-deep', ...at, message: `« ${name} » s’étend sur plus de ${maxExtends} niveaux, GitLab refuse. Réduisez la chaîne.` });

/** How many levels each job that extends others has above it; in a circle, the last step counts for nothing. */
function levelsOf(config: PlainMap): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const parents = (name: string) => parentsOf(config[name] as PlainMap).filter(parent => isPlainMap(config[parent]));
  for (const [first, job] of Object.entries(config)) {
    if (!isPlainMap(job) || job['extends'] === undefined || levels.has(first)) continue;
    const chain = [{ name: first, waiting: parents(first) }];
    levels.set(first, 0);
    for (let last = chain.at(-1); last; last = chain.at(-1)) {
      const next = last.waiting.pop();
      if (next === undefined) {
        levels.set(last.name, parents(last.name).reduce((most, parent) => Math.max(most, 1 + (levels.get(parent) ?? 0)), 0));
        chain.pop();
      } else if (!levels.has(next) && (config[next] as PlainMap)['extends'] !== undefined) {
        levels.set(next, 0);
        chain.push({ name: next, waiting: parents(next) });
      }
    }
  }
  return levels;
}

/** Replaces every `!reference [job, key…]` by the value it names. In a list, a list put in its place is flattened, as GitLab does for scripts and rules. */
export function resolveReferences(config: PlainMap, complete: boolean, locate: Locate, report: Report): PlainMap {
  const resolve = (value: Plain, at: readonly (string | number)[], depth: number): Plain => {
    if (!refers(value)) return value;
    const reference = asReference(value);
    if (reference) return target(reference, at, depth);
    if (Array.isArray(value)) return value.flatMap((item, index) => {
      const resolved = resolve(item, [...at, index], depth);
      return asReference(item) && Array.isArray(resolved) ? resolved : [resolved];
    });
    if (!isPlainMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, [...at, key], depth)]));
  };
  const known = new Map<Plain, boolean>();
  const refers = (value: Plain): boolean => {
    if (value === null || typeof value !== 'object') return false;
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = asReference(value) !== undefined || Object.values(value).some(refers);
    known.set(value, found);
    return found;
  };
  let replacements = 0;
  const target = (reference: readonly string[], at: readonly (string | number)[], depth: number): Plain => {
    const place = { file: locate(String(at[0])).file, path: at };
    const shown = `!reference [${reference.join(', ')}]`;
    if (depth >= maxReferences || ++replacements > maxReplacements) {
      report({ code: 'reference-cycle', ...place, message: `« ${shown} » renvoie à lui-même, ou à plus de ${maxReferences} niveaux. Écrivez directement les lignes voulues.` });
      return null;
    }
    let found: Plain | undefined = config;
    for (const step of reference) found = Array.isArray(found) ? found[Number(step)] : isPlainMap(found) && Object.hasOwn(found, step) ? found[step] : undefined;
    if (found === undefined) {
      if (complete || (reference[0] !== undefined && isPlainMap(config[reference[0]]))) report({ code: 'reference-unknown', ...place, message: `« ${shown} » ne mène à rien. Vérifiez le nom du job et celui de la clé.` });
      return null;
    }
    return resolve(found, at, depth + 1);
  };
  return resolve(config, [], 0) as PlainMap;
}
