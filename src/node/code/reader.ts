// Bundled apart (`dist/code.js`): the TypeScript parser and the linter weigh more than all the rest, and load when a file first needs them.
import { isForTests, isMinified, isTypeScript } from '../../core/analysis/code/names';
import type { CodeFile, CodeModel, Remark } from '../../core/analysis/code/model';
import type { Unreadable } from '../../core/analysis/finding';
import type { SourceFile } from '../../core/analysis/port';
import { SourceText, withoutMark } from '../../core/analysis/text';
import { lint } from './lint';
import { parseTypeScript, readTypeScript } from './typescript';

interface Read {
  readonly text: string;
  /** What was read of it, unless it could not be. */
  readonly code?: CodeFile;
  readonly remarks: readonly Remark[];
  readonly unreadable: readonly Unreadable[];
}

/** Above this many characters a source file was made by a tool; above half as many, ESLint takes seconds. */
const longest = 1_000_000;
const longestLinted = 500_000;
const remembered = 5_000;
const known = new Map<string, Read>();

/** Reads the TypeScript and JavaScript of `files`; one whose text did not change since it was last read costs nothing. */
export function readCode(files: readonly SourceFile[]): CodeModel {
  const read = files.filter(({ file, text }) => isTypeScript(file) && text.length <= longest && !isMinified(text)).map(one => recall(one) ?? remember(one));
  return { files: read.flatMap(({ code }) => code ?? []), remarks: read.flatMap(({ remarks }) => remarks), unreadable: read.flatMap(({ unreadable }) => unreadable) };
}

function recall({ file, text }: SourceFile): Read | undefined {
  const before = known.get(file);
  return before?.text === text ? before : undefined;
}

function remember(one: SourceFile): Read {
  const made = read(one);
  if (known.size >= remembered) known.clear();
  known.set(one.file, made);
  return made;
}

function read({ file, text }: SourceFile): Read {
  try {
    const source = parseTypeScript(file, withoutMark(text));
    const faulty = source.parseDiagnostics?.[0];
    const linted = !faulty && !isForTests(file) && text.length <= longestLinted;
    return { text, code: readTypeScript(file, source, text), remarks: linted ? lint(file, source) : [], unreadable: faulty && !isForTests(file) && /\.[cm]?tsx?$/.test(file) ? [unreadable(file, source.text, faulty.start, faulty.length)] : [] };
  } catch (error) {
    // Thousands of expressions in one another exhaust the stack of whoever walks through them; anything else is a bug and must be seen.
    if (!(error instanceof RangeError)) throw error;
    return { text, remarks: [], unreadable: [{ file, reason: `« ${file} » imbrique trop d’expressions les unes dans les autres : les règles de ce langage n’y ont pas été vérifiées. Découpez l’expression, ou écartez ce fichier s’il est généré.` }] };
  }
}

function unreadable(file: string, text: string, start: number, length: number): Unreadable {
  return { file, reason: `« ${file} » n’est pas du TypeScript correct à cet endroit : les règles de ce langage n’ont pas pu toutes y être vérifiées. Corrigez la syntaxe, que votre compilateur signale aussi, puis recommencez.`, range: new SourceText(text).range(start, start + length) };
}
