import type { Severity } from '../../core/analysis/finding';
import { idOf, nothingToAudit, staleness, statusNames, statusSigns } from '../../core/compliance/render/words';
import type { AuditReport } from '../../core/compliance/report';
import { statuses, type Status } from '../../core/compliance/verdict';
import { format } from '../../protocol/format';
import type { Terminal } from './command';

/** The report for people: one finding a line, `file:line:column` 1-based so that terminals make it a link; then the requirements of the CCT that ask for work, one a line, or all of them when `whole`. */
export function toText({ empty, findings, accepted, stale, unreadable, requirements, summary: total }: AuditReport, terminal: Terminal, whole: boolean): string {
  const { cli } = terminal.strings;
  const paint = painter(terminal.color);
  const names: Record<Severity, string> = { error: cli.severityError, warning: cli.severityWarning, information: cli.severityInformation };
  const lines = findings.map(({ rule, severity, message, location: { file, range: { start } }, requirements }) => {
    const from = requirements.length > 0 ? ` — ${requirements.join(', ')}` : '';
    return `${plain(file)}:${start.line + 1}:${start.character + 1}  ${paint(severity, names[severity])}  ${plain(message)}  ${paint('dim', `[${rule}${from}]`)}`;
  });
  const hidden = unreadable.map(({ file, reason, range, mark }) => `${plain(file)}${range ? `:${range.start.line + 1}:${range.start.character + 1}` : ''}  ${paint('warning', mark ? cli.staleAcceptance : cli.unreadable)}  ${plain(reason)}`);
  const table = requirements.filter(({ status }) => whole || status === 'non-conforme' || status === 'partiel').map(verdict => `${idOf(verdict).padEnd(widest(requirements))}  ${verdict.requirement.priority}  ${paint(verdict.status, `${statusSigns[verdict.status]} ${statusNames[verdict.status].padEnd(12)}`)}  ${plain(verdict.reason)}`);
  const review = stale.map(one => `${paint('warning', cli.staleAcceptance)}  ${plain(staleness(one))}`);
  const tally = format(cli.requirementsTally, Object.fromEntries(statuses.map(status => [status.replace(/-./, letter => letter.charAt(1).toUpperCase()), total.requirements[status]])));
  const acceptances = accepted.length > 0 ? ` ${format(cli.someAccepted, { count: accepted.length })}` : '';
  const summary = empty ? nothingToAudit : findings.length === 0 ? cli.nothingFound : format(cli.found, { error: total.error, warning: total.warning, information: total.information, fixable: findings.filter(({ fix }) => fix).length });
  const unknown = total.unreadable > 0 ? ` ${format(cli.someUnreadable, { count: total.unreadable })}` : '';
  return `${[...lines, ...hidden, ...review, ...(lines.length + hidden.length + review.length > 0 ? [''] : []), ...table, ...(table.length > 0 ? [''] : []), whole ? tally : `${tally} ${paint('dim', cli.requirementsHint)}`, summary + acceptances + unknown, paint('dim', terminal.strings.common.notCertification)].join('\n')}\n`;
}

/** A file name or a value of the audited repository may hold escape codes: a terminal must not obey them. */
export function plain(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD');
}

const codes: Readonly<Record<Severity | Status | 'dim', string>> = { error: '31', warning: '33', information: '36', dim: '2', 'non-conforme': '31', partiel: '33', 'a-justifier': '36', conforme: '32' };

function painter(color: boolean): (style: keyof typeof codes, text: string) => string {
  return (style, text) => (color ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}

/** Columns line up whatever ids are printed. */
function widest(requirements: AuditReport['requirements']): number {
  return Math.max(...requirements.map(verdict => idOf(verdict).length), 0);
}
