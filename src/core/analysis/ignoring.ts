import type { TextEdit } from './finding';

const hashed = /\.(ya?ml|tpl|properties|ini|cfg|conf|toml|py|sh|env)$|(^|\/)(\.env[\w.-]*|[\w.-]*dockerfile[\w.-]*|containerfile)$/i;
/** Not what holds JSX: between its elements a comment would be a text. */
const slashed = /\.([cm]?[jt]s|java|kt|groovy|gradle)$/i;

/** How a comment that stands alone on its line begins in `file`; undefined where there is none to be sure of. */
export function commentMark(file: string): '#' | '//' | undefined {
  return slashed.test(file) ? '//' : hashed.test(file) ? '#' : undefined;
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
