import type { Finding } from './finding';
import type { SourceFile } from './port';

/** `# cpin-ignore family/name: reason`, at the end of the line found or alone on the lines just above. Without a reason it does nothing. */
const mark = /#\s*cpin-ignore\s+([a-z0-9-]+\/[a-z0-9-]+)\s*:\s*\S/;

/** The findings that their file does not ask to pass over. */
export function withoutIgnored(findings: readonly Finding[], files: readonly SourceFile[]): Finding[] {
  const marked = new Map(files.filter(({ text }) => text.includes('cpin-ignore')).map(({ file, text }) => [file, text.split(/\r\n|\n|\r/)]));
  if (marked.size === 0) return [...findings];
  return findings.filter(({ rule, location }) => !ignoredAt(marked.get(location.file) ?? [], location.range.start.line).includes(rule));
}

function ignoredAt(lines: readonly string[], line: number): string[] {
  const found = [lines[line] ?? ''];
  for (let above = line - 1; above >= 0 && /^\s*#/.test(lines[above] ?? ''); above--) found.push(lines[above] ?? '');
  return found.flatMap(text => mark.exec(text)?.[1] ?? []);
}
