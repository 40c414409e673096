import type { Finding, IgnoredFinding } from './finding';
import type { SourceFile } from './port';

/** `# cpin-ignore family/name: reason` (or `//`), at the end of the line found or alone on the lines just above. Without a reason it does nothing. */
const mark = /(?:#|\/\/)\s*cpin-ignore\s+([a-z0-9-]+\/[a-z0-9-]+)\s*:\s*(\S.*)/;

/** Parts the findings that their file asks to pass over from the others. */
export function partIgnored(findings: readonly Finding[], files: readonly SourceFile[]): { readonly findings: Finding[]; readonly ignored: readonly IgnoredFinding[] } {
  const marked = new Map(files.filter(({ text }) => text.includes('cpin-ignore')).map(({ file, text }) => [file, text.split(/\r\n|\n|\r/)]));
  if (marked.size === 0) return { findings: [...findings], ignored: [] };
  const ignored: IgnoredFinding[] = [];
  const kept = findings.filter(finding => {
    const reason = reasonAt(marked.get(finding.location.file) ?? [], finding.location.range.start.line, finding.rule);
    if (reason !== undefined) ignored.push({ finding, reason });
    return reason === undefined;
  });
  return { findings: kept, ignored };
}

function reasonAt(lines: readonly string[], line: number, rule: string): string | undefined {
  const found = [lines[line] ?? ''];
  for (let above = line - 1; above >= 0 && /^\s*(#|\/\/)/.test(lines[above] ?? ''); above--) found.push(lines[above] ?? '');
  return found.map(text => mark.exec(text)).find(match => match?.[1] === rule)?.[2]?.trim();
}
