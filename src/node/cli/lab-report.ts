import type { Lab } from '../../core/curriculum/lab';
import type { CheckVerdict, LabVerdict } from '../../core/labs/verdict';
import { plain } from './report';

const marks = { holds: '✔ tient  ', fails: '✘ échoue ', unknown: '? inconnu' } as const;

/** A verdict for a terminal: one line a check, then what one needs to act. Places are 1-based, as terminals link them. */
export function verdictText(lab: Lab, verdict: LabVerdict): string {
  const held = verdict.checks.filter(check => check.state === 'holds').length;
  return [`${lab.title}`, '', ...verdict.checks.flatMap(checkLines), '', `${held} vérification(s) sur ${verdict.checks.length} tiennent.`, ''].join('\n');
}

/** The labs there are, for a terminal. */
export function listText(labs: readonly Lab[]): string {
  return labs.map(lab => `${lab.id}\n    ${lab.title} (environ ${lab.duration} min, ${lab.checks.length} vérifications)\n`).join('');
}

function checkLines(check: CheckVerdict): string[] {
  const head = `  ${marks[check.state]}  ${check.title}`;
  if (check.state === 'holds') return [head];
  // What comes from the learner's files may hold escape codes: a terminal must not obey them.
  const indent = (name: string, text: string) => `      ${name} : ${text.split('\n').map(plain).join('\n        ')}`;
  const { location } = check;
  return [
    head,
    ...(location ? [`      ${plain(location.file)}:${location.range.start.line + 1}:${location.range.start.character + 1}`] : []),
    indent('Pourquoi', check.reason),
    ...(check.state === 'fails' && check.expected !== undefined ? [indent('Attendu', check.expected)] : []),
    ...(check.state === 'fails' && check.found !== undefined ? [indent('Trouvé', check.found)] : []),
  ];
}
