import type { AddedLines, LineRange } from '../../core/platform/pipeline/coverage';
import { git } from './git';
import { isSource } from './tree';

/** More ranges than this are not recorded: the files that changed then count whole. */
const most = 5_000;

/** The lines of each source that were added or changed between two commits of a bare repository; undefined when git cannot tell, or they are too many. Never rejects. */
export async function addedLines(bare: string, since: string, commit: string): Promise<AddedLines | undefined> {
  if (![since, commit].every(one => /^[0-9a-f]{40,64}$/.test(one))) return undefined;
  const { code, stdout } = await git(bare, ['-c', 'core.quotePath=false', 'diff', '--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', '--diff-filter=d', '--src-prefix=a/', '--dst-prefix=b/', since, commit, '--']).catch(() => ({ code: 1, stdout: Buffer.alloc(0) }));
  if (code !== 0) return undefined;
  const added = hunksOf(stdout.toString('utf8'));
  return [...added.values()].flat().length > most ? undefined : Object.fromEntries(added);
}

/** The lines that the hunks of a patch without context add. What a hunk holds is passed over by its length, so that no line of a source is taken for a header. */
function hunksOf(patch: string): Map<string, LineRange[]> {
  const added = new Map<string, LineRange[]>();
  let file = '';
  let held = 0;
  for (const line of patch.split('\n')) {
    if (held > 0 && (line.startsWith('+') || line.startsWith('-'))) {
      held--;
      continue;
    }
    const [, quote, named] = /^\+\+\+ ("?)b\/(.*?)\1\t?$/.exec(line) ?? [];
    if (named !== undefined) file = quote === '' ? named : named.replace(/\\(["\\])/g, '$1');
    const [, removed = '1', first, count = '1'] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first === undefined) continue;
    held = Number(removed) + Number(count);
    if (Number(count) > 0 && isSource(file)) added.set(file, [...(added.get(file) ?? []), [Number(first), Number(first) + Number(count) - 1]]);
  }
  return added;
}
