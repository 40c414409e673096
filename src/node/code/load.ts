import { isTypeScript } from '../../core/analysis/code/names';
import { noCode, type CodeReader } from '../../core/analysis/code/model';
import type { SourceFile } from '../../core/analysis/port';

let loaded: Promise<CodeReader> | undefined;

/** The reader of TypeScript and JavaScript, loaded the first time that `files` hold some; until then one that reads nothing. */
export async function codeReaderFor(files: readonly SourceFile[]): Promise<CodeReader> {
  if (!files.some(({ file }) => isTypeScript(file))) return () => noCode;
  return (loaded ??= import('./reader').then(({ readCode }) => readCode));
}
