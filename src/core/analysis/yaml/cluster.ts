import { isScalar, Schema, type Document, type DocumentOptions, type ParseOptions, type ScalarTag, type SchemaOptions, type Tags } from 'yaml';
import { parseLikeLibyaml } from './libyaml';
import type { Plain } from './plain';

/** Most scalars are words: their first letter says that they are no number, boolean or null, which spares a dozen patterns. */
const plainText: ScalarTag = { tag: 'tag:yaml.org,2002:str', default: true, test: /^[^-+.\d~nNyYtTfFoO<\s]/, resolve: text => text };

/** Go also reads `0o17`, and the prefixes of the other bases in capitals. */
const prefixed: ScalarTag = { tag: 'tag:yaml.org,2002:int', default: true, test: /^[-+]?0(?:[oO][0-7_]+|X[\da-fA-F_]+|B[01_]+)$/, resolve: text => (text.startsWith('-') ? -1 : 1) * Number(text.replace(/^[-+]|_/g, '')) };

const isNumber = (tag: Tags[number]): tag is ScalarTag => typeof tag === 'object' && /:(?:int|float)$/.test(tag.tag) && 'test' in tag;

/** A dot alone, `1e400`: what has no finite value is a text to the cluster. */
function finite(tag: ScalarTag): ScalarTag {
  return { ...tag, resolve: (text, ...more) => {
    const read = tag.resolve(text, ...more);
    return Number.isFinite(isScalar(read) ? read.value : read) ? read : text;
  } };
}

// Made once: by default the library makes one for each document.
const schema = new Schema({
  schema: 'yaml-1.1',
  resolveKnownTags: false,
  customTags: tags => [plainText, prefixed, ...tags.filter(tag => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME')).map(tag => (isNumber(tag) ? finite(tag) : tag))],
});

/**
 * YAML 1.1, as the cluster reads it: `yes` is true, `010` is eight. Dates and sexagesimal numbers stay text, as in Go.
 * Duplicate keys are looked for while values are read, because the parser's own check takes a time that grows with the square of a map.
 */
export const clusterOptions: ParseOptions & DocumentOptions & Omit<SchemaOptions, 'schema'> & { schema: Schema } = { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', schema };

/** The documents of a text, with the place of everything in it, objects of JSON that follow one another too. An empty text has none, which the library says with an object of its own. */
export function parseAsCluster(text: string): readonly Document[] {
  return parseLikeLibyaml(text, { ...clusterOptions, jsonStream: true });
}

const tests = schema.tags.filter((tag): tag is ScalarTag => tag.default === true && 'test' in tag && tag.test !== undefined);

/** The value of a scalar written without quotes, by the same patterns as `parseAsCluster`. */
export function plainScalar(text: string): Plain {
  const tag = tests.find(({ test }) => test?.test(text));
  const read = tag ? tag.resolve(text, () => undefined, clusterOptions) : text;
  const value: unknown = isScalar(read) ? read.value : read;
  return value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? value : text;
}
