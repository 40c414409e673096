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
  /** What is known when the pipeline of one commit is made: absent, an include with variables, rules or another project is one of which nothing is known. */
  readonly commit?: {
    /** A text of an include, its variables replaced. */
    fill(text: string): string;
    /** Whether the rules of an include hold. */
    takes(item: PlainMap): boolean;
    /** Where another project's own files come from: `denied` when it is not there or out of reach, undefined when it has no such branch. */
    project(path: string, ref: string): IncludeSources | 'denied' | undefined;
  };
}

/** One file that was merged, in order: those of the catalogue have no place in the repository. */
export interface Included {
  readonly from: 'local' | 'catalogue' | 'project';
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

type Report = (code: PipelineProblem['code'], message: string, ...more: (string | number)[]) => unknown;
/** The same of what GitLab says in words that only the include knows. */
type Denied = (code: PipelineProblem['code'], message: string, words: string) => unknown;

/** Projects that include one another in a ring end here. */
const deepest = 10;

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

  constructor(private readonly sources: IncludeSources, private readonly depth = 0, private readonly counted = { includes: 0 }) {}

  file(written: PipelineFile, chain: readonly string[], given: PlainMap = {}): void {
    const source = withInputs(written, given);
    const include = source.value['include'];
    const list = Array.isArray(include) ? include : include === undefined || include === null ? [] : [include];
    list.forEach((item, index) => this.item(item, source, Array.isArray(include) ? ['include', index] : ['include'], [...chain, source.file]));
    this.parts.push({ from: 'local', file: source.file, value: source.value, source });
  }

  private item(item: Plain, from: PipelineFile, path: (string | number)[], chain: readonly string[]): void {
    const report: Report = (code, message, ...more) => this.problems.push({ code, file: from.file, path: [...path, ...more], message });
    const denied: Denied = (code, message, words) => this.problems.push({ code, file: from.file, path, message, words });
    if (isPlainMap(item) && this.sources.commit?.takes(item) === false) return;
    if (++this.counted.includes > maxIncludes) {
      if (this.counted.includes === maxIncludes + 1) report('too-many-includes', `Ce pipeline compte plus de ${maxIncludes} inclusions, GitLab refuse. Regroupez-les.`);
      return;
    }
    if (typeof item === 'string') return /^https?:/i.test(item) ? this.remote(item, denied) : this.local(item, report, chain, {});
    if (!isPlainMap(item)) return void report('bad-include', 'Une inclusion est un chemin, ou un objet avec local, project, remote, template ou component. Corrigez cette entrée.');
    const local = stringAt(item, 'local');
    const project = stringAt(item, 'project');
    if (local !== undefined) this.local(local, report, chain, mapAt(item, 'inputs'), 'local');
    else if (project !== undefined) this.project(project, item, report, denied);
    else if (typeof item['remote'] === 'string') this.remote(item['remote'], denied);
    else if (['template', 'component'].some(key => typeof item[key] === 'string')) this.unknown();
    else report('bad-include', 'Cette inclusion ne dit pas d’où vient le fichier : il manque local, project, remote, template ou component.');
  }

  private local(asked: string, report: Report, chain: readonly string[], inputs: PlainMap, ...key: string[]): void {
    const written = this.fill(asked);
    if (written === undefined) return this.unknown();
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
  private project(project: string, item: PlainMap, report: Report, denied: Denied): void {
    const file = item['file'] ?? null;
    const files = Array.isArray(file) ? file : [file];
    if (!/^\$\{?CATALOG_PATH\}?$|(^|\/)catalog$/.test(project)) return this.other(project, files, stringAt(item, 'ref') ?? 'main', denied);
    files.forEach((asked, index) => {
      const name = typeof asked === 'string' ? (this.fill(asked) ?? asked) : asked;
      const known = typeof name === 'string' ? this.sources.catalogue[name.replace(/^\/+/, '')] : undefined;
      if (known) this.parts.push({ from: 'catalogue', file: String(name), value: known });
      else report('include-unknown-file', `Le catalogue de la plateforme n’a pas de fichier « ${String(name)} ». Fichiers connus : ${Object.keys(this.sources.catalogue).join(', ')}.`, 'file', ...(Array.isArray(file) ? [index] : []));
    });
  }

  /** Files of another project, which include their own in turn. */
  private other(asked: string, files: readonly Plain[], branch: string, denied: Denied): void {
    const [path, ref] = [this.fill(asked), this.fill(branch)];
    if (!this.sources.commit || path === undefined || ref === undefined) return this.unknown();
    const sources = this.sources.commit.project(path, ref);
    if (sources === 'denied') return void denied('include-denied', `Le projet « ${path} » n’existe pas sur la plateforme simulée, ou ce pipeline n’y a pas accès. Corrigez son chemin, ou incluez un fichier de votre dépôt.`, `Project \`${path}\` not found or access denied! Make sure any includes in the pipeline configuration are correctly defined.`);
    if (!sources) return void denied('include-denied', `Le projet « ${path} » n’a pas de branche « ${ref} ». Corrigez « ref ».`, `Project \`${path}\` reference \`${ref}\` does not exist!`);
    for (const [index, written] of files.entries()) {
      // Each file counts; the first was counted with its include.
      if (index > 0 && ++this.counted.includes > maxIncludes) return;
      const name = typeof written === 'string' ? (this.fill(written) ?? written).replace(/^\/+/, '') : '';
      const found = sources.local(name);
      if (!found || this.depth >= deepest) {
        denied('include-denied', `Le projet « ${path} » n’a pas de fichier de pipeline « ${name} ». Corrigez « file ».`, `Project \`${path}\` file \`${name}\` does not exist!`);
        continue;
      }
      const inner = new IncludeWalk(sources, this.depth + 1, this.counted);
      inner.file(found, []);
      // What another project wrote has no place here: its faults are those of the include.
      this.parts.push(...inner.parts.map(({ file: one, value }) => ({ from: 'project' as const, file: one, value })));
      for (const { code, message, words } of inner.problems) denied(code, message, words ?? '');
      this.complete &&= inner.complete;
    }
  }

  /** The simulated platform goes to no other machine. */
  private remote(address: string, denied: Denied): void {
    const named = this.fill(address);
    if (!this.sources.commit || named === undefined) return this.unknown();
    denied('include-remote', `La plateforme simulée travaille hors ligne et ne va pas chercher « ${named} ». Copiez ce fichier dans votre dépôt, et incluez-le par « local ».`, `Remote file \`${named}\` could not be fetched because of a socket error!`);
  }

  /** A text of an include once its variables are replaced; undefined when it has some that nobody knows. */
  private fill(text: string): string | undefined {
    return this.sources.commit ? this.sources.commit.fill(text) : text.includes('$') ? undefined : text;
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
