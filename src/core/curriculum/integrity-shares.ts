import { expected } from './expected';
import type { Module, Question } from './schemas';

/** Shares of recall, application and analysis aimed at, in %, within 5 points. */
const LEVELS: Readonly<Record<string, readonly [recall: number, apply: number, analyse: number]>> = {
  base: [30, 40, 30],
  practitioner: [15, 45, 40],
  contributeur: [20, 45, 35],
  coaching: [10, 40, 50],
  communautes: [20, 40, 40],
};

/** What practice alone needs on each competence, the kinds a module mixes, and the questions of the whole bank that the engine executes. */
const PRACTICE = 8;
const KINDS = 5;
const EXECUTED = 60;
const SOLVES = 2;

/** What a module's questions lack: practice, kinds, levels. Nothing for a module that the syllabus does not name. */
export function shareGaps(module: Module, questions: readonly Question[]): string[] {
  if (!LEVELS[module.id] || questions.length === 0) return [];
  const few = (id: string): string[] => {
    const found = questions.filter(q => q.competence === id && q.use === 'practice').length;
    return found >= PRACTICE ? [] : [`${id} : ${found} pour l’entraînement, sur ${PRACTICE}`];
  };
  return [
    ...module.competences.flatMap(c => few(c.id)),
    ...kindGaps(module.id, questions),
    ...levelGaps(module.id, questions),
  ];
}

function kindGaps(module: string, questions: readonly Question[]): string[] {
  const kinds = new Set(questions.map(q => q.kind)).size;
  const single = questions.filter(q => q.kind === 'single').length;
  return [
    ...(kinds < KINDS ? [`${module} : ${kinds} ${kinds > 1 ? 'sortes' : 'sorte'} de questions sur ${KINDS}`] : []),
    ...(2 * single > questions.length ? [`${module} : ${single} choix simples sur ${questions.length}, plus de la moitié`] : []),
  ];
}

function levelGaps(module: string, questions: readonly Question[]): string[] {
  const aims = LEVELS[module] ?? [0, 0, 0];
  const shares = (['recall', 'apply', 'analyse'] as const).map(level => (100 * questions.filter(q => q.level === level).length) / questions.length);
  if (shares.every((share, i) => Math.abs(share - (aims[i] ?? 0)) <= 5)) return [];
  return [`${module} : rappel, application et analyse à ${shares.map(share => share.toFixed(0)).join(', ')} % pour ${aims.join(', ')} % visés`];
}

/** What the whole bank lacks: executed outcomes, and exam questions solved by two people who wrote neither the question nor its key. */
export function bankGaps(questions: readonly Question[]): string[] {
  const executed = questions.filter(q => q.verify).length;
  const exam = questions.filter(q => q.use === 'exam');
  const solved = exam.filter(q => new Set(q.solves.filter(solve => solve.response.join() === expected(q).join()).map(solve => solve.reader)).size >= SOLVES);
  return [
    ...(executed < EXECUTED ? [`banque : ${executed} ${executed > 1 ? 'questions exécutées' : 'question exécutée'} par le moteur, sur ${EXECUTED}`] : []),
    ...(solved.length < exam.length ? [`banque : ${exam.length - solved.length} questions d’examen sans deux résolutions à l’aveugle justes, sur ${exam.length}`] : []),
  ];
}
