import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import type * as z from 'zod';
import french from 'zod/v4/locales/fr.js';
import { faultOf, sentenceFor } from '../../core/analysis/yaml/faults';
import { SourceText } from '../../core/analysis/text';

/** What the schemas say, in the authors' language; asked of each reading, so that no other part of the product speaks French because this one was loaded. */
const { localeError } = french();

/** What is wrong in an author's file: `line` is 1-based, as editors print it. */
export interface ContentProblem {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** A valid document, and the line (1-based) of the deepest node that exists on a path of keys. */
export interface Read<T> {
  readonly data: T;
  readonly line: (path: readonly PropertyKey[]) => number;
}

/** Parses and validates a YAML text that starts after `offset` lines of its file. Every fault is a problem; the result is then undefined. */
export function readYaml<S extends z.ZodType>(file: string, text: string, offset: number, schema: S, problems: ContentProblem[]): Read<z.infer<S>> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const line = (path: readonly PropertyKey[]): number => lineOf(document, lines, path) + offset;
  const [fault] = document.errors;
  if (fault) {
    problems.push({ file, line: (fault.linePos?.[0].line ?? 1) + offset, message: sentenceFor(faultOf(fault), new SourceText(text), document.errors.length - 1) });
    return undefined;
  }
  const result = schema.safeParse(document.toJS(), { error: localeError });
  if (result.success) return { data: result.data, line };
  for (const issue of result.error.issues) {
    problems.push({ file, line: line(issue.path), message: `${issue.path.map(String).join('.') || 'document'} : ${issue.message}` });
  }
  return undefined;
}

function lineOf(document: Document, lines: LineCounter, at: readonly PropertyKey[]): number {
  for (let depth = at.length; depth >= 0; depth--) {
    const node = document.getIn(at.slice(0, depth).map(key => (typeof key === 'symbol' ? String(key) : key)), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
