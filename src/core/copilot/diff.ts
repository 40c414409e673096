import type { TextEdit } from '../analysis/finding';

const context = 2;

/** A text after edits that do not overlap; lines end as they did. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offset = (line: number, character: number) => Math.min((starts[line] ?? text.length) + character, text.length);
  return [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character)
    .reduce((result, { range, newText }) => result.slice(0, offset(range.start.line, range.start.character)) + newText + result.slice(offset(range.end.line, range.end.character)), text);
}

/** The lines that edits change, as a unified diff shows them: `-` before, `+` after, a little around. Empty when nothing changes. */
export function previewEdits(text: string, edits: readonly TextEdit[]): string {
  const before = text.split(/\r\n|\r|\n/);
  const after = applyEdits(text, edits).split(/\r\n|\r|\n/);
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (head === before.length && head === after.length) return '';
  const mark = (sign: string, lines: readonly string[]) => lines.map(line => `${sign}${line}`);
  return [
    ...mark(' ', before.slice(Math.max(0, head - context), head)),
    ...mark('-', before.slice(head, before.length - tail)),
    ...mark('+', after.slice(head, after.length - tail)),
    ...mark(' ', before.slice(before.length - tail, before.length - tail + context)),
  ].join('\n');
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
