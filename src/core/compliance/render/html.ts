import type { Location } from '../../analysis/finding';
import type { AuditReport } from '../report';
import type { CheckVerdict, ReportedFinding, RequirementVerdict } from '../verdict';
import { style } from './style';
import { acceptance, checkNames, checkSigns, disclaimer, figures, idOf, nothingToAudit, placeName, severityNames, staleness, statusNames, statusSigns, subtitleOf, titleOf } from './words';

/** Where a page is shown, if not in a browser: what its policy allows, and where a place or a page of the coach leads. */
export interface Frame {
  /** The `Content-Security-Policy`; by default nothing but the page's own style is allowed. */
  readonly policy?: string;
  readonly nonce?: string;
  place?(location: Location): string | undefined;
  rule?(id: string): string | undefined;
  requirement?(id: string): string | undefined;
}

/** The report as one HTML page: no script, nothing outside itself, every text escaped; it reads in a browser, prints, and stands in a file. */
export function toHtml(report: AuditReport, frame: Frame = {}): string {
  const title = text(titleOf(report));
  const { accepted, stale, unreadable, requirements } = report;
  return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${text(frame.policy ?? "default-src 'none'; style-src 'unsafe-inline'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style${frame.nonce === undefined ? '' : ` nonce="${text(frame.nonce)}"`}>${style}</style>
</head>
<body>
<a class="skip" href="#exigences">Aller aux exigences</a>
<header>
<h1>${title}</h1>
<p>${text(subtitleOf(report))}</p>
<p class="muted">${text(disclaimer)}</p>
${report.empty ? `<p><strong>${prose(nothingToAudit)}</strong></p>` : ''}
</header>
<main>
<h2 id="synthese">Synthèse</h2>
<table class="figures">
<caption>Exigences par statut</caption>
<thead><tr><th scope="col">Statut</th><th scope="col">Exigences</th><th scope="col">dont primordiales</th></tr></thead>
<tbody>
${figures(report).map(({ status, all, primordial }) => `<tr><th scope="row">${badge(status)}</th><td>${all}</td><td>${primordial}</td></tr>`).join('\n')}
</tbody>
</table>
<table class="rows">
<caption>Les ${requirements.length} exigences du CCT</caption>
<thead><tr><th scope="col">Exigence</th><th scope="col">Priorité</th><th scope="col">Statut</th><th scope="col">Pourquoi</th></tr></thead>
<tbody>
${requirements.map(verdict => `<tr><th scope="row"><a href="#${text(verdict.requirement.id)}">${text(idOf(verdict))}</a></th><td>${verdict.requirement.priority}</td><td>${badge(verdict.status)}</td><td>${prose(verdict.reason)}</td></tr>`).join('\n')}
</tbody>
</table>
<h2 id="exigences">Exigence par exigence</h2>
${requirements.map(verdict => section(verdict, frame)).join('\n')}
${others(report, frame)}
${block('Écarts acceptés', accepted.map(one => `${found(one.finding, frame)} <em>${prose(acceptance(one))}</em>`))}
${block('Acceptations à revoir', stale.map(one => prose(staleness(one))))}
${block('Marques sans effet', unreadable.filter(({ mark }) => mark === true).map(({ file, reason }) => `<code>${text(file)}</code> : ${prose(reason)}`))}
${block('Ce qui n’a pas pu être lu', unreadable.filter(({ mark }) => mark !== true).map(({ file, reason }) => `<code>${text(file)}</code> : ${prose(reason)}`))}
</main>
</body>
</html>
`;
}

function section(verdict: RequirementVerdict, frame: Frame): string {
  const { requirement: { id, priority, theme, text: asks, note, assess: { write, who } }, status, reason, checks, findings } = verdict;
  return `<section aria-labelledby="${text(id)}">
<h3 id="${text(id)}">${linked(text(idOf(verdict)), frame.requirement?.(id))} ${badge(status)}</h3>
<p>${priority === 'P' ? 'Primordiale' : 'Importante'}, ${text(theme)}. ${prose(asks)}</p>
${note === undefined ? '' : `<p class="muted">${prose(note)}</p>`}
<p><strong>${prose(reason)}</strong></p>
${checks.length === 0 ? '' : `<ul class="checks">${checks.map(check => checked(check, frame)).join('')}</ul>`}
${findings.length === 0 ? '' : `<p>Écarts :</p><ul>${findings.map(finding => `<li>${found(finding, frame)}</li>`).join('')}</ul>`}
${status === 'conforme' ? '' : `<p><strong>À écrire</strong> : ${prose(write)} <strong>Qui en décide</strong> : ${prose(who)}</p>`}
</section>`;
}

function checked({ title, state, evidence }: CheckVerdict, frame: Frame): string {
  const seen = evidence.map(({ text: what, count, places }) => `<li>${prose(what)} : ${count} (${places.slice(0, 3).map(place => placed(place.location, frame)).join(', ')}${count > Math.min(places.length, 3) ? '…' : ''})</li>`);
  return `<li><span aria-hidden="true">${checkSigns[state]}</span> ${prose(title)} : ${checkNames[state]}.${seen.length > 0 ? `<ul>${seen.join('')}</ul>` : ''}</li>`;
}

/** Findings that no requirement of the CCT asks for: the platform's own policies, mostly. */
function others({ findings }: AuditReport, frame: Frame): string {
  return block('Autres constats', findings.filter(({ requirements, severity }) => requirements.length === 0 || severity === 'information').map(finding => found(finding, frame)), 'Politiques de la plateforme et conseils, qui ne décident d’aucune exigence.');
}

function block(title: string, items: readonly string[], under = ''): string {
  return items.length === 0 ? '' : `<h2>${title}</h2>${under === '' ? '' : `<p>${under}</p>`}<ul>${items.map(item => `<li>${item}</li>`).join('')}</ul>`;
}

function found({ severity, message, location, rule, environment }: ReportedFinding, frame: Frame): string {
  return `${severityNames[severity]}, ${placed(location, frame)}${environment === undefined ? '' : ` (${text(environment)})`} : ${prose(message)} <span class="muted">[${linked(text(rule), frame.rule?.(rule))}]</span>`;
}

function placed(location: Location, frame: Frame): string {
  return linked(`<code>${text(placeName(location))}</code>`, frame.place?.(location));
}

function linked(html: string, href: string | undefined): string {
  return href === undefined ? html : `<a href="${text(href)}">${html}</a>`;
}

function badge(status: keyof typeof statusNames): string {
  return `<span class="status ${status}"><span aria-hidden="true">${statusSigns[status]}</span> ${statusNames[status]}</span>`;
}

/** A sentence of ours or of the repository: escaped, and what stands between backquotes shown as code. */
function prose(value: string): string {
  const parts = value.split('`');
  if (parts.length % 2 === 0) return text(value);
  return parts.map((part, index) => (index % 2 === 0 ? text(part) : `<code>${text(part)}</code>`)).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Any text, in an element or an attribute. Control characters and those that turn the direction of writing show as unknown. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, letter => entities[letter] ?? '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}
