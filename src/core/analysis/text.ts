import type { Position, Range, TextEdit } from './finding';

/** Above this many characters a file is not analysed: a manifest that long is generated, and reading it would freeze the editor. */
export const maxLength = 4_000_000;

/** A text and the places in it. Offsets count UTF-16 code units, like `Position.character`; the line table is made on first use. */
export class SourceText {
  private starts: readonly number[] | undefined;

  constructor(readonly text: string) {}

  /** The line ending the file uses, so that what a fix adds looks like the rest. */
  get eol(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  positionAt(offset: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  }

  offsetAt(position: Position): number {
    return Math.min((this.lineStarts()[position.line] ?? this.text.length) + position.character, this.text.length);
  }

  range(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** Where the line holding `offset` begins. */
  lineStart(offset: number): number {
    return this.lineStarts()[this.positionAt(offset).line] ?? 0;
  }

  /** Where the line holding `offset` ends, its line break not counted. */
  lineEnd(offset: number): number {
    const next = this.lineStarts()[this.positionAt(offset).line + 1];
    if (next === undefined) return this.text.length;
    return this.text.slice(next - 2, next) === '\r\n' ? next - 2 : next - 1;
  }

  private lineStarts(): readonly number[] {
    if (this.starts) return this.starts;
    return (this.starts = this.text.includes('\r') ? afterBreaks(this.text) : afterFeeds(this.text));
  }
}

function afterBreaks(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), match => match.index + match[0].length)];
}

/** The same where lines end with a line feed alone, as most do: a tenth of the time. */
function afterFeeds(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A byte order mark is no part of what editors show: positions are counted without it. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** `text` after `edits`, which do not overlap; those at one place are applied in the order given. A byte order mark is kept. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const source = new SourceText(withoutMark(text));
  const placed = edits.map(edit => ({ start: source.offsetAt(edit.range.start), end: source.offsetAt(edit.range.end), newText: edit.newText }));
  placed.sort((a, b) => a.start - b.start || a.end - b.end);
  let done = 0;
  let out = text.length > source.text.length ? '\uFEFF' : '';
  for (const { start, end, newText } of placed) {
    out += source.text.slice(done, start) + newText;
    done = Math.max(done, end);
  }
  return out + source.text.slice(done);
}
