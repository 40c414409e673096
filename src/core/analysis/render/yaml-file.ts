import { isMap, isPair, isScalar, isSeq, parseAllDocuments, visit, type Document, type Scalar } from 'yaml';
import type { Location } from '../finding';
import type { SourceFile } from '../port';
import { SourceText, withoutMark } from '../text';
import { isPlainMap, toPlain, type PlainMap } from '../yaml/plain';
import { keyPlaceOf, placeOf, walk, type Path } from '../yaml/nodes';

/** A YAML file that an engine reads, and the means to find places in it. */
export class YamlFile {
  readonly source: SourceText;
  readonly documents: readonly Document[];
  private plain: readonly PlainMap[] | undefined;

  constructor(readonly file: string, text: string) {
    this.source = new SourceText(withoutMark(text));
    this.documents = parse(this.source.text);
  }

  /** The maps its documents are, in order; anything else counts as an empty one. */
  get values(): readonly PlainMap[] {
    return (this.plain ??= this.documents.map(document => {
      const { value } = toPlain(document);
      return isPlainMap(value) ? value : {};
    }));
  }

  /** Where `path` of a document is, or the nearest thing that holds it. */
  locate(path: Path, index = 0): Location {
    const document = this.documents[index];
    const [start, end] = document ? placeOf(document, path) : [0, 0];
    return this.at(start, Math.min(end, Math.max(this.source.lineEnd(start), start)));
  }

  /** Where the key that `path` ends with is, or the nearest thing that holds it. */
  locateKey(path: Path, index = 0): Location {
    const document = this.documents[index];
    const found = document && keyPlaceOf(document, path);
    return found ? this.at(...found) : this.locate(path, index);
  }

  at(start: number, end: number): Location {
    return { file: this.file, range: this.source.range(start, end) };
  }
}

/** A scalar that is a value, with the way to it. */
export interface Leaf {
  readonly node: Scalar;
  readonly start: number;
  readonly end: number;
  /** The key it is written under, or that of the list it is in. */
  readonly key: string | undefined;
}

/** The scalars of a file that are values, keys left out, in order. */
export function leavesOf({ documents }: YamlFile): Leaf[] {
  const leaves: Leaf[] = [];
  for (const document of documents) {
    visit(document, {
      Scalar(key, node, above) {
        if (key !== 'key' && node.range && node.value !== null) leaves.push({ node, start: node.range[0], end: node.range[1], key: keyAbove(above) });
      },
    });
  }
  return leaves;
}

function keyAbove(above: readonly unknown[]): string | undefined {
  const pair = above.findLast(isPair);
  return pair && isScalar(pair.key) ? String(pair.key.value) : undefined;
}

/** The way to the value, or to the key, that stands at `offset`; `isKey` when it is a key. */
export function pathAt(document: Document, offset: number): { readonly path: Path; readonly isKey: boolean } | undefined {
  const path: (string | number)[] = [];
  let node: unknown = document.contents;
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => (rangeOf(key)?.[0] ?? Infinity) <= offset);
      if (!pair) return { path, isKey: false };
      path.push(isScalar(pair.key) ? String(pair.key.value) : '');
      if (offset < (rangeOf(pair.value)?.[0] ?? Infinity)) return { path, isKey: true };
      node = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findLastIndex(item => (rangeOf(item)?.[0] ?? Infinity) <= offset);
      if (index < 0) return { path, isKey: false };
      path.push(index);
      node = node.items[index];
    } else return isScalar(node) ? { path, isKey: false } : undefined;
  }
}

/** The text of the scalar at `path`, or undefined. */
export function textAt(document: Document | undefined, path: Path): string | undefined {
  const found = document && walk(document, path);
  if (!found || found.depth !== path.length) return undefined;
  const value = (found.node as { value?: unknown; source?: string } | null)?.value;
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}


function rangeOf(node: unknown): readonly number[] | undefined {
  return (node as { range?: readonly number[] | null } | null)?.range ?? undefined;
}

function parse(text: string): Document[] {
  try {
    const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? (documents as Document[]) : [];
  } catch (error) {
    // Nesting deep enough to exhaust the stack; the engine has its own words for it.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
}

/** Keeps the YAML files of one analysis, each parsed once, when first asked for. */
export class YamlFiles {
  private readonly parsed = new Map<string, YamlFile>();
  private readonly sources = new Map<string, SourceText>();

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** The text of a file of any kind, and the places in it. */
  text(file: string): SourceText | undefined {
    const known = this.sources.get(file);
    const text = this.texts.get(file);
    if (known || text === undefined) return known;
    const made = new SourceText(withoutMark(text));
    this.sources.set(file, made);
    return made;
  }

  get(file: string): YamlFile | undefined {
    const known = this.parsed.get(file);
    if (known) return known;
    const text = this.texts.get(file);
    if (text === undefined) return undefined;
    const read = new YamlFile(file, text);
    this.parsed.set(file, read);
    return read;
  }
}

/** The texts of files by name. */
export function textsOf(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ file, text }) => [file, text]));
}
