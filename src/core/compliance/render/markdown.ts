import type { AuditReport } from '../report';
import type { ReportedFinding, RequirementVerdict } from '../verdict';
import { acceptance, checkNames, disclaimer, figures, idOf, nothingToAudit, placeName, severityNames, staleness, statusNames, statusSigns, subtitleOf, titleOf } from './words';

/** The report as a Markdown file made to be committed: the same repository gives the same text, and a difference is a real one. */
export function toMarkdown(report: AuditReport): string {
  const { requirements, accepted, stale, unreadable } = report;
  const [useless, unread] = [unreadable.filter(({ mark }) => mark === true), unreadable.filter(({ mark }) => mark !== true)];
  const lines = [
    `# ${inline(titleOf(report))}`, '', subtitleOf(report), '', `> ${disclaimer}`, '',
    ...(report.empty ? [`**${nothingToAudit}**`, ''] : []),
    '## Synthèse', '', '| Statut | Exigences | dont primordiales |', '| --- | ---: | ---: |',
    ...figures(report).map(({ status, all, primordial }) => `| ${statusSigns[status]} ${statusNames[status]} | ${all} | ${primordial} |`), '',
    '| Exigence | Priorité | Statut | Pourquoi |', '| --- | --- | --- | --- |',
    ...requirements.map(verdict => `| ${idOf(verdict)} | ${verdict.requirement.priority} | ${statusSigns[verdict.status]} ${statusNames[verdict.status]} | ${inline(verdict.reason)} |`), '',
    '## Exigence par exigence', '', ...requirements.flatMap(section),
    ...others(report),
    ...(accepted.length > 0 ? ['## Écarts acceptés', '', ...accepted.map(one => `${found(one.finding)} — ${inline(acceptance(one))}`), ''] : []),
    ...(stale.length > 0 ? ['## Acceptations à revoir', '', ...stale.map(one => `- ${inline(staleness(one))}`), ''] : []),
    ...(useless.length > 0 ? ['## Marques sans effet', '', ...useless.map(({ file, reason }) => `- ${code(file)} : ${inline(reason)}`), ''] : []),
    ...(unread.length > 0 ? ['## Ce qui n’a pas pu être lu', '', ...unread.map(({ file, reason }) => `- ${code(file)} : ${inline(reason)}`), ''] : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(verdict: RequirementVerdict): string[] {
  const { requirement: { priority, theme, text, note, assess }, status, checks, findings } = verdict;
  return [
    `### ${idOf(verdict)} : ${statusNames[status]}`, '',
    `${priority === 'P' ? 'Primordiale' : 'Importante'}, ${inline(theme)}. ${inline(text)}`, '',
    ...(note === undefined ? [] : [`*${inline(note)}*`, '']),
    inline(verdict.reason), '',
    ...checks.flatMap(check => [
      `- ${inline(check.title)} : ${checkNames[check.state]}.`,
      ...check.evidence.map(({ text: what, count, places }) => `  - ${inline(what)} : ${count} (${places.slice(0, 3).map(({ location }) => code(placeName(location))).join(', ')}${count > Math.min(places.length, 3) ? '…' : ''})`),
    ]),
    ...(checks.length > 0 ? [''] : []),
    ...(findings.length > 0 ? ['Écarts :', '', ...findings.map(found), ''] : []),
    ...(status === 'conforme' ? [] : [`**À écrire** : ${inline(assess.write)} **Qui en décide** : ${inline(assess.who)}`, '']),
  ];
}

/** Findings that no requirement of the CCT asks for: the platform's own policies, mostly. */
function others({ findings }: AuditReport): string[] {
  const rest = findings.filter(({ requirements, severity }) => requirements.length === 0 || severity === 'information');
  return rest.length === 0 ? [] : ['## Autres constats', '', 'Politiques de la plateforme et conseils, qui ne décident d’aucune exigence.', '', ...rest.map(found), ''];
}

function found({ severity, message, location, rule, environment }: ReportedFinding): string {
  return `- ${severityNames[severity]}, ${code(placeName(location))}${environment === undefined ? '' : ` (${inline(environment)})`} : ${inline(message)} [${rule}]`;
}

/** A text of a repository as Markdown that shows it and does nothing else. Pairs of backquotes stay code. */
export function inline(text: string): string {
  const parts = flat(text).split('`');
  if (parts.length % 2 === 0) return escaped(parts.join('`'));
  return parts.map((part, index) => (index % 2 === 0 ? escaped(part) : part === '' ? '``' : code(part))).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&').replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, '$1\\$2');
}

function code(text: string): string {
  const body = flat(text);
  const fence = body.includes('`') ? '``' : '`';
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${body.replace(/\|/g, '\\|')}${pad}${fence}`;
}

/** One line, without control characters. */
function flat(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}
