import { environmentOfFile, isIn, type Stage } from '../environment';
import type { Unreadable } from '../finding';
import type { Path } from '../yaml/nodes';
import { isPlainMap, listAt, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import { baseName, folderOf, isUnder, resolve } from './paths';
import type { KustomizeRequest } from './port';
import { sentences } from './sentences';
import type { RenderPlan, RenderUnit } from './unit';
import type { YamlFiles } from './yaml-file';

/** Whether a file is a kustomization, by the names Kustomize looks for. */
export function isKustomization(file: string): boolean {
  return /^(kustomization\.ya?ml|Kustomization)$/.test(baseName(file));
}

/** What a kustomization names: `whole` may be a manifest or another kustomization, the rest is for itself alone. */
export interface Reference {
  readonly name: string;
  readonly place: Path;
  readonly whole: boolean;
}

interface Kustomization {
  readonly head: string;
  readonly folder: string;
  readonly value: PlainMap;
  readonly references: readonly Reference[];
  readonly unreadable: readonly Unreadable[];
}

/** The kustomizations that no other one builds upon, each once: a base is audited in its overlays. */
export function planKustomizations(names: readonly string[], texts: ReadonlyMap<string, string>, yaml: YamlFiles, asked: Stage | 'all'): RenderPlan {
  const all = new Map(names.filter(isKustomization).map(head => [folderOf(head), readKustomization(head, yaml)]));
  const used = new Set([...all.values()].flatMap(({ folder, references }) => references.flatMap(({ name, whole }) => (whole ? (resolve(folder, name) ?? []) : []))));
  const units: RenderUnit[] = [];
  const unreadable = new Map<string, Unreadable>();
  const parts: RenderPlan['parts'][number][] = [];
  const seen = new Set<Kustomization>();
  const isRoot = ({ folder, value }: Kustomization) => !used.has(folder) && stringAt(value, 'kind') !== 'Component';
  // Those that build upon each other in a circle come last: none is a root, and Kustomize says why it refuses them.
  for (const root of [...[...all.values()].filter(isRoot), ...[...all.values()].filter(one => used.has(one.folder) && stringAt(one.value, 'kind') !== 'Component')]) {
    if (seen.has(root)) continue;
    const reached = reach(root, all);
    for (const one of reached) seen.add(one);
    const files = reached.flatMap(({ head, folder, references }) => [head, ...references.flatMap(({ name }) => resolve(folder, name) ?? [])]).filter(file => texts.has(file));
    const resources = reached.flatMap(({ folder, references }) => references.filter(({ whole }) => whole).flatMap(({ name }) => resolve(folder, name) ?? [])).filter(file => texts.has(file));
    parts.push({ head: root.head, files, resources });
    const environment = environmentOfFile(root.head);
    if (!isIn(environment, asked)) continue;
    const problems = reached.flatMap(one => one.unreadable);
    for (const problem of problems) unreadable.set(`${problem.file} ${problem.reason}`, problem);
    if (problems.length === 0) units.push(unitOf(root, reached, files, names, texts, environment));
  }
  return { units, unreadable: [...unreadable.values()], parts };
}

/** One kustomization with all it builds upon, as who deploys it asks for it. What it names outside the repository is left to Kustomize to refuse. */
export function overlayAt(folder: string, names: readonly string[], texts: ReadonlyMap<string, string>, yaml: YamlFiles): KustomizeRequest {
  const all = new Map(names.filter(isKustomization).map(head => [folderOf(head), readKustomization(head, yaml)]));
  const root = all.get(folder);
  const reached = root ? reach(root, all) : [];
  const files = reached.flatMap(one => [one.head, ...one.references.flatMap(({ name }) => resolve(one.folder, name) ?? [])]).filter(file => texts.has(file));
  return { engine: 'kustomize', path: folder === '' ? '.' : folder, files: Object.fromEntries(given(reached, files, names, texts).map(file => [file, texts.get(file) ?? ''])) };
}

/** Generators and transformers name files of their own: everything beside a kustomization is handed over, the root of a repository apart. */
function given(reached: readonly Kustomization[], files: readonly string[], names: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const beside = names.filter(name => reached.some(({ folder }) => folder !== '' && isUnder(name, folder)));
  return [...new Set([...files, ...beside])].filter(file => texts.has(file));
}

function unitOf(root: Kustomization, reached: readonly Kustomization[], files: readonly string[], names: readonly string[], texts: ReadonlyMap<string, string>, environment: string | undefined): RenderUnit {
  const handed = given(reached, files, names, texts);
  const written = reached.flatMap(({ head, folder, references }) => [head, ...references.flatMap(({ name }) => resolve(folder, name) ?? [])]);
  return {
    folder: root.folder, head: root.head, family: `kustomize:${folderOf(root.folder)}`, values: [],
    ...(environment === undefined ? {} : { environment }),
    names: new Map(handed.map(file => [file, file])),
    request: { engine: 'kustomize', path: root.folder === '' ? '.' : root.folder, files: Object.fromEntries(handed.map(file => [file, texts.get(file) ?? ''])) },
    inputs: [...new Set(written)].filter(file => texts.has(file)),
  };
}

/** A kustomization and those it builds upon, itself first; a circle is Kustomize's to refuse. */
function reach(root: Kustomization, all: ReadonlyMap<string, Kustomization>): readonly Kustomization[] {
  const reached = new Set([root]);
  for (const one of reached) {
    for (const { name, whole } of one.references) {
      const folder = whole ? resolve(one.folder, name) : undefined;
      const next = folder === undefined ? undefined : all.get(folder);
      if (next) reached.add(next);
    }
  }
  return [...reached];
}

function readKustomization(head: string, yaml: YamlFiles): Kustomization {
  const file = yaml.get(head);
  const value = file?.values[0] ?? {};
  const folder = folderOf(head);
  const references = referencesOf(value);
  const unreadable = references.flatMap(({ name, place, whole }): Unreadable[] => {
    const reason = whole && isRemote(name) ? sentences.remote(name) : resolve(folder, name) === undefined ? sentences.outside(name) : undefined;
    return reason === undefined || !file ? [] : [{ file: head, reason, range: file.locate(place).range }];
  });
  for (const key of ['helmCharts', 'helmChartInflationGenerator']) {
    if (file && listAt(value, key).length > 0) unreadable.push({ file: head, reason: sentences.helmInKustomize, range: file.locate([key, 0, 'name']).range });
  }
  return { head, folder, value, references, unreadable };
}

/** Everything a kustomization names by path, inline texts left out. */
export function referencesOf(value: PlainMap): Reference[] {
  const found: Reference[] = [];
  const add = (name: Plain | undefined, place: Path, whole = false) => {
    if (typeof name === 'string' && name !== '' && !name.includes('\n')) found.push({ name, place, whole });
  };
  for (const key of ['resources', 'bases', 'components']) listAt(value, key).forEach((name, index) => add(name, [key, index], true));
  for (const key of ['patchesStrategicMerge', 'crds', 'configurations', 'generators', 'transformers', 'validators']) listAt(value, key).forEach((name, index) => add(name, [key, index]));
  for (const key of ['patches', 'patchesJson6902', 'replacements']) listAt(value, key).forEach((one, index) => add(stringAt(one, 'path'), [key, index, 'path']));
  add(stringAt(value, 'openapi', 'path'), ['openapi', 'path']);
  for (const key of ['configMapGenerator', 'secretGenerator']) {
    listAt(value, key).forEach((one, index) => {
      if (!isPlainMap(one)) return;
      add(one['env'], [key, index, 'env']);
      listAt(one, 'envs').forEach((name, at) => add(name, [key, index, 'envs', at]));
      listAt(one, 'files').forEach((name, at) => add(typeof name === 'string' ? name.slice(name.indexOf('=') + 1) : name, [key, index, 'files', at]));
    });
  }
  return found;
}

/** Whether Kustomize would fetch it: an address, or what its own shorthand for repositories looks like. */
function isRemote(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(\/\/|:)/i.test(name) || /^[\w.-]+@[\w.-]+:/.test(name) || /[?&](ref|version|submodules|timeout)=/.test(name) || /^(www\.)?(github|gitlab|bitbucket)\.[\w.-]+[/:]/i.test(name) || /\.git(\/\/|\?|$)/.test(name);
}
