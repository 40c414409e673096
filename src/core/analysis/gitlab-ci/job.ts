import { commandsIn, withoutSudo } from '../shell';
import { isPlainMap, mapAt, type Plain, type PlainMap } from '../yaml/plain';
import { parentsOf } from './extends';
import { asReference } from './merge';
import type { Job, Pipeline } from './pipeline';

/** The names of all a job takes from: what it extends, at every level, and what it refers to. */
export function ancestorsOf(pipeline: Pipeline, name: string, known: Set<string> = new Set()): ReadonlySet<string> {
  for (const { value } of pipeline.included) {
    const own = value[name];
    if (!isPlainMap(own)) continue;
    for (const parent of [...parentsOf(own), ...referredIn(own)]) {
      if (known.has(parent)) continue;
      known.add(parent);
      ancestorsOf(pipeline, parent, known);
    }
  }
  return known;
}

function referredIn(value: Plain): string[] {
  const reference = asReference(value);
  if (reference) return reference.slice(0, 1);
  if (Array.isArray(value)) return value.flatMap(referredIn);
  return isPlainMap(value) ? Object.values(value).flatMap(referredIn) : [];
}

/** The commands of a job's three scripts, in the order they run. */
export function commandsOfJob({ definition }: Job): readonly (readonly string[])[] {
  return ['before_script', 'script', 'after_script'].flatMap(word => commandsIn(linesOf(definition[word]).join('\n')).map(withoutSudo));
}

function linesOf(value: Plain | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  return typeof value === 'string' ? [value] : [];
}

/** The value of a variable for a job: its own, else the pipeline's; undefined when the platform or a dotenv gives it. */
export function variableOf(pipeline: Pipeline, job: Job, name: string): string | undefined {
  const found = mapAt(job.definition, 'variables')[name] ?? pipeline.variables[name];
  const value = isPlainMap(found) ? found['value'] : found;
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** A text once the variables whose value is written in the pipeline are replaced; the others stay as they are. */
export function expand(pipeline: Pipeline, job: Job, text: string, depth = 0): string {
  if (depth > 8 || !text.includes('$')) return text;
  return text.replace(/\$\$|\$\{(\w+)\}|\$(\w+)/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    const value = name === undefined ? undefined : variableOf(pipeline, job, name);
    return value === undefined || value === whole ? whole : expand(pipeline, job, value, depth + 1);
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
