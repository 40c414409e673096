import type { Document } from 'yaml';
import { plainScalar } from './cluster';
import { notText, readFlow } from './flow';
import { folded, goesOn, inQuotes, quotedPart } from './folded';
import { documentOf, nodeMaker, plainMaker, type Maker, type Written } from './maker';
import type { Plain } from './plain';

/**
 * The values of manifests written as nearly all are: block maps and lists, texts on one line or several, `|` texts. It takes a twentieth of the time the YAML library
 * takes. Anything else (an anchor, a tag, a tab, a `[…]` on several lines, a key written twice, a mistake) gives undefined and is the library's to read.
 * What is given is what the library would give: the tests hold one against the other.
 */
export function ordinaryValues(text: string): readonly Plain[] | undefined {
  return read(text, plainMaker);
}

/** The same as documents of the library's, with the place of each scalar, of each `[…]` and `{…}`, and of the beginning of each block; of a text whose values were read so. */
export function ordinaryDocuments(text: string): readonly Document[] | undefined {
  return read(text, nodeMaker)?.map(documentOf);
}

function read<T>(text: string, maker: Maker<T>): readonly (T | null)[] | undefined {
  return /\t|\r(?!\n)/.test(text) ? undefined : new Reader(text, maker).read();
}

/** An indentation, a dash, a key, what follows. */
const shape = /^( *)(-(?: +|$))?(?:(\.?[A-Za-z_][\w./-]{0,250}|"[^"\\]{0,250}"|'[^']{0,250}'):(?: +|$))?(.*)$/;
const quoted = /^("(?:[^"\\\p{Cc}]|\\["\\/nrt])*"|'(?:[^']|'')*')(?: +#.*)? *$/u;
const plain = /^((?:[^\s?:,[\]{}#&*!|>'"%@`-]|-(?=[\w.-]))(?:[^\s#:]|:(?=\S)| +(?=[^\s#]))*)(?: +#.*)? *$/;
const maxDepth = 100;

interface Frame<T> {
  readonly indent: number;
  readonly isList: boolean;
  readonly into: T;
  /** The key that has no value yet: what stands further in is its own. */
  open?: string | undefined;
}

class Reader<T> {
  private readonly values: (T | null)[] = [];
  private frames: Frame<T>[] = [];
  /** The document being read: undefined before the first one, null while it is empty. */
  private root: T | null | undefined;
  /** Where the line being read begins, and where the next one does. */
  private from = 0;
  private at = 0;

  constructor(private readonly text: string, private readonly maker: Maker<T>) {}

  read(): readonly (T | null)[] | undefined {
    for (let line = this.next(); line !== undefined; line = this.next()) {
      if (/^ *(?:#|$)/.test(line)) continue;
      if (!(line.startsWith('---') ? this.marker(line) : this.entry(line))) return undefined;
    }
    return this.root === undefined ? undefined : [...this.values, this.root];
  }

  /** The next line without its end, or undefined after the last. */
  private next(): string | undefined {
    if (this.at >= this.text.length) return undefined;
    const end = this.text.indexOf('\n', this.at);
    this.from = this.at;
    this.at = end < 0 ? this.text.length : end + 1;
    return this.text.slice(this.from, end < 0 ? undefined : this.text[end - 1] === '\r' ? end - 1 : end);
  }

  private marker(line: string): boolean {
    if (this.root !== undefined) this.values.push(this.root);
    [this.frames, this.root] = [[], null];
    return /^---(?: +#.*)? *$/.test(line);
  }

  private entry(line: string): boolean {
    const [, spaces = '', dash, key, rest = ''] = shape.exec(line) ?? [];
    if (dash === undefined && key === undefined) return false;
    const frame = this.frameAt(spaces.length, dash !== undefined);
    if (!frame) return false;
    const start = this.from + line.length - rest.length;
    if (!frame.isList) return this.pair(frame, key ?? '', rest, start);
    if (key === undefined) {
      const value = this.value(rest, start, frame.indent);
      if (value !== undefined) this.maker.item(frame.into, value);
      return value !== undefined;
    }
    const indent = spaces.length + (dash?.length ?? 0);
    const map = this.maker.map(this.from + indent);
    this.maker.item(frame.into, map);
    return this.pair(this.open(indent, map, false), key, rest, start);
  }

  /** The map or list that an entry at `indent` belongs to, opened if need be; undefined when it fits nowhere. */
  private frameAt(indent: number, dash: boolean): Frame<T> | undefined {
    let top = this.frames.at(-1);
    // A list may stand at the indentation of its key: what has no dash there ends it.
    while (top && (top.indent > indent || (top.indent === indent && !dash && top.isList))) {
      this.frames.pop();
      top = this.frames.at(-1);
    }
    if (top?.indent === indent && top.isList === dash) return top;
    if (top ? top.open === undefined || this.frames.length > maxDepth : indent > 0 || (this.root ?? null) !== null) return undefined;
    const into = dash ? this.maker.list(this.from + indent) : this.maker.map(this.from + indent);
    if (top) this.maker.refill(top.into, top.open ?? '', into);
    else this.root = into;
    if (top) top.open = undefined;
    return this.open(indent, into, dash);
  }

  private open(indent: number, into: T, isList: boolean): Frame<T> {
    const frame: Frame<T> = { indent, isList, into };
    this.frames.push(frame);
    return frame;
  }

  private pair(frame: Frame<T>, written: string, rest: string, start: number): boolean {
    const key = this.key(frame, written);
    if (key === undefined || this.maker.has(frame.into, key.source)) return false;
    const empty = rest === '' || rest.startsWith('#');
    frame.open = empty ? key.source : undefined;
    const value = empty ? this.maker.scalar({ value: null, source: '', start, end: start, type: 'PLAIN' }) : this.value(rest, start, frame.indent);
    if (value !== undefined) this.maker.entry(frame.into, key, value);
    return value !== undefined;
  }

  private key(frame: Frame<T>, written: string): Written | undefined {
    const type = written.startsWith('"') ? 'QUOTE_DOUBLE' : written.startsWith("'") ? 'QUOTE_SINGLE' : 'PLAIN';
    const source = type === 'PLAIN' ? written : written.slice(1, -1);
    if (type === 'PLAIN' ? notText.test(source) : source === '__proto__') return undefined;
    const start = this.from + frame.indent;
    return { value: source, source, start, end: start + written.length, type };
  }

  private value(rest: string, start: number, indent: number): T | undefined {
    const first = rest[0];
    if (first === '[' || first === '{') return readFlow(rest, start, this.maker);
    if (first === '|') return this.block(rest, start, indent);
    const whole = first === '"' || first === "'" ? quoted.exec(rest)?.[1] : undefined;
    if (whole !== undefined) {
      const source = unquoted(whole);
      return this.maker.scalar({ value: source, source, start, end: start + whole.length, type: first === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE' });
    }
    return first === '"' || first === "'" ? this.quotes(rest, first, start, indent) : this.bare(rest, start, indent);
  }

  /** A text without quotes, and the lines further in than `indent` that go on with it. */
  private bare(rest: string, start: number, indent: number): T | undefined {
    const bare = plain.exec(rest)?.[1];
    if (bare === undefined) return undefined;
    const lines = [bare];
    let end = start + bare.length;
    // What comes after a comment is no part of the text.
    for (let line = rest.trimEnd() === bare ? this.further(indent, lines) : undefined; line !== undefined; line = this.further(indent, lines)) {
      if (!goesOn(line)) return undefined;
      lines.push(line.trim());
      end = this.from + line.trimEnd().length;
    }
    const source = folded(lines);
    return this.maker.scalar({ value: plainScalar(source), source, start, end, type: 'PLAIN' });
  }

  /** The next line that is not empty if it is further in than `indent` and no comment, the empty ones before it being added to `lines`; else nothing is read. */
  private further(indent: number, lines: string[]): string | undefined {
    const before = this.at;
    let empty = 0;
    let line = this.next();
    for (; line !== undefined && indentOf(line) === line.length; line = this.next()) empty++;
    if (line !== undefined && indentOf(line) > indent && line[indentOf(line)] !== '#') {
      for (; empty > 0; empty--) lines.push('');
      return line;
    }
    this.at = before;
    return undefined;
  }

  /** A text in quotes that ends on another line. */
  private quotes(rest: string, quote: '"' | "'", start: number, indent: number): T | undefined {
    const lines: string[] = [];
    for (let line: string | undefined = rest.slice(1), from = start + 1; line !== undefined; line = this.next(), from = this.from) {
      const found = quotedPart(line, quote);
      if (!found || (lines.length > 0 && indentOf(line) <= indent && indentOf(line) < line.length)) return undefined;
      lines.push(found.closes ? found.part.slice(0, -1) : found.part);
      if (!found.closes) continue;
      const source = inQuotes(lines, quote);
      return source === undefined ? undefined : this.maker.scalar({ value: source, source, start, end: from + found.part.length, type: quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE' });
    }
    return undefined;
  }

  /** A text kept line by line, with `|` or `|-`: the lines further in than `indent`. */
  private block(header: string, start: number, indent: number): T | undefined {
    if (!/^\|-? *$/.test(header) || !this.text.endsWith('\n')) return undefined;
    const lines: string[] = [];
    let inner = 0;
    let end = this.at;
    let line = this.next();
    for (; line !== undefined && (line === '' || indentOf(line) > indent); line = this.next()) {
      inner ||= indentOf(line);
      // Lines of spaces alone, and lines between the two indentations, are read in ways of their own.
      if (inner === 0 || (line !== '' && (indentOf(line) < inner || indentOf(line) === line.length))) return undefined;
      lines.push(line.slice(inner));
      if (line !== '') end = this.at;
    }
    if (line !== undefined && indentOf(line) === line.length) return undefined;
    // The line that ended it is still to be read.
    if (line !== undefined) this.at = this.from;
    while (lines.at(-1) === '') lines.pop();
    const text = lines.join('\n') + (header.startsWith('|-') ? '' : '\n');
    return lines.length === 0 ? undefined : this.maker.scalar({ value: text, source: text, start, end, type: 'BLOCK_LITERAL' });
  }
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** The text in quotes; what may follow a backslash here means the same in JSON. */
function unquoted(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
}
