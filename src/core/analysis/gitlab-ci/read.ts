import type { Document, Tags } from 'yaml';
import type { SourceFile } from '../port';
import { maxLength, SourceText, withoutMark } from '../text';
import { faultOf, sentenceOf, toldOf, type YamlFault, type YamlFaultTold } from '../yaml/faults';
import { parseLikeLibyaml } from '../yaml/libyaml';
import { isPlainMap, mapAt, toPlain, type Plain, type PlainMap } from '../yaml/plain';
import { walk, type Path } from '../yaml/nodes';
import type { Location } from '../finding';
import { referenceKey } from './merge';

/** One pipeline file as written: its values, and its document to find places in. A header document (`spec:`) before the configuration is passed over, as GitLab does. */
export interface PipelineFile {
  readonly file: string;
  readonly source: SourceText;
  readonly document: Document;
  readonly value: PlainMap;
  /** What its header declares under `spec.inputs`. */
  readonly inputs?: PlainMap;
  /** Keys that inputs have changed, and how they are written. */
  readonly keys?: ReadonlyMap<string, string>;
  /** Why it cannot be read, in French and as data; the value then holds what could be. */
  readonly fault?: { readonly reason: string; readonly told: YamlFaultTold; readonly start: number; readonly end: number; /** GitLab reads it all the same: of two keys, it takes the last. */ readonly harmless?: true };
}

const reference = { tag: '!reference', collection: 'seq' as const, resolve: (value: unknown) => value };

/** Reads a pipeline file; never throws for what it holds. Undefined when it is no map at all (an empty file, a list, a text). */
export function readPipelineFile({ file, text: raw }: SourceFile): PipelineFile | undefined {
  const source = new SourceText(withoutMark(raw));
  if (source.text.length > maxLength) return undefined;
  const documents = parseLikeLibyaml(source.text, { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', customTags: rubyTags });
  const readable = documents.map(document => ({ document, read: toPlain(document, taggedReference) }));
  const body = readable.findLast(({ read }) => isPlainMap(read.value) && read.value['spec'] === undefined) ?? readable.at(-1);
  if (!body || !isPlainMap(body.read.value)) return undefined;
  const [fault] = [...body.document.errors.map(faultOf), ...body.read.problems];
  // Aliases that multiply are an attack or a mistake: written out, they would take all the memory there is.
  const value = body.read.problems.some(({ code }) => code === 'ALIAS_BOMB') ? {} : body.read.value;
  const header = readable.find(({ read }) => isPlainMap(read.value) && isPlainMap(read.value['spec']));
  const inputs = header && header !== body ? mapAt(header.read.value, 'spec', 'inputs') : undefined;
  return { file, source, document: body.document, value, ...(inputs ? { inputs } : {}), ...(fault ? { fault: faultIn(fault, source) } : {}) };
}

function faultIn(fault: YamlFault, source: SourceText): NonNullable<PipelineFile['fault']> {
  const told = toldOf(fault, source);
  return { reason: sentenceOf(told), told, start: fault.start, end: fault.end, ...(told.code === 'DUPLICATE_KEY' ? { harmless: true as const } : {}) };
}

/** GitLab reads YAML with Ruby: 1.1, except that a bare `y` or `n` is a text, and a lone dot too. Dates are of no use here and stay text. */
function rubyTags(tags: Tags): Tags {
  const kept = tags.filter(tag => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp');
  const words = kept.map(tag => (typeof tag !== 'string' && tag.tag === 'tag:yaml.org,2002:float' && tag.test?.test('.') ? { ...tag, test: new RegExp(`^(?![-+]?\\.$)(?:${tag.test.source})`) } : tag)).map(tag => (typeof tag !== 'string' && tag.tag === 'tag:yaml.org,2002:bool' && tag.test ? { ...tag, test: tag.test.test('yes') ? /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/ : /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/ } : tag));
  return [...words, reference] as Tags;
}

function taggedReference(tag: string | undefined, value: Plain): Plain {
  return tag === '!reference' ? { [referenceKey]: value } : value;
}

/** The place of what `path` leads to, or of the last step that exists: the key for a map's entry, the value otherwise. */
export function locateIn({ file, source, document, keys }: PipelineFile, named: Path, on: 'key' | 'value' = 'value'): Location {
  const path = keys && keys.size > 0 ? named.map(step => keys.get(String(step)) ?? step) : named;
  const found = walk(document, path);
  const exact = found.depth === path.length;
  const node = (exact && on === 'value' ? found.node : undefined) ?? found.pair?.key ?? found.node;
  const range = (node as { range?: readonly number[] } | null)?.range ?? (found.pair?.key as { range?: readonly number[] } | undefined)?.range;
  const start = range?.[0] ?? 0;
  return { file, range: source.range(start, Math.min(range?.[1] ?? start, source.lineEnd(start))) };
}
