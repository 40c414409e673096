import { isMap, isScalar, isSeq, Scalar, visit, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Fix, TextEdit } from '../finding';
import type { KubernetesObject } from '../kubernetes/object';
import { isMergeKey, walk, type Found, type Path } from './nodes';
import { flowText, blockLines, type Tree } from './write';

// Edits of an object's text that leave everything else byte for byte as it was. Each function answers undefined when it cannot be sure of the
// result (aliases, merge keys, unusual layouts): then no fix is offered.

type Edits = TextEdit[] | undefined;

/** A fix made of edits, where there are some. */
export function fixOf(title: string, edits: Edits): Fix | undefined {
  return edits && { title, edits };
}

/** Puts `text` in place of the scalar at `path`, in the same kind of quotes. */
export function replaceScalar(object: KubernetesObject, path: Path, text: string): Edits {
  const found = find(object, path);
  if (!found || !isScalar(found.node) || !found.node.range) return undefined;
  const { type, range: [start, end], anchor } = found.node;
  if (anchor || type === Scalar.BLOCK_FOLDED || type === Scalar.BLOCK_LITERAL) return undefined;
  const quote = type === Scalar.QUOTE_DOUBLE ? '"' : type === Scalar.QUOTE_SINGLE ? "'" : '';
  return /["'\\\n]/.test(text) ? undefined : [edit(object, start, end, `${quote}${text}${quote}`)];
}

/** Writes the scalar at `path` anew, from its source text; quotes are `write`'s to give. */
export function rewriteScalar(object: KubernetesObject, path: Path, write: (text: string) => string): Edits {
  const found = find(object, path);
  if (!found || !isScalar(found.node) || !found.node.range || found.node.anchor || found.node.tag) return undefined;
  const { type, range: [start, end], source: text = '' } = found.node;
  return type === Scalar.BLOCK_FOLDED || type === Scalar.BLOCK_LITERAL || /["\\\n]/.test(text) ? undefined : [edit(object, start, end, write(text))];
}

/** Gives another name to the entry at `path`, unless its map has that one already. */
export function renameKey(object: KubernetesObject, path: Path, name: string): Edits {
  const found = find(object, path);
  if (!found?.pair || !isScalar(found.pair.key) || !isMap(found.parent) || found.parent.has(name)) return undefined;
  const { range, type } = found.pair.key;
  if (!range) return undefined;
  const quote = type === Scalar.QUOTE_DOUBLE ? '"' : type === Scalar.QUOTE_SINGLE ? "'" : '';
  return [edit(object, range[0], range[1], `${quote}${name}${quote}`)];
}

/** Adds what `tree` holds to the map at `path`, making the maps that are missing; what already has a value is left alone. */
export function mergeInto(object: KubernetesObject, path: Path, tree: Tree): Edits {
  const found = walk(object.document, [...object.base, ...path]);
  if (found.shared) return undefined;
  const missing = [...object.base, ...path].slice(found.depth);
  if (missing.length > 0) {
    const [key, ...rest] = missing;
    return mergeInto(object, path.slice(0, path.length - missing.length), { [String(key)]: rest.reduceRight<Tree>((inner, step) => ({ [String(step)]: inner }), tree) });
  }
  if (isScalar(found.node) && found.node.value === null && found.pair) return fillNull(object, found.pair, found.node, tree);
  if (!isMap(found.node) || found.node.items.some(item => isMergeKey(item.key))) return undefined;
  return mergeMap(object, path, found.node, tree);
}

/** Adds `item` at the end of the list at `path`, making the list when it is missing; the map that holds it must exist. */
export function appendTo(object: KubernetesObject, path: Path, item: Tree): Edits {
  const whole = [...object.base, ...path];
  const found = walk(object.document, whole);
  if (found.shared) return undefined;
  if (found.depth < whole.length) return found.depth === whole.length - 1 && isMap(found.node) && !found.node.flow ? listIn(object, found.node, String(whole.at(-1)), item) : undefined;
  if (!isSeq(found.node) || found.node.items.length === 0) return undefined;
  const last = found.node.items.at(-1) as Node;
  if (found.node.flow) {
    const end = last.range?.[1];
    return end === undefined ? undefined : [insert(object, end, `, ${flowText(item, isJson(object))}`)];
  }
  if (!isMap(last) || !last.range) return undefined;
  const start = last.range[0];
  const lead = object.source.text.slice(object.source.lineStart(start), start);
  const end = last.flow ? last.range[1] : endOf(last.items.at(-1) as Pair);
  if (!/^ *- +$/.test(lead) || end === undefined) return undefined;
  return [insert(object, object.source.lineEnd(end), blockLines(item).map((line, index) => object.source.eol + (index === 0 ? lead : ' '.repeat(lead.length)) + line).join(''))];
}

/** A new list under `key`, after the last entry of the map that fits on one line. */
function listIn(object: KubernetesObject, map: YAMLMap, key: string, item: Tree): Edits {
  const last = map.items.findLast(pair => isOneLine(object, pair));
  const first = map.items[0]?.key as Node | undefined;
  const start = (last?.key as Node | undefined)?.range?.[0];
  if (!last || start === undefined || !first?.range) return undefined;
  const lead = object.source.text.slice(object.source.lineStart(first.range[0]), first.range[0]);
  if (!/^[ -]*$/.test(lead)) return undefined;
  const indent = object.source.eol + ' '.repeat(lead.length);
  return [insert(object, object.source.lineEnd(start), [`${key}:`, ...blockLines(item).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`))].map(line => indent + line).join(''))];
}

function mergeMap(object: KubernetesObject, path: Path, map: YAMLMap, tree: Tree): Edits {
  const edits: TextEdit[] = [];
  const fresh: Tree = {};
  for (const [key, value] of Object.entries(tree)) {
    const known = walk(object.document, [...object.base, ...path, key]);
    if (known.depth !== object.base.length + path.length + 1) fresh[key] = value;
    else if (typeof value === 'object') {
      const inner = mergeInto(object, [...path, key], value);
      if (!inner) return undefined;
      edits.push(...inner);
    } else if (known.shared) return undefined;
    else if (isScalar(known.node) && (known.node.value === null || known.node.value === '') && known.pair) {
      const filled = fillScalar(object, known.pair, known.node, value);
      if (!filled) return undefined;
      edits.push(...filled);
    }
  }
  if (Object.keys(fresh).length === 0) return edits;
  const added = map.flow ? addToFlow(object, map, fresh) : addToBlock(object, map, fresh);
  return added && [...edits, ...added];
}

/** `key:` with nothing after it: the value goes below it, one step further in. */
function fillNull(object: KubernetesObject, pair: Pair, value: Scalar, tree: Tree): Edits {
  const key = pair.key as Node;
  if (!key.range || !value.range || value.anchor || value.tag) return undefined;
  const { source } = object;
  if (value.source) return [edit(object, value.range[0], value.range[1], flowText(tree, isJson(object)))];
  const before = source.text.slice(source.lineStart(key.range[0]), key.range[0]);
  if (!/^[ -]*$/.test(before) || !onlyCommentAfter(source.text, key.range[1], source.lineEnd(key.range[1]))) return undefined;
  const indent = `${source.eol}${' '.repeat(before.length + 2)}`;
  return [insert(object, source.lineEnd(key.range[1]), blockLines(tree).map(line => indent + line).join(''))];
}

function fillScalar(object: KubernetesObject, pair: Pair, value: Scalar, text: string | number): Edits {
  const key = pair.key as Node;
  if (!key.range || !value.range || value.anchor) return undefined;
  if (value.source || value.range[1] > value.range[0]) return [edit(object, value.range[0], value.range[1], flowText(text, isJson(object)))];
  const colon = object.source.text.slice(key.range[1], object.source.lineEnd(key.range[1])).match(/^\s*:/);
  return colon ? [insert(object, key.range[1] + colon[0].length, ` ${flowText(text, false)}`)] : undefined;
}

/** After the last entry that fits on one line, so that names stay first; else before the first entry. */
function addToBlock(object: KubernetesObject, map: YAMLMap, tree: Tree): Edits {
  const { source } = object;
  const first = map.items[0]?.key as Node | undefined;
  if (!first?.range) return undefined;
  const lead = source.text.slice(source.lineStart(first.range[0]), first.range[0]);
  if (!/^[ -]*$/.test(lead)) return undefined;
  const lines = blockLines(tree);
  const indent = source.eol + ' '.repeat(lead.length);
  const last = map.items.findLast(pair => isOneLine(object, pair));
  if (last) return [insert(object, source.lineEnd((last.key as Node).range?.[1] ?? 0), lines.map(line => indent + line).join(''))];
  return [insert(object, first.range[0], lines.map(line => line + indent).join(''))];
}

function isOneLine(object: KubernetesObject, { key, value }: Pair): boolean {
  if (!isScalar(key) || !isScalar(value) || !key.range || !value.range || value.range[1] === value.range[0]) return false;
  if (value.type === Scalar.BLOCK_FOLDED || value.type === Scalar.BLOCK_LITERAL) return false;
  return source(object).lineStart(key.range[0]) === source(object).lineStart(value.range[1]);
}

const source = (object: KubernetesObject) => object.source;

/** At the head of `{…}`, in the layout of what follows. */
function addToFlow(object: KubernetesObject, map: YAMLMap, tree: Tree): Edits {
  const text = object.source.text;
  const start = map.range?.[0] ?? 0;
  if (text[start] !== '{') return undefined;
  const inner = flowText(tree, isJson(object)).replace(/^\{\s*|\s*\}$/g, '');
  if (map.items.length === 0) return [insert(object, start + 1, isJson(object) ? inner : ` ${inner} `)];
  const space = /^[ \t\r\n]*/.exec(text.slice(start + 1))?.[0] ?? '';
  return [insert(object, start + 1, `${space}${inner},${space === '' ? ' ' : ''}`)];
}

/** Takes away the entry at `path`; a map left empty goes with it, up to but not including the map at `keep`. */
export function remove(object: KubernetesObject, path: Path, keep: Path): Edits {
  let at = path;
  for (;;) {
    const found = find(object, at);
    if (!found || holdsAnchor(found)) return undefined;
    const siblings = isMap(found.parent) || isSeq(found.parent) ? found.parent.items.length : 0;
    if (siblings === 1 && at.length - 1 > keep.length) at = at.slice(0, -1);
    else return isMap(found.parent) && found.pair ? removeEntry(object, found.parent, found.pair) : undefined;
  }
}

function removeEntry(object: KubernetesObject, map: YAMLMap, pair: Pair): Edits {
  const { text } = object.source;
  const position = map.items.indexOf(pair);
  const start = (pair.key as Node).range?.[0];
  const end = endOf(pair);
  const next = (map.items[position + 1]?.key as Node | undefined)?.range?.[0];
  if (start === undefined || end === undefined) return undefined;
  if (map.flow) {
    if (next !== undefined) return [edit(object, start, next, '')];
    const previous = map.items[position - 1];
    const from = previous && endOf(previous);
    return from === undefined ? [edit(object, start, end, '')] : [edit(object, from, end, '')];
  }
  if (map.items.length === 1) return undefined;
  const lineStart = object.source.lineStart(start);
  if (text.slice(lineStart, start).trim() !== '') return next === undefined ? undefined : [edit(object, start, next, '')];
  const lineEnd = object.source.lineEnd(end);
  const after = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length);
  return [edit(object, lineStart, after, '')];
}

/** Where an entry's last character is; a line break that ends a block is not part of it. */
function endOf(pair: Pair): number | undefined {
  const end = (node: unknown): number | undefined => {
    if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0) {
      const last: unknown = node.items.at(-1);
      return isMap(node) ? endOf(last as Pair) : end(last);
    }
    const range = (node as Node | null)?.range;
    return range ? (isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL) ? Math.max(range[0], range[1] - 1) : range[1]) : undefined;
  };
  const value = end(pair.value);
  const key = (pair.key as Node).range?.[1];
  return value === undefined ? key : Math.max(value, key ?? 0);
}

function find(object: KubernetesObject, path: Path): Found | undefined {
  const whole = [...object.base, ...path];
  const found = walk(object.document, whole);
  return found.depth === whole.length && !found.shared ? found : undefined;
}

/** Something that is removed may be used elsewhere through its anchor. */
function holdsAnchor({ node, pair }: Found): boolean {
  let anchored = Boolean((pair?.key as { anchor?: string } | undefined)?.anchor);
  if (node) visit(node as Node, { Value: (_, value) => (value.anchor ? ((anchored = true), visit.BREAK) : undefined) });
  return anchored;
}

function onlyCommentAfter(text: string, start: number, end: number): boolean {
  return /^\s*:\s*(#.*)?$/.test(text.slice(start, end));
}

function isJson(object: KubernetesObject): boolean {
  return /\.json$/i.test(object.file) || /^\s*\{\s*"/.test(object.source.text);
}

function insert(object: KubernetesObject, offset: number, newText: string): TextEdit {
  return edit(object, offset, offset, newText);
}

function edit(object: KubernetesObject, start: number, end: number, newText: string): TextEdit {
  return { file: object.file, range: object.source.range(start, end), newText };
}
