import type { Finding } from '../analysis/finding';
import type { Requirement } from '../curriculum/schemas';
import type { AcceptedFinding, CheckVerdict, Status } from './verdict';

/** All that the status of a requirement was decided from. */
interface Grounds {
  readonly requirement: Requirement;
  readonly status: Status;
  readonly checks: readonly CheckVerdict[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly blind: number;
}

/** Why a requirement has its status, in whole French sentences. */
export function sentence({ requirement, status, checks, findings, accepted, blind }: Grounds): string {
  const named = (state: CheckVerdict['state']) => checks.filter(check => check.state === state && !(state === 'unknown' && check.optional)).map(({ title }) => lower(title));
  const [holding, partly, failing, unknown] = [named('holds'), named('partly'), named('fails'), named('unknown')];
  const said = [
    ...(findings.length > 0 ? [`Les règles relèvent ${plural(findings.length, 'écart')}.`] : []),
    ...(failing.length > 0 ? [`N’est pas tenu : ${failing.join(' ; ')}.`] : []),
    ...(partly.length > 0 ? [`Tenu en partie : ${partly.join(' ; ')}.`] : []),
    ...(accepted.length > 0 ? [`${plural(accepted.length, 'écart')} ${accepted.length > 1 ? 'sont acceptés' : 'est accepté'} par l’équipe.`] : []),
    ...(holding.length > 0 ? [`${findings.length > 0 ? 'Vu par ailleurs' : 'Vérifié'} : ${holding.join(' ; ')}.`] : []),
    ...(blind > 0 && holding.length > 0 ? [`${plural(blind, 'lecture')} ${blind > 1 ? 'ont' : 'a'} échoué : ce qui s’y trouve n’est pas vérifié.`] : []),
  ];
  if (status === 'conforme') return said.join(' ');
  const open = unknown.length > 0 ? [`Rien ici ne permet d’en juger : ${unknown.join(' ; ')}.`] : [];
  if (status !== 'a-justifier') return [...said, ...open, ...(findings.length + failing.length + accepted.length === 0 && open.length === 0 && blind === 0 ? ['Le dépôt n’en montre qu’une partie.'] : [])].join(' ');
  if (requirement.automation === 'no') return ['Ne se vérifie pas dans un dépôt.', ...said].join(' ');
  return [...said, ...(open.length > 0 ? open : ['Rien dans ce dépôt ne permet d’en juger.'])].join(' ');
}

/** `1 écart`, `2 écarts`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count > 1 ? 's' : ''}`;
}

/** A title inside a sentence: its first letter in lower case, unless an acronym starts it. */
function lower(title: string): string {
  return /^\p{Lu}{2}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
