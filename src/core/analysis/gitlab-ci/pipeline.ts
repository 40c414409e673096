import type { Location } from '../finding';
import { isPlainMap, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { parentsOf, resolveExtends, resolveReferences } from './extends';
import { expandIncludes, type Included, type IncludeSources } from './include';
import { defaultStages, globalKeywords, inheritedKeywords } from './keywords';
import type { PipelineProblem } from './problem';
import { locateIn, type PipelineFile } from './read';

/** A job once includes, `extends`, `!reference` and `default` are resolved. Hidden ones (`.name`) never run. */
export interface Job {
  readonly name: string;
  readonly hidden: boolean;
  readonly stage: string;
  readonly definition: PlainMap;
  /** Whether some of it is written in the repository; a job of the catalogue alone is not the team's. */
  readonly own: boolean;
}

/** What GitLab would make of a pipeline file, with the reasons why it would refuse it. */
export interface Pipeline {
  readonly entry: PipelineFile;
  readonly stages: readonly string[];
  readonly jobs: readonly Job[];
  readonly variables: PlainMap;
  readonly included: readonly Included[];
  /** False when something is included that cannot be read here; then nothing is said of what might be there. */
  readonly complete: boolean;
  readonly problems: readonly PipelineProblem[];
  /** Where the value at `path` of a job comes from: the job itself, what it extends, or `default`; undefined when it is the catalogue's. */
  locate(job: string, path: Path, on?: 'key' | 'value'): Location | undefined;
  /** Where the repository's file is written, for a path from its root. */
  locateFile(file: string, path: Path, on?: 'key' | 'value'): Location;
}

/** Resolves a pipeline as GitLab does: includes, then `extends`, then `!reference`, then defaults. Never throws. */
export function resolvePipeline(entry: PipelineFile, sources: IncludeSources): Pipeline {
  const expanded = expandIncludes(entry, sources);
  const problems = [...expanded.problems];
  const owner = (job: string) => expanded.parts.findLast(part => part.source && part.value[job] !== undefined)?.source ?? entry;
  const report = (problem: PipelineProblem) => problems.push(problem);
  const extended = resolveExtends(expanded.config, expanded.complete, owner, report);
  const config = resolveReferences(extended, expanded.complete, owner, report);
  const stages = stagesOf(config);
  const jobs = Object.entries(config).filter(([name]) => !globalKeywords.has(name)).flatMap(([name, value]) => (isPlainMap(value) ? [jobOf(name, value, config, owner(name).value[name] !== undefined)] : []));
  return {
    entry, stages, jobs, problems,
    variables: mapOf(config['variables']),
    included: expanded.parts,
    complete: expanded.complete,
    locate: (job, path, on) => locateInChain(expanded.parts, job, path, on) ?? (isDefault(config, job, path) ? locateDefault(expanded.parts, path, on) : undefined),
    locateFile: (file, path, on) => locateIn(expanded.parts.find(part => part.source?.file === file)?.source ?? entry, path, on),
  };
}

function stagesOf(config: PlainMap): string[] {
  const { stages } = config;
  const declared = Array.isArray(stages) ? stages.filter(stage => typeof stage === 'string') : [...defaultStages];
  return ['.pre', ...declared.filter(stage => stage !== '.pre' && stage !== '.post'), '.post'];
}

/** `default`, and the same words at the top of the file as GitLab once wanted them, apply to a job unless it has its own or refuses to inherit. */
function jobOf(name: string, own: PlainMap, config: PlainMap, written: boolean): Job {
  const defaults = mapOf(config['default']);
  const inherit = mapOf(own['inherit'])['default'];
  const inherits = (word: string) => inherit === undefined || inherit === true || (Array.isArray(inherit) && inherit.includes(word));
  const definition: PlainMap = { ...own };
  // A job that starts another pipeline has no runner, and takes nothing that is said to one.
  for (const word of own['trigger'] === undefined ? inheritedKeywords : (['interruptible'] as const)) {
    const value = defaults[word] ?? config[word];
    if (value !== undefined && definition[word] === undefined && inherits(word)) definition[word] = value;
  }
  return { name, hidden: name.startsWith('.'), stage: typeof own['stage'] === 'string' ? own['stage'] : 'test', definition, own: written };
}

/** Whether what is at `path` of a job comes from the pipeline's defaults. */
function isDefault(config: PlainMap, job: string, [word]: Path): boolean {
  return word !== undefined && mapOf(config[job])[String(word)] === undefined;
}

function locateDefault(parts: readonly Included[], path: Path, on: 'key' | 'value' | undefined): Location | undefined {
  const word = String(path[0]);
  for (const { value, source } of [...parts].reverse()) {
    if (!source) continue;
    if (mapOf(value['default'])[word] !== undefined) return locateIn(source, ['default', ...path], on);
    if (value[word] !== undefined) return locateIn(source, path, on);
  }
  return undefined;
}

function mapOf(value: unknown): PlainMap {
  return isPlainMap(value) ? value : {};
}

/** Beyond this many jobs that one extends, GitLab has refused the pipeline long before. */
const farthest = 500;

/** Looks in a job, then in what it extends, the last named first; what the catalogue wrote has no place. */
function locateInChain(parts: readonly Included[], job: string, path: Path, on: 'key' | 'value' | undefined): Location | undefined {
  const seen = new Set<string>();
  const waiting = [job];
  for (let name = waiting.pop(); name !== undefined && seen.size < farthest; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const own = name;
    const written = parts.filter(part => isPlainMap(part.value[own])).reverse();
    const holder = written.find(({ value }) => path.length === 0 || (value[own] as PlainMap)[String(path[0])] !== undefined);
    if (holder?.source) return locateIn(holder.source, [own, ...path], on);
    if (!holder) waiting.push(...written.flatMap(({ value }) => [...parentsOf(value[own] as PlainMap)].reverse()).reverse());
  }
  return undefined;
}
