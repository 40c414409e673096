import type { Range, Unreadable } from '../finding';
import { maxLength } from '../text';
import { faultOf, sentenceFor } from '../yaml/faults';
import { listAt, stringAt } from '../yaml/plain';
import { origin, rangeOf, templateFile } from './helm-place';
import type { RenderFailure } from './port';
import { sentences } from './sentences';
import type { RenderUnit } from './unit';
import { leavesOf, type YamlFiles } from './yaml-file';

/** What a failure says, at the place it speaks of. */
export function unreadableFor(unit: RenderUnit, failure: RenderFailure, yaml: YamlFiles): readonly Unreadable[] {
  const what = unit.request.engine === 'helm' ? `ce chart${unit.environment === undefined ? '' : ` (${unit.environment})`}` : 'cet overlay';
  // A transformer that fails shows how it was set, over several lines, before it says why.
  const words = shortened(failure.error.replace(/ with config: `[^`]*`/g, ''));
  if (failure.stopped === 'fault') return [{ file: unit.head, reason: sentences.fault(what, words), range: origin }];
  if (failure.stopped) return [{ file: unit.head, reason: sentences[failure.stopped](what), range: origin }];
  const broken = brokenInput(unit, yaml);
  if (broken) return [broken];
  return unit.request.engine === 'helm' ? helmFailure(unit, failure, yaml, words) : [kustomizeFailure(unit, failure.error, yaml, words)];
}

/** An engine's words may hold whole texts: the end of a long chain says most. */
function shortened(words: string): string {
  const [first = ''] = words.trim().split('\n').filter(line => line.trim() !== '');
  const line = first.replace(/\s+/g, ' ').replace(/^Error: /, '');
  const parts = line.split(/: (?=[^:]*$)/);
  return line.length <= 260 ? line : `… ${(parts.at(-1) ?? line).slice(-240)}`;
}

/** A file that is not YAML: our own sentence says where better than the engine. */
function brokenInput(unit: RenderUnit, yaml: YamlFiles): Unreadable | undefined {
  for (const file of [unit.head, ...unit.inputs]) {
    const read = /\.(ya?ml|json)$/i.test(file) ? yaml.get(file) : undefined;
    const fault = read?.documents.flatMap(({ errors }) => errors).map(faultOf)[0];
    if (read && read.source.text.length > maxLength) return { file, reason: sentenceFor({ code: 'TOO_LONG', start: 0, end: 0 }, read.source) };
    if (read && fault) return { file, reason: sentenceFor(fault, read.source), range: read.source.range(fault.start, Math.max(fault.end, fault.start)) };
  }
  return undefined;
}

function helmFailure(unit: RenderUnit, failure: RenderFailure, yaml: YamlFiles, words: string): readonly Unreadable[] {
  const { error, place, templates = {} } = failure;
  const nested = /nested reference name: (\S+)/.exec(error)?.[1];
  if (place && nested !== undefined) return [{ file: unit.names.get(place.file) ?? unit.head, reason: sentences.cycle(nested), range: rangeOf(place) }];
  if (place) return [{ file: unit.names.get(place.file) ?? unit.head, reason: sentences.notYaml(words), range: rangeOf(place) }];
  const schema = schemaFaults(unit, error, yaml);
  if (schema.length > 0) return schema;
  const at = templateAt(error, templates);
  if (at) {
    const circle = /nested reference name: ([\w./-]+)|executing "([^"]+)"[^:]*: exceeded maximum template depth/.exec(error);
    const [, own] = /(?:^|: )(?:execution error at \([^)]*\): )(.*)$/s.exec(error) ?? [];
    const reason = circle ? sentences.cycle(circle[1] ?? circle[2] ?? '') : sentences.template(shortened(own ?? lastWords(error)));
    return [{ file: templateFile(unit, { templates }, at.name), reason, range: at.range }];
  }
  const head = yaml.get(unit.head);
  if (/kubeVersion/.test(error) && head) return [{ file: unit.head, reason: sentences.kubeVersion(words), range: head.locate(['kubeVersion']).range }];
  return [{ file: unit.head, reason: sentences.chart(words), range: origin }];
}

/** The innermost template a chain of errors names, and where in it: lines from one, columns from zero. */
function templateAt(error: string, templates: Readonly<Record<string, string>>): { readonly name: string; readonly range: Range } | undefined {
  const names = Object.keys(templates);
  const found = [...error.matchAll(/([^\s():"]+\.[\w.-]+):(\d+)(?::(\d+))?/g)].findLast(match => names.includes(match[1] ?? ''));
  if (found?.[1] === undefined) return undefined;
  const line = Math.max(0, Number(found[2]) - 1);
  const character = Number(found[3] ?? 0);
  const length = /at <([^>]*)>/.exec(error.slice(found.index))?.[1]?.length ?? 0;
  return { name: found[1], range: { start: { line, character }, end: { line, character: character + Math.max(length, 1) } } };
}

function lastWords(error: string): string {
  const last = error.lastIndexOf('executing ');
  return last < 0 ? error : error.slice(last);
}

/** `at '/image/tag': got number, want string`, for each value a schema refuses, where it is written. */
function schemaFaults(unit: RenderUnit, error: string, yaml: YamlFiles): Unreadable[] {
  if (!error.includes('values don\'t meet the specifications of the schema')) return [];
  return [...error.matchAll(/^- at '([^']*)': (.*)$/gm)].map(([, pointer = '', words = '']) => {
    const path = pointer.split('/').slice(1).map(step => (/^\d+$/.test(step) ? Number(step) : step));
    const key = path.join('.') || stringAt(yaml.get(unit.head)?.values[0], 'name') || 'values';
    const written = unit.inputs.map(file => yaml.get(file)).find(file => file && path.length > 0 && holdsPath(file.values[0], path));
    const at = written ?? yaml.get(unit.inputs.at(-1) ?? unit.head);
    return { file: at?.file ?? unit.head, reason: sentences.schema(key, words), range: at?.locate(path).range ?? origin };
  });
}

function holdsPath(value: unknown, path: readonly (string | number)[]): boolean {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return false;
    current = (current as Record<string | number, unknown>)[step];
  }
  return true;
}

/** Kustomize names what it could not use: it is looked for where a kustomization writes it, the longest name first. */
function kustomizeFailure(unit: RenderUnit, error: string, yaml: YamlFiles, words: string): Unreadable {
  const heads = unit.inputs.filter(file => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(file));
  const named = heads.flatMap(file => {
    const read = yaml.get(file);
    return read ? leavesOf(read).flatMap(({ node, start, end }) => (typeof node.value === 'string' && node.value.length > 2 && quotes(error, node.value) ? [{ file, text: node.value, range: read.source.range(start, end) }] : [])) : [];
  });
  const [best] = named.sort((a, b) => b.text.length - a.text.length);
  const head = yaml.get(unit.head);
  const first = head?.locate(listAt(head.values[0], 'resources').length > 0 ? ['resources'] : []).range ?? origin;
  const missing = /'\/([^']+)' doesn't exist/.exec(error)?.[1];
  const reason = /cycle detected/.test(error) ? sentences.circle : missing === undefined ? sentences.kustomization(words) : sentences.missing(missing);
  return { file: best?.file ?? unit.head, reason, range: best?.range ?? first };
}

function quotes(error: string, name: string): boolean {
  const at = error.indexOf(name);
  return at >= 0 && /['"\s/.|:]/.test(error[at - 1] ?? ' ') && /['"\s.|:]/.test(error[at + name.length] ?? ' ');
}
