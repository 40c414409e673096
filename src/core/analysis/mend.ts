import type { AnalysisResult, Finding, TextEdit } from './finding';
import type { SourceFile } from './port';
import { applyEdits } from './text';

/** What mending changed: the files whose text is new, those it created included, and the fixes applied, in order. */
export interface Mended {
  readonly files: readonly SourceFile[];
  readonly applied: readonly { readonly file: string; readonly rule: string; readonly title: string }[];
}

/** Applies the fixes of the findings that `wanted` accepts in what `analyse` finds in files, a whole repository, as many at a time as do not touch, until none is left. A fix that leaves its finding in place is not tried for ever: there are no more tries than there were findings alike, and one more for what the fix of another made of a line, a few times over. */
export async function mend(analyse: (files: readonly SourceFile[]) => AnalysisResult | Promise<AnalysisResult>, files: readonly SourceFile[], wanted: (finding: Finding) => boolean): Promise<Mended> {
  const before = new Map(files.map(({ file, text }) => [file, text]));
  const texts = new Map(before);
  const applied: { file: string; rule: string; title: string }[] = [];
  const tries = new Map<string, number>();
  let written = new Map<string, Written[]>();
  for (let round = 0; ; round++) {
    const now = [...texts].map(([file, text]) => ({ file, text }));
    const edits = new Map<string, TextEdit[]>();
    const found = (await analyse(now)).findings.filter(finding => finding.fix && wanted(finding));
    const alike = count(found.map(keyOf));
    for (const [key, times] of alike) if (!tries.has(key)) tries.set(key, times);
    const last = written;
    written = new Map();
    for (const finding of found) {
      const key = keyOf(finding);
      if (round < maxRounds && (tries.get(key) ?? 0) === 0 && isOfAnother(finding, key, last)) tries.set(key, 1);
      const left = tries.get(key) ?? 0;
      if (!finding.fix || left === 0 || finding.fix.edits.some(edit => touches(edit, edits.get(edit.file) ?? []))) continue;
      tries.set(key, left - 1);
      for (const edit of finding.fix.edits) {
        edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
        written.set(edit.file, [...(written.get(edit.file) ?? []), { key, edit }]);
      }
      applied.push({ file: finding.location.file, rule: finding.rule, title: finding.fix.title });
    }
    if (edits.size === 0) break;
    for (const [file, own] of edits) texts.set(file, applyEdits(texts.get(file) ?? '', own));
  }
  return { files: [...texts].flatMap(([file, text]) => (before.get(file) === text ? [] : [{ file, text }])), applied };
}

/** Beyond this many rounds, two fixes that undo each other would go on. */
const maxRounds = 10;

/** What the fix of a finding wrote. */
interface Written {
  readonly key: string;
  readonly edit: TextEdit;
}

/** Whether a finding stands on a line that the fix of another wrote in the round before, and its own did not: `var` made `let` is a new one. */
function isOfAnother({ location: { file, range } }: Finding, key: string, written: ReadonlyMap<string, readonly Written[]>): boolean {
  const there = (written.get(file) ?? []).filter(({ edit }) => edit.range.start.line + shift(edit, written.get(file) ?? []) === range.start.line);
  return there.length > 0 && there.every(other => other.key !== key);
}

/** By how many lines what is written above moves an edit. */
function shift(edit: TextEdit, all: readonly Written[]): number {
  return all.reduce((lines, { edit: { range, newText } }) => (range.end.line < edit.range.start.line ? lines + newText.split('\n').length - 1 - (range.end.line - range.start.line) : lines), 0);
}

function keyOf({ rule, message, resource, location }: Finding): string {
  return JSON.stringify([rule, message, resource?.index, resource?.itemIndex, location.file]);
}

function count(keys: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

/** Two edits on one line may depend on each other: the second waits for the next round. */
function touches(edit: TextEdit, others: readonly TextEdit[]): boolean {
  return others.some(other => edit.range.start.line <= other.range.end.line && other.range.start.line <= edit.range.end.line);
}
