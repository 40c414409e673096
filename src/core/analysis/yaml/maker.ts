import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { clusterOptions } from './cluster';
import type { Plain, PlainMap } from './plain';

/** A scalar as it is met: its value, where it is written and how. */
export interface Written {
  readonly value: Plain;
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly type: Scalar.Type;
}

/** What is made of the YAML that is read: values alone, or the library's own nodes, with their places. */
export interface Maker<T> {
  scalar(written: Written): T;
  /** An empty map or list; `end` is known of those on one line, which are the flow ones. */
  map(start: number): T;
  list(start: number): T;
  flow(part: T, end: number): T;
  has(map: T, key: string): boolean;
  entry(map: T, key: Written, value: T): void;
  /** Gives the entry that came last the value that follows it on other lines. */
  refill(map: T, key: string, value: T): void;
  item(list: T, value: T): void;
}

export const plainMaker: Maker<Plain> = {
  scalar: ({ value }) => value,
  map: () => ({}),
  list: () => [],
  flow: part => part,
  has: (map, key) => Object.hasOwn(map as PlainMap, key),
  entry(map, { source }, value) {
    (map as PlainMap)[source] = value;
  },
  refill(map, key, value) {
    (map as PlainMap)[key] = value;
  },
  item: (list, value) => void (list as Plain[]).push(value),
};

type YamlNode = Scalar | YAMLMap | YAMLSeq;

/** Nodes of a text that was read before, and whose keys are known to come once. Where a block ends is not looked for. */
export const nodeMaker: Maker<YamlNode> = {
  scalar: node,
  map: start => at(new YAMLMap(clusterOptions.schema), start),
  list: start => at(new YAMLSeq(clusterOptions.schema), start),
  flow(part, end) {
    (part as YAMLMap).flow = true;
    part.range = [part.range?.[0] ?? 0, end, end];
    return part;
  },
  has: () => false,
  entry: (map, key, value) => void (map as YAMLMap).items.push(new Pair(node(key), value)),
  refill(map, _key, value) {
    const last = (map as YAMLMap).items.at(-1);
    if (last) last.value = value;
  },
  item: (list, value) => void (list as YAMLSeq).items.push(value),
};

function at<T extends YamlNode>(part: T, start: number): T {
  part.range = [start, start, start];
  return part;
}

function node({ value, source, start, end, type }: Written): Scalar {
  const scalar = new Scalar<unknown>(value);
  scalar.range = [start, end, end];
  scalar.source = source;
  scalar.type = type;
  return scalar;
}

/** A document of the library's, holding `contents`. */
export function documentOf(contents: YamlNode | null): Document {
  const document = new Document(undefined, clusterOptions);
  document.contents = contents as typeof document.contents;
  return document;
}
