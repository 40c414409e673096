import { isPlainMap, mapAt, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import { refusedInputs } from './given-inputs';
import { withInputs } from './inputs';
import { deepMerge, without } from './merge';
import type { PipelineProblem } from './problem';
import type { PipelineFile } from './read';

/** Where included files come from. `catalogue` holds the platform's own, by file name; `local` reads a file of the repository. */
export interface IncludeSources {
  local(file: string): PipelineFile | undefined;
  /** All files of the repository, for includes with a wildcard. */
  readonly files: readonly string[];
  readonly catalogue: Readonly<Record<string, PlainMap>>;
  /** True when only some files of the repository are at hand: what is not among them may exist all the same. */
  readonly partial?: boolean;
}

/** One file that was merged, in order: those of the catalogue have no place in the repository. */
export interface Included {
  readonly from: 'local' | 'catalogue';
  readonly file: string;
  readonly value: PlainMap;
  readonly source?: PipelineFile;
}

export interface Expanded {
  /** Included files first, each before the file that includes it; the entry file last: later ones win. */
  readonly parts: readonly Included[];
  readonly config: PlainMap;
  /** False when something is included that cannot be read here (another project, an address): what it holds is unknown. */
  readonly complete: boolean;
  readonly problems: readonly PipelineProblem[];
}

/** GitLab's limit on the number of includes of one pipeline. */
const maxIncludes = 150;

/** Follows every include of `entry`, depth first, as GitLab merges them. */
export function expandIncludes(entry: PipelineFile, sources: IncludeSources): Expanded {
  const walk = new IncludeWalk(sources);
  walk.file(entry, []);
  const config = deepMerge(walk.parts.map(part => without(part.value, 'include')));
  return { parts: walk.parts, config, complete: walk.complete, problems: walk.problems };
}

class IncludeWalk {
  readonly parts: Included[] = [];
  readonly problems: PipelineProblem[] = [];
  complete = true;
  private count = 0;

  constructor(private readonly sources: IncludeSources) {}

  file(written: PipelineFile, chain: readonly string[], given: PlainMap = {}): void {
    const source = withInputs(written, given);
    const include = source.value['include'];
    const list = Array.isArray(include) ? include : include === undefined || include === null ? [] : [include];
    list.forEach((item, index) => this.item(item, source, Array.isArray(include) ? ['include', index] : ['include'], [...chain, source.file]));
    this.parts.push({ from: 'local', file: source.file, value: source.value, source });
  }

  private item(item: Plain, from: PipelineFile, path: (string | number)[], chain: readonly string[]): void {
    const report = (code: PipelineProblem['code'], message: string, ...more: (string | number)[]) => this.problems.push({ code, file: from.file, path: [...path, ...more], message });
    if (++this.count > maxIncludes) {
      if (this.count === maxIncludes + 1) report('too-many-includes', `Ce pipeline compte plus de ${maxIncludes} inclusions, GitLab refuse. Regroupez-les.`);
      return;
    }
    if (typeof item === 'string') return /^https?:/i.test(item) ? this.unknown() : this.local(item, report, chain, {});
    if (!isPlainMap(item)) return void report('bad-include', 'Une inclusion est un chemin, ou un objet avec local, project, remote, template ou component. Corrigez cette entrée.');
    const local = stringAt(item, 'local');
    const project = stringAt(item, 'project');
    if (local !== undefined) this.local(local, report, chain, mapAt(item, 'inputs'), 'local');
    else if (project !== undefined) this.project(project, item['file'] ?? null, report);
    else if (['remote', 'template', 'component'].some(key => typeof item[key] === 'string')) this.unknown();
    else report('bad-include', 'Cette inclusion ne dit pas d’où vient le fichier : il manque local, project, remote, template ou component.');
  }

  private local(written: string, report: (code: PipelineProblem['code'], message: string, ...more: string[]) => unknown, chain: readonly string[], inputs: PlainMap, ...key: string[]): void {
    if (written.includes('$')) return this.unknown();
    const name = written.replace(/^\/+/, '');
    if (name.split('/').includes('..')) return void report('include-outside', `« ${written} » sort du dépôt. Une inclusion locale part de la racine du dépôt et y reste.`, ...key);
    if (!/\.ya?ml$/.test(name)) return void report('include-missing', `« ${written} » n’est pas un fichier .yml ou .yaml : GitLab refuse de l’inclure.`, ...key);
    const names = name.includes('*') ? this.sources.files.filter(wildcard(name)) : [name];
    if (names.length === 0) return this.sources.partial ? this.unknown() : void report('include-missing', `Aucun fichier du dépôt ne correspond à « ${written} ».`, ...key);
    for (const file of names) {
      if (chain.includes(file)) {
        report('include-cycle', `« ${file} » finit par s’inclure lui-même (${[...chain, file].join(' → ')}). Supprimez l’une de ces inclusions.`, ...key);
        continue;
      }
      const found = this.sources.local(file);
      if (found) {
        for (const { name: input, message } of refusedInputs(file, found.inputs, inputs)) report('input-refused', message, ...(input === undefined ? key : ['inputs', input]));
        this.file(found, chain, inputs);
      }
      else if (this.sources.partial) this.unknown();
      else report('include-missing', `« ${file} » n’existe pas dans le dépôt, ou n’est pas un fichier de pipeline. Créez-le, ou corrigez le chemin.`, ...key);
    }
  }

  /** The platform's catalogue is named by `$CATALOG_PATH`, or by the path that ends in `/catalog`. Any other project is out of reach. */
  private project(project: string, file: Plain, report: (code: PipelineProblem['code'], message: string, ...more: (string | number)[]) => unknown): void {
    if (!/^\$\{?CATALOG_PATH\}?$|(^|\/)catalog$/.test(project)) return this.unknown();
    const files = Array.isArray(file) ? file : [file];
    files.forEach((name, index) => {
      const known = typeof name === 'string' ? this.sources.catalogue[name.replace(/^\/+/, '')] : undefined;
      if (known) this.parts.push({ from: 'catalogue', file: String(name), value: known });
      else report('include-unknown-file', `Le catalogue de la plateforme n’a pas de fichier « ${String(name)} ». Fichiers connus : ${Object.keys(this.sources.catalogue).join(', ')}.`, 'file', ...(Array.isArray(file) ? [index] : []));
    });
  }

  private unknown(): void {
    this.complete = false;
  }
}

/** GitLab's wildcards: `*` within a folder, `**` across folders. */
function wildcard(pattern: string): (file: string) => boolean {
  const steps = pattern.split('/');
  return file => matchSteps(steps, file.split('/'));
}

function matchSteps(pattern: readonly string[], file: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return file.length === 0;
  if (first.startsWith('**')) return file.some((_, index) => matchSteps([first.slice(1), ...rest], file.slice(index)));
  return file[0] !== undefined && matchStep(first, file[0]) && matchSteps(rest, file.slice(1));
}

/** `*` stands for any run of characters; what is around must be there, in order. */
function matchStep(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 && parts.length > 1 ? name.length - part.length : name.indexOf(part, at);
    if (found < at || (index === 0 && found !== 0) || name.slice(found, found + part.length) !== part) return false;
    at = found + part.length;
  }
  return at === name.length;
}
