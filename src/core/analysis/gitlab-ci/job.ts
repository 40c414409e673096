import { commandsIn, withoutSudo } from '../shell';
import { isPlainMap, listAt, mapAt, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { parentsOf } from './extends';
import { asReference } from './merge';
import type { Job, Pipeline } from './pipeline';

/** The names of all a job takes from: what it extends, at every level, and what it refers to. */
export function ancestorsOf(pipeline: Pipeline, name: string): ReadonlySet<string> {
  return reached([name], one => takenIn(pipeline, one));
}

/** Whether a job takes from another one: extends it, at whatever level, or refers to it. */
export function takesFrom(pipeline: Pipeline, job: string, ancestor: string): boolean {
  const known = heirs.get(pipeline) ?? new Map<string, ReadonlySet<string>>();
  heirs.set(pipeline, known);
  const found = known.get(ancestor) ?? reached([ancestor], name => takersIn(pipeline).get(name) ?? []);
  known.set(ancestor, found);
  return found.has(job);
}

/** The names of all that some job that runs takes from. */
export function takenByVisible(pipeline: Pipeline): ReadonlySet<string> {
  return reached(pipeline.jobs.flatMap(({ name, hidden }) => (hidden ? [] : [name])), name => takenIn(pipeline, name));
}

/** What those that take from a job are, for the few jobs that rules ask about: what each job takes from would hold as many names as there are jobs, for each of them. */
const heirs = new WeakMap<Pipeline, Map<string, ReadonlySet<string>>>();
const takers = new WeakMap<Pipeline, ReadonlyMap<string, readonly string[]>>();

/** By name, the jobs that extend it or refer to it themselves. */
function takersIn(pipeline: Pipeline): ReadonlyMap<string, readonly string[]> {
  const known = takers.get(pipeline);
  if (known) return known;
  const index = new Map<string, string[]>();
  for (const { value } of pipeline.included) for (const [name, own] of Object.entries(value)) {
    for (const parent of isPlainMap(own) ? takenBy(own) : []) {
      const before = index.get(parent);
      if (before) before.push(name);
      else index.set(parent, [name]);
    }
  }
  takers.set(pipeline, index);
  return index;
}

/** All that one comes to from some names, themselves only if something leads back to them. */
function reached(from: readonly string[], next: (name: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const other of next(name)) {
      if (found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return found;
}

/** What a job extends and refers to itself, wherever it is written. */
function takenIn(pipeline: Pipeline, name: string): readonly string[] {
  return pipeline.included.flatMap(({ value }) => (isPlainMap(value[name]) ? takenBy(value[name]) : []));
}

const taken = new WeakMap<PlainMap, readonly string[]>();

/** What a job as written extends and refers to: every rule asks. */
function takenBy(own: PlainMap): readonly string[] {
  const known = taken.get(own);
  if (known) return known;
  const names = [...parentsOf(own), ...referredIn(own)];
  taken.set(own, names);
  return names;
}

function referredIn(value: Plain): string[] {
  const reference = asReference(value);
  if (reference) return reference.slice(0, 1);
  if (Array.isArray(value)) return value.flatMap(referredIn);
  return isPlainMap(value) ? Object.values(value).flatMap(referredIn) : [];
}

/** The commands of a job's three scripts, in the order they run. */
export function commandsOfJob(job: Job): readonly (readonly string[])[] {
  const known = commands.get(job);
  if (known) return known;
  const found = linesOfJob(job).flatMap(({ text }) => commandsIn(text).map(withoutSudo));
  commands.set(job, found);
  return found;
}

const commands = new WeakMap<Job, readonly (readonly string[])[]>();

/** A line of a script, and the way to it in the resolved job. */
export interface ScriptLine {
  readonly text: string;
  readonly path: Path;
}

/** The lines of a job's three scripts: the items of their lists, or the one text each is. */
export function linesOfJob({ definition }: Job): readonly ScriptLine[] {
  return ['before_script', 'script', 'after_script'].flatMap(word => linesOf(definition[word], [word]));
}

function linesOf(value: Plain | undefined, path: Path): ScriptLine[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => linesOf(item, [...path, index]));
  return typeof value === 'string' ? [{ text: value, path }] : [];
}

/** `inherit: { variables: … }` says which of the pipeline's variables a job takes: all, none, or those it names. */
function inherits({ definition }: Job, name: string): boolean {
  const taken = mapAt(definition, 'inherit')['variables'];
  return taken === undefined || taken === true || (Array.isArray(taken) && taken.includes(name));
}

/** What a matrix or a rule gives to variables in some runs of a job, one at a time: each name with one of its values, and the way to it in the job. */
export function variantsOf({ definition }: Job): readonly (readonly [name: string, value: string, path: Path])[] {
  const texts = (value: Plain, path: Path): (readonly [string, Path])[] => (Array.isArray(value) ? value.flatMap((one, index) => texts(one, [...path, index])) : value === null || typeof value === 'object' ? [] : [[String(value), path]]);
  const maps = [
    ...listAt(definition, 'parallel', 'matrix').map((map, index) => [map, ['parallel', 'matrix', index]] as const),
    ...listAt(definition, 'rules').map((rule, index) => [mapAt(rule, 'variables'), ['rules', index, 'variables']] as const),
  ];
  return maps.flatMap(([map, way]) => Object.entries(isPlainMap(map) ? map : {}).flatMap(([name, value]) => texts(value, [...way, name]).map(([one, path]) => [name, one, path] as const))).slice(0, 200);
}

/** The value of a variable for a job: its own, else the pipeline's; undefined when the platform or a dotenv gives it. */
export function variableOf(pipeline: Pipeline, job: Job, name: string): string | undefined {
  const found = mapAt(job.definition, 'variables')[name] ?? (inherits(job, name) ? pipeline.variables[name] : undefined);
  const value = isPlainMap(found) ? found['value'] : found;
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** A text once the variables whose value is written in the pipeline are replaced; the others stay as they are. */
export function expand(pipeline: Pipeline, job: Job, text: string, own: ReadonlyMap<string, string> = new Map(), depth = 0): string {
  if (depth > 8 || !text.includes('$')) return text;
  return text.replace(/\$\$|\$\{(\w+)(?::?-([^${}]*))?\}|\$(\w+)/g, (whole, braced: string | undefined, standby: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    const value = name === undefined ? undefined : (own.get(name) ?? variableOf(pipeline, job, name) ?? standby);
    return value === undefined || value === whole ? whole : expand(pipeline, job, value, own, depth + 1);
  });
}

/** Every text of a job that can name a variable. */
export function textsOf(definition: PlainMap): string[] {
  const deep = (value: Plain): string[] => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap(deep);
    return isPlainMap(value) ? Object.values(value).flatMap(deep) : [];
  };
  return ['before_script', 'script', 'after_script', 'image', 'services', 'variables'].flatMap(word => deep(definition[word] ?? null));
}
