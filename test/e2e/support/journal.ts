import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { session } from './session';

/** Writes events in the journal as another process would (a terminal, another window): appended to a file of its own. Text is written as it is. */
export function appendToJournal(...items: readonly (object | string)[]): void {
  const folder = path.join(session().home, 'journal');
  fs.mkdirSync(folder, { recursive: true });
  const lines = items.map(item => (typeof item === 'string' ? item : JSON.stringify({ id: randomUUID(), at: new Date().toISOString(), content: 'e2e', ...item })));
  fs.appendFileSync(path.join(folder, 'terminal.jsonl'), lines.map(line => `${line}\n`).join(''));
}

/** All it takes for a competence to be acquired: each of its questions answered right, and the lab held. */
export function acquire(competence: string, lab: string): void {
  const { questions } = JSON.parse(fs.readFileSync(path.join(session().root, 'dist', 'content', `module-${competence.split('.')[0]}.json`), 'utf8')) as { questions: { id: string; competence: string; objective: string }[] };
  const answers = questions.filter(q => q.competence === competence).map(q => ({ type: 'question.answered', session: 'e2e', question: q.id, competence, objective: q.objective, correct: true, selected: [0] }));
  appendToJournal(...answers, { type: 'lab.verified', lab, state: 'holds', checks: [] });
}
