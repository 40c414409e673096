import type { Finding, IgnoredFinding, Unreadable } from './finding';
import type { SourceFile } from './port';
import { SourceText, withoutMark } from './text';

/** `# cpin-ignore family/name: reason`, in whatever way the language writes comments, at the end of the line found or alone on the lines just above. Several may follow each other on a line. Without a reason it does nothing. */
const opening = /(?:#|\/\/|--|<!--|\/\*|;)\s*cpin-ignore\b/g;
const comment = /^\s*(#|\/\/|--|<!--|\/\*|\*|;)/;

interface Mark {
  readonly start: number;
  readonly rule: string | undefined;
  readonly reason: string | undefined;
}

/** Parts the findings that their file asks to pass over from the others. */
export function partIgnored(findings: readonly Finding[], files: readonly SourceFile[]): { readonly findings: Finding[]; readonly ignored: readonly IgnoredFinding[] } {
  const marked = new Map(files.filter(({ text }) => text.includes('cpin-ignore')).map(({ file, text }) => [file, text.split(/\r\n|\n|\r/)]));
  if (marked.size === 0) return { findings: [...findings], ignored: [] };
  const ignored: IgnoredFinding[] = [];
  const kept = findings.filter(finding => {
    const { file, range } = finding.location;
    const reason = reasonAt(file, marked.get(file) ?? [], range.start.line, finding.rule);
    if (reason !== undefined) ignored.push({ finding, reason });
    return reason === undefined;
  });
  return { findings: kept, ignored };
}

/** The marks that do nothing: without a rule, of one that does not exist, or without a reason. What only shows how one is written, in a sentence or between quotes, is none. */
export function uselessMarks({ file, text: raw }: SourceFile, rules: ReadonlySet<string>): Unreadable[] {
  if (!raw.includes('cpin-ignore') || /\.(md|markdown|mdx|adoc|asciidoc|rst|txt)$/i.test(file)) return [];
  const source = new SourceText(withoutMark(raw));
  const families = new Set([...rules].map(id => id.slice(0, id.indexOf('/'))));
  return [...source.text.matchAll(/^.*cpin-ignore.*$/gm)].flatMap(({ 0: line, index }) => marksOf(file, line).flatMap(({ start, rule, reason }): Unreadable[] => {
    if (/["'`]/.test(line.slice(0, start)) || (rule !== undefined && !families.has(rule.slice(0, rule.indexOf('/'))))) return [];
    const fault = rule === undefined ? 'cette marque ne nomme aucune règle' : !rules.has(rule) ? `la règle « ${rule} » n’existe pas` : reason === undefined ? `« ${rule} » n’a pas de raison` : undefined;
    if (fault === undefined) return [];
    return [{ file, rule: rule ?? 'cpin-ignore', mark: true, range: source.range(index + start, index + line.trimEnd().length), reason: `${fault.charAt(0).toUpperCase()}${fault.slice(1)} : « cpin-ignore » n’a pas d’effet ici, et l’écart compte. Écrivez « cpin-ignore famille/règle: raison ».` }];
  }));
}

function reasonAt(file: string, lines: readonly string[], line: number, rule: string): string | undefined {
  const found = [lines[line] ?? ''];
  for (let above = line - 1; above >= 0 && comment.test(lines[above] ?? ''); above--) found.push(lines[above] ?? '');
  return found.flatMap(text => (text.includes('cpin-ignore') ? marksOf(file, text) : [])).find(mark => mark.rule === rule && mark.reason !== undefined)?.reason;
}

/** The marks of a line, in their order. JSON has no comment inside its texts. */
function marksOf(file: string, line: string): Mark[] {
  const openings = [...line.matchAll(opening)].filter(({ index }) => !/\.json$/i.test(file) || (line.slice(0, index).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 0);
  return openings.map(({ 0: found, index }, at): Mark => {
    const said = line.slice(index + found.length, openings[at + 1]?.index).replace(/\s*(?:-->|\*\/)?\s*$/, '');
    const [, rule, reason] = /^\s+([a-z0-9-]+\/[a-z0-9-]+)\s*(?::\s*(\S.*))?/.exec(said) ?? [];
    return { start: index, rule, reason: reason?.trim() };
  });
}
