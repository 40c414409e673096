import type { Content } from './fault';
import type { Module, Question } from './schemas';

/** At least so many questions on each objective, and on each competence, before a module is complete. */
const PER_OBJECTIVE = 3;
const PER_COMPETENCE = 12;

/** Shares of recall, application and analysis aimed at, in %, within 5 points. */
const LEVELS: Readonly<Record<string, readonly [recall: number, apply: number, analyse: number]>> = {
  base: [30, 40, 30],
  practitioner: [15, 45, 40],
  contributeur: [20, 45, 35],
  coaching: [10, 40, 50],
  communautes: [20, 40, 40],
};

/** What is still to be written for a module to be complete, one French line each. Not a fault: an author lands a module piece by piece. */
export function gaps({ catalog, modules }: Content): string[] {
  return catalog.modules.flatMap(module => {
    const { lessons, questions } = modules.find(m => m.module === module.id) ?? { lessons: [], questions: [] };
    const objectives = module.competences.flatMap(c => c.objectives);
    const few = (id: string, found: number, wanted: number): string[] => (found >= wanted ? [] : [`${id} : ${found} ${found > 1 ? 'questions' : 'question'} sur ${wanted}`]);
    return [
      ...objectives.filter(o => !lessons.some(l => l.id === o.id)).map(o => `${o.id} : pas de leçon`),
      ...module.competences.flatMap(c => few(c.id, questions.filter(q => q.competence === c.id).length, PER_COMPETENCE)),
      ...objectives.flatMap(o => few(o.id, questions.filter(q => q.objective === o.id).length, PER_OBJECTIVE)),
      ...unbalanced(module, questions),
    ];
  });
}

function unbalanced(module: Module, questions: readonly Question[]): string[] {
  const aims = LEVELS[module.id];
  if (!aims || questions.length === 0) return [];
  const shares = (['recall', 'apply', 'analyse'] as const).map(level => (100 * questions.filter(q => q.level === level).length) / questions.length);
  if (shares.every((share, i) => Math.abs(share - (aims[i] ?? 0)) <= 5)) return [];
  return [`${module.id} : rappel, application et analyse à ${shares.map(share => share.toFixed(0)).join(', ')} % pour ${aims.join(', ')} % visés`];
}
