import type { Codebase } from '../../code/codebase';
import type { Remark } from '../../code/model';
import type { Fix } from '../../finding';
import type { Place } from '../test';

/** What the linter says that is of one rule of ours. */
export function remarkPlaces(rule: string, code: Codebase): readonly Place[] {
  return code.remarksOf(rule).map(remark => ({ variant: remark.variant, location: code.locate(remark.file, remark), fields: remark.fields, fix: fixOf(remark, code) }));
}

function fixOf({ file, fix }: Remark, code: Codebase): Fix | undefined {
  return fix && { title: 'Appliquer la correction d’ESLint, qui ne change rien à ce que fait le programme', edits: [{ file, range: code.locate(file, fix).range, newText: fix.text }] };
}
