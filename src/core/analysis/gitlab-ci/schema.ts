import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { globalKeywords } from './keywords';
import { isOpen } from './inputs';
import { asReference } from './merge';
import type { Pipeline } from './pipeline';
import { placeKey, type PipelineProblem } from './problem';

/** What a JSON Schema validator says of one place: the keyword that does not hold, and its parameters. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Holds a pipeline against GitLab's own description; answers what does not fit, all alternatives together. */
export type PipelineValidator = (value: PlainMap) => readonly SchemaError[];

/**
 * What GitLab's description refuses in a resolved pipeline: the team's jobs with what they extend, and the words of the whole pipeline file by file.
 * Names of keywords, scripts, stages and needs are left to our own checks, which say more.
 */
export function misshapen(pipeline: Pipeline, validate: PipelineValidator): PipelineProblem[] {
  const problems: PipelineProblem[] = [];
  const own = pipeline.jobs.filter(job => job.own && !job.hidden);
  const said = new Set<string>();
  // One by one: what a validator has found before, it copies at each thing it finds.
  for (const fault of own.flatMap(({ name, definition }) => faultsOf({ [name]: prepared(definition) }, validate))) {
    const [job, ...path] = fault.path;
    const location = path.length > 0 ? pipeline.locate(String(job), path) : undefined;
    // What the catalogue wrote is not the team's to mend, and what several jobs extend is said once.
    if (!location || said.has(placeKey(location))) continue;
    said.add(placeKey(location));
    problems.push({ code: 'bad-value', file: location.file, path: fault.path, location, message: `Job « ${String(job)} » : ${fault.said}` });
  }
  for (const { value, source } of pipeline.included) {
    if (!source) continue;
    const words = Object.fromEntries(Object.entries(value).filter(([name]) => globalKeywords.has(name) && name !== 'spec'));
    for (const fault of faultsOf(prepared(words) as PlainMap, validate)) problems.push({ code: 'bad-value', file: source.file, path: fault.path, message: fault.said.charAt(0).toUpperCase() + fault.said.slice(1) });
  }
  return problems;
}

/** Without nulls, which are absent, nor references that lead out of reach; scripts are one list, as GitLab runs them. */
function prepared(value: Plain, key = ''): Plain {
  if (Array.isArray(value)) {
    const items = value.filter(item => item !== null && !asReference(item)).map(item => prepared(item));
    return /script$/.test(key) ? (items.flat(Infinity as 1) as Plain[]) : items;
  }
  if (!isPlainMap(value)) return value;
  // A job that only shows the state of another pipeline may name it without a list.
  if (key === 'needs' && typeof value['pipeline'] === 'string') return [];
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && !asReference(item)).map(([name, item]) => [name, prepared(item, name)]));
}

interface Fault {
  readonly path: Path;
  readonly said: string;
}

/** One fault a place: the deepest, since what holds it fails because of it. */
function faultsOf(value: PlainMap, validate: PipelineValidator): Fault[] {
  const byPlace = new Map<string, SchemaError[]>();
  for (const error of validate(value)) {
    // Whether a text is a regular expression is RE2's to say, which is not JavaScript's.
    if (['anyOf', 'oneOf', 'not', 'if', 'dependencies', 'format'].includes(error.keyword)) continue;
    const known = byPlace.get(error.instancePath);
    if (known) known.push(error);
    else byPlace.set(error.instancePath, [error]);
  }
  const holders = new Set([...byPlace.keys()].flatMap(place => [...place.matchAll(/\//g)].map(({ index }) => place.slice(0, index))));
  return [...byPlace].flatMap(([place, errors]): Fault[] => {
    const path = place.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const word = path[globalKeywords.has(path[0] ?? '') ? 0 : 1];
    if (word === undefined || holders.has(place)) return [];
    const found = at(value, path);
    // What a variable or an input will be is not known here, nor which files `*` stands for.
    if (isOpen(found) || (typeof found === 'string' && (/\$[\w{]/.test(found) || (word === 'include' && found.includes('*'))) && errors.some(({ keyword }) => keyword === 'pattern'))) return [];
    const said = saidOf(errors, found);
    return said === undefined ? [] : [{ path: path.map(step => (/^\d+$/.test(step) ? Number(step) : step)), said: `« ${path.slice(path.indexOf(word)).join('.')} » ${said}` }];
  });
}

function at(value: Plain, path: readonly string[]): Plain {
  return path.reduce<Plain>((inner, step) => (Array.isArray(inner) ? (inner[Number(step)] ?? null) : isPlainMap(inner) ? (inner[step] ?? null) : null), value);
}

const types: Readonly<Record<string, string>> = { string: 'un texte', array: 'une liste', object: 'un objet', integer: 'un nombre entier', number: 'un nombre', boolean: '`true` ou `false`', null: 'rien' };

/** When an alternative is of the right type, what it asks is what the author meant; else the types that would do. */
function saidOf(errors: readonly SchemaError[], found: Plain): string | undefined {
  const meant = errors.filter(({ keyword }) => keyword !== 'type');
  const shown = typeof found === 'object' ? '' : ` (« ${String(found)} »)`;
  for (const { keyword, params } of [...meant].sort((a, b) => rank(a.keyword) - rank(b.keyword))) {
    switch (keyword) {
      case 'additionalProperties': return `n’admet pas la clé « ${String(params['additionalProperty'])} ». Corrigez son nom, ou retirez-la.`;
      case 'required': return `doit avoir la clé « ${String(params['missingProperty'])} ». Ajoutez-la.`;
      case 'enum': return `n’admet pas cette valeur${shown}. Valeurs admises : ${(params['allowedValues'] as unknown[]).map(one => `« ${String(one)} »`).join(', ')}.`;
      case 'const': return `attend « ${String(params['allowedValue'])} ».`;
      case 'maximum': return `ne dépasse pas ${String(params['limit'])}.`;
      case 'minimum': return `est au moins ${String(params['limit'])}.`;
      case 'minItems':
      case 'minLength':
      case 'minProperties': return 'est vide. Donnez-lui une valeur, ou retirez la clé.';
      case 'maxItems': return `a plus de ${String(params['limit'])} éléments.`;
      case 'pattern': return `n’a pas la forme attendue par GitLab${shown}.`;
      case 'uniqueItems': return 'répète un élément. Gardez-en un.';
    }
  }
  if (meant.length > 0) return undefined;
  const expected = [...new Set(errors.flatMap(({ params }) => params['type'] as string | string[]))].map(type => types[type] ?? type);
  const last = expected.pop();
  return `attend ${expected.length > 0 ? `${expected.join(', ')} ou ${String(last)}` : String(last)}, et non ${types[Array.isArray(found) ? 'array' : found === null ? 'null' : typeof found] ?? ''}${shown}.`;
}

/** An unknown key is the likeliest cause of a missing one. */
const rank = (keyword: string): number => (keyword === 'additionalProperties' ? 0 : 1);
