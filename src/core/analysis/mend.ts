import type { Analyse } from './analyse';
import type { Finding, TextEdit } from './finding';
import type { SourceFile } from './port';
import { applyEdits } from './text';

/** What mending changed: the files whose text is new, and the fixes applied, in order. */
export interface Mended {
  readonly files: readonly SourceFile[];
  readonly applied: readonly { readonly file: string; readonly rule: string; readonly title: string }[];
}

/** Applies the fixes of the findings that `wanted` accepts, as many at a time as do not touch, until none is left; a fix that leaves its finding in place is not tried again. */
export function mend(analyse: Analyse, files: readonly SourceFile[], wanted: (finding: Finding) => boolean): Mended {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const applied: { file: string; rule: string; title: string }[] = [];
  const tried = new Set<string>();
  for (;;) {
    const now = [...texts].map(([file, text]) => ({ file, text }));
    const edits = new Map<string, TextEdit[]>();
    for (const finding of analyse(now, 'repository').findings.filter(wanted)) {
      const key = JSON.stringify([finding.rule, finding.message, finding.resource?.index, finding.resource?.itemIndex, finding.location.file]);
      if (!finding.fix || tried.has(key) || finding.fix.edits.some(edit => touches(edit, edits.get(edit.file) ?? []))) continue;
      tried.add(key);
      for (const edit of finding.fix.edits) edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
      applied.push({ file: finding.location.file, rule: finding.rule, title: finding.fix.title });
    }
    if (edits.size === 0) break;
    for (const [file, own] of edits) texts.set(file, applyEdits(texts.get(file) ?? '', own));
  }
  return { files: files.flatMap(({ file, text }) => (texts.get(file) === text ? [] : [{ file, text: texts.get(file) ?? '' }])), applied };
}

/** Two edits on one line may depend on each other: the second waits for the next round. */
function touches(edit: TextEdit, others: readonly TextEdit[]): boolean {
  return others.some(other => edit.range.start.line <= other.range.end.line && other.range.start.line <= edit.range.end.line);
}
