import type { AnalysisResult, Finding, Severity } from '../../core/analysis/finding';
import { format } from '../../protocol/format';
import type { Terminal } from './command';

/** The report for programs: positions are 0-based, `fixable` says that `cpin fix` has an answer. */
export function toJson({ findings, unreadable }: AnalysisResult): string {
  const report = {
    findings: findings.map(({ rule, severity, message, location, resource, environment, requirements, fix }) => ({
      rule, severity, message, file: location.file, range: location.range, resource, environment, requirements, fixable: fix !== undefined,
    })),
    unreadable: unreadable.map(({ file, reason }) => ({ file, reason })),
    summary: { ...counts(findings), files: new Set(findings.map(({ location }) => location.file)).size, unreadable: unreadable.length },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function counts(findings: readonly Finding[]): Record<Severity, number> {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), information: count('information') };
}

/** The report for people: one finding a line, `file:line:column` 1-based so that terminals make it a link. */
export function toText({ findings, unreadable }: AnalysisResult, terminal: Terminal): string {
  const { cli } = terminal.strings;
  const paint = painter(terminal.color);
  const names: Record<Severity, string> = { error: cli.severityError, warning: cli.severityWarning, information: cli.severityInformation };
  const lines = findings.map(({ rule, severity, message, location: { file, range: { start } }, requirements }) => {
    const from = requirements.length > 0 ? ` — ${requirements.join(', ')}` : '';
    return `${plain(file)}:${start.line + 1}:${start.character + 1}  ${paint(severity, names[severity])}  ${plain(message)}  ${paint('dim', `[${rule}${from}]`)}`;
  });
  const hidden = unreadable.map(({ file, reason, range }) => `${plain(file)}${range ? `:${range.start.line + 1}:${range.start.character + 1}` : ''}  ${paint('warning', cli.unreadable)}  ${plain(reason)}`);
  const total = counts(findings);
  const summary = findings.length === 0 ? cli.nothingFound : format(cli.found, { ...total, fixable: findings.filter(({ fix }) => fix).length });
  const unknown = unreadable.length > 0 ? ` ${format(cli.someUnreadable, { count: unreadable.length })}` : '';
  return `${[...lines, ...hidden, ...(lines.length + hidden.length > 0 ? [''] : []), summary + unknown, paint('dim', terminal.strings.common.notCertification)].join('\n')}\n`;
}

/** A file name or a value of the audited repository may hold escape codes: a terminal must not obey them. */
export function plain(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD');
}

const codes: Readonly<Record<Severity | 'dim', string>> = { error: '31', warning: '33', information: '36', dim: '2' };

function painter(color: boolean): (style: keyof typeof codes, text: string) => string {
  return (style, text) => (color ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}

