import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, visit, type Node, type Pair, type YAMLMap } from 'yaml';
import { isReference, looksRandom, nameStrength } from './names';
import type { MaskKind, Span } from './span';

/**
 * What the structure of YAML (or JSON) says is secret: the data of a Kubernetes Secret, the value of a sensitive key, the `value` beside a
 * sensitive `name`. A text that does not parse, such as a Helm template, is read by its indentation instead.
 */
export function manifestSpans(text: string): Span[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  const spans = documents.flatMap(document => (document.contents ? mapSpans(document.contents) : []));
  return documents.some(document => document.errors.length > 0) ? [...spans, ...secretDataSpans(text)] : spans;
}

function mapSpans(root: Node): Span[] {
  const spans: Span[] = [];
  visit(root, {
    Map(_key, map) {
      if (scalarOf(map, 'kind') === 'Secret') for (const key of ['data', 'stringData']) spans.push(...scalars(map.get(key, true), 'secret-kubernetes'));
      const name = scalarOf(map, 'name');
      if (name !== undefined) spans.push(...named(name, map.get('value', true)));
      for (const pair of map.items) spans.push(...pairSpans(pair));
    },
  });
  return spans;
}

function pairSpans(pair: Pair): Span[] {
  return isScalar(pair.key) ? named(String(pair.key.value), pair.value) : [];
}

/** The scalars under a name, if the name says they are secret. A map under it (`secret: { name: … }`) holds keys of its own. */
function named(name: string, value: unknown): Span[] {
  const strength = nameStrength(name);
  if (strength === 'no' || !(isScalar(value) || isSeq(value))) return [];
  return scalars(value, strength === 'secret' ? 'mot-de-passe' : 'chaîne-aléatoire', strength === 'maybe');
}

function scalars(value: unknown, kind: MaskKind, randomOnly = false): Span[] {
  if (isAlias(value)) return [];
  if (isMap(value) || isSeq(value)) {
    // A list of objects under a sensitive name holds keys of its own, except in a Secret, where everything is.
    if (kind !== 'secret-kubernetes' && isSeq(value)) return value.items.filter(isScalar).flatMap(item => scalars(item, kind, randomOnly));
    return value.items.flatMap(item => scalars(isPair(item) ? item.value : item, kind, randomOnly));
  }
  if (!isScalar(value) || !value.range || value.value === null || typeof value.value === 'boolean') return [];
  const content = String(value.value);
  if (isReference(content) || (randomOnly && !looksRandom(content))) return [];
  const quoted = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE' ? 1 : 0;
  return [{ start: value.range[0] + quoted, end: Math.max(value.range[0] + quoted, value.range[1] - quoted), kind }];
}

function scalarOf(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
}

/** In a text that names a Secret and does not parse: every value under a `data:` or `stringData:` line, by indentation. */
export function secretDataSpans(text: string): Span[] {
  if (!/\bkind["']?\s*:\s*["']?Secret\b/.test(text)) return [];
  const spans: Span[] = [];
  let at = 0;
  let under = -1;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const content = line.trim();
    if (under >= 0 && content !== '' && indent <= under) under = -1;
    if (under >= 0 && content !== '' && !/^\{\{-?\s*(?:if|else|end|range|with|define|include)\b/.test(content)) {
      const key = /^\s*["']?[\w./-]+["']?\s*:\s*/.exec(line)?.[0].length ?? indent;
      const value = line.slice(key).trimEnd();
      if (!isReference(value)) spans.push({ start: at + key, end: at + key + value.length, kind: 'secret-kubernetes' });
    }
    if (/^["']?(?:data|stringData)["']?\s*:\s*\{?\s*$/.test(content)) under = indent;
    at += line.length + 1;
  }
  return spans;
}
