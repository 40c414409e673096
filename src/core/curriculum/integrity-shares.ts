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

/** Questions of each competence, or of a whole module, in one mock exam: the bank holds twice as many, so that a second exam repeats none. */
const CELLS: Readonly<Record<string, number>> = {
  'base.vision': 4, 'base.kubernetes': 4, 'base.cncf': 3, 'base.conway': 3, 'base.maintenabilite': 3,
  'practitioner.deploiement': 3, 'practitioner.pratiques': 4, 'practitioner.devops': 3, 'practitioner.qualite': 3,
  'practitioner.homologation-socle': 2, 'practitioner.homologation-enf': 3, 'practitioner.cct': 4,
  contributeur: 6, coaching: 7, communautes: 8,
};

/** What practice alone needs on each competence, the kinds a module mixes, and the questions of the whole bank that the engine executes. */
const PRACTICE = 8;
const KINDS = 5;
const EXECUTED = 60;
const SOLVES = 2;

/** What a module's questions lack: practice and exam questions, kinds, levels. Nothing for a module that the syllabus does not name. */
export function shareGaps(module: Module, questions: readonly Question[]): string[] {
  if (!LEVELS[module.id] || questions.length === 0) return [];
  const cells = [module.id, ...module.competences.map(c => c.id)];
  const of = (id: string, use: Question['use']): number => questions.filter(q => q.use === use && `${q.competence}.`.startsWith(`${id}.`)).length;
  const few = (id: string, use: Question['use'], wanted: number): string[] => (of(id, use) >= wanted ? [] : [`${id} : ${of(id, use)} pour ${use === 'exam' ? 'l’examen' : 'l’entraînement'}, sur ${wanted}`]);
  return [
    ...module.competences.flatMap(c => few(c.id, 'practice', PRACTICE)),
    ...cells.flatMap(id => few(id, 'exam', 2 * (CELLS[id] ?? 0))),
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
