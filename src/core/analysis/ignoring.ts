import { isTypeScript } from './code/names';
import type { TextEdit } from './finding';

/** Where a line of its own would be read as text, or no comment exists: markup, JSON, what holds JSX. */
const without = /\.(json|jsonc|xml|html?|vue|md|[jt]sx|csv)$/i;
const slashed = /\.(java|kt|groovy|gradle|go|cs|swift|rs)$/i;

/** How a comment that stands alone on its line begins in `file`; undefined where there is none to be sure of. */
export function commentMark(file: string): '#' | '//' | undefined {
  if (without.test(file)) return undefined;
  return isTypeScript(file) || slashed.test(file) ? '//' : '#';
}

/** The line that accepts what `rule` finds on `line` (0-based) of `text`, just above it and as far in, in the words that `partIgnored` reads. The reason becomes one line; undefined without one, or where no comment can stand. */
export function ignoringEdit(file: string, text: string, line: number, rule: string, reason: string): TextEdit | undefined {
  const mark = commentMark(file);
  const why = reason.replace(/\s+/g, ' ').trim();
  if (mark === undefined || why === '') return undefined;
  const indent = /^[ \t]*/.exec(text.split(/\r\n|\n|\r/)[line] ?? '')?.[0] ?? '';
  const start = { line, character: 0 };
  return { file, range: { start, end: start }, newText: `${indent}${mark} cpin-ignore ${rule}: ${why}${/\r\n|\n|\r/.exec(text)?.[0] ?? '\n'}` };
}
