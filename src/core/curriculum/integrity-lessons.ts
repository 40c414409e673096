import type { Content, Fault } from './fault';
import type { Lesson, Question } from './schemas';

/** A part that is shorter leaves the idea unexplained; a longer one is two. */
const SHORTEST = 300;
const LONGEST = 700;

/** What each part holds, by the headings that announce it. Its sources and its question are in its header. */
const PARTS = ['L’idée', 'Exemple', 'Les pièges'] as const;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/** How many words a reader reads: neither code blocks nor the targets of links. */
export function wordCount(body: string): number {
  return body.replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, ' ').replace(/\]\([^)\s]*\)/g, ']').match(WORD)?.length ?? 0;
}

/** What a lesson lacks to be a part: a length that is read in one go, the idea, an example, the traps, and at its end a practice question on its own objective. */
function lessonFaults({ id, body, question }: Lesson, questions: ReadonlyMap<string, Question>): Fault[] {
  const fault = (path: (string | number)[], message: string): Fault => ({ kind: 'lesson', id, path, message });
  const count = wordCount(body);
  const asked = question === undefined ? undefined : questions.get(question);
  const practised = asked && (asked.objective !== id || asked.use !== 'practice');
  return [
    ...(count < SHORTEST || count > LONGEST ? [fault(['body', 0], `${count} mots hors des blocs de code, pour ${SHORTEST} à ${LONGEST} : ${count < SHORTEST ? 'expliquer davantage' : 'couper en deux parties'}.`)] : []),
    ...PARTS.filter(part => !body.split('\n').includes(`## ${part}`)).map(part => fault(['body', 0], `il manque la partie « ## ${part} ».`)),
    ...(question === undefined ? [fault(['id'], 'la leçon se termine sur une question d’entraînement (question).')] : []),
    ...(practised ? [fault(['question'], `la question « ${asked.id} » n’est pas d’entraînement sur cet objectif : elle ne peut pas terminer la leçon.`)] : []),
  ];
}

/** What the lessons' own form lacks. A question that does not exist is a reference's fault, said elsewhere. */
export function lessonsFaults({ modules }: Content): Fault[] {
  const questions = new Map(modules.flatMap(m => m.questions).map(q => [q.id, q]));
  return modules.flatMap(m => m.lessons).flatMap(lesson => lessonFaults(lesson, questions));
}
