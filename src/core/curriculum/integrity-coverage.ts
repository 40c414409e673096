import type { Content } from './fault';
import { shareGaps, bankGaps } from './integrity-shares';

/** At least so many questions on each objective, and on each competence, before a module is complete. */
const PER_OBJECTIVE = 3;
const PER_COMPETENCE = 12;

/** What is still to be written for a module to be complete, one French line each. Not a fault: an author lands a module piece by piece. */
export function gaps({ catalog, modules }: Content): string[] {
  const exam = catalog.exam?.cells.flatMap(({ id, questions: wanted }) => {
    const found = modules.flatMap(m => m.questions).filter(q => q.competence === id && q.use === 'exam').length;
    // Two exams without a repeat.
    return found >= 2 * wanted ? [] : [`${id} : questions d’examen, ${found} sur ${2 * wanted}`];
  });
  const written = catalog.modules.flatMap(module => {
    const { lessons, questions } = modules.find(m => m.module === module.id) ?? { lessons: [], questions: [] };
    const objectives = module.competences.flatMap(c => c.objectives);
    const few = (id: string, found: number, wanted: number): string[] => (found >= wanted ? [] : [`${id} : ${found} ${found > 1 ? 'questions' : 'question'} sur ${wanted}`]);
    return [
      ...objectives.filter(o => !lessons.some(l => l.id === o.id)).map(o => `${o.id} : pas de leçon`),
      ...module.competences.flatMap(c => few(c.id, questions.filter(q => q.competence === c.id).length, PER_COMPETENCE)),
      ...objectives.flatMap(o => few(o.id, questions.filter(q => q.objective === o.id).length, PER_OBJECTIVE)),
      ...shareGaps(module, questions),
    ];
  });
  return [...(exam ?? []), ...written, ...bankGaps(modules.flatMap(m => m.questions))];
}
