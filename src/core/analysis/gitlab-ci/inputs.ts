import { listed } from '../listed';
import { isPlainMap, setKey, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import type { PipelineProblem } from './problem';
import type { PipelineFile } from './read';

const whole = /^\s*\$\[\[\s*inputs\.([\w-]+)\s*(?:\|[^\]]*)?\]\]\s*$/;
const part = /\$\[\[\s*inputs\.([\w-]+)\s*(?:\|[^\]]*)?\]\]/g;

/** What `$[[ inputs.name ]]` becomes in a file that declares inputs: what its include gives, else the default. One that has neither stays as it is written, and nothing is said of it. */
export function withInputs(source: PipelineFile, given: PlainMap): PipelineFile {
  if (!source.source.text.includes('$[[')) return source;
  const inputOf = (name: string): Plain | undefined => given[name] ?? (isPlainMap(source.inputs?.[name]) ? source.inputs[name]['default'] : undefined);
  const keys = new Map<string, string>();
  const text = (written: string): string => written.replace(part, (found, name: string) => {
    const value = inputOf(name);
    return value === undefined || value === null || typeof value === 'object' ? found : String(value);
  });
  const replace = (value: Plain): Plain => {
    if (typeof value === 'string') {
      const name = whole.exec(value)?.[1];
      return name === undefined ? text(value) : (inputOf(name) ?? value);
    }
    if (Array.isArray(value)) return value.map(replace);
    if (!isPlainMap(value)) return value;
    const made: PlainMap = {};
    for (const [key, inner] of Object.entries(value)) {
      const named = text(key);
      if (named !== key) keys.set(named, key);
      setKey(made, named, replace(inner));
    }
    return made;
  };
  return { ...source, value: replace(source.value) as PlainMap, keys };
}

/** Whether something is left in a value that only who includes the file knows. */
export function isOpen(value: Plain | undefined): boolean {
  return typeof value === 'string' && value.includes('$[[');
}

/** The inputs that a file uses without declaring them, where it declares some: GitLab refuses the file. */
export function unknownInputs({ file, inputs, value }: PipelineFile): PipelineProblem[] {
  if (!inputs) return [];
  const known = listed(Object.keys(inputs)) || 'aucune';
  const walk = (node: Plain, path: Path): PipelineProblem[] => {
    if (Array.isArray(node)) return node.flatMap((item, index) => walk(item, [...path, index]));
    if (isPlainMap(node)) return Object.entries(node).flatMap(([key, inner]) => walk(inner, [...path, key]));
    const names = typeof node === 'string' ? [...node.matchAll(part)].map(([, name = '']) => name) : [];
    return names.filter(name => !Object.hasOwn(inputs, name)).map(name => ({ code: 'input-unknown', file, path, message: `L’entrée « ${name} » n’est pas déclarée sous « spec.inputs » (${known}) : GitLab refuse le fichier. Déclarez-la, ou corrigez son nom.` }));
  };
  return walk(value, []);
}
