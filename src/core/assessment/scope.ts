import type { Catalog, ModuleContent } from '../curriculum/catalog';
import type { Question } from '../curriculum/schemas';

/** What can be practised, by its id: a module, a competence, an objective or one question. `title` is in French. */
export interface Scope {
  readonly id: string;
  readonly module: string;
  readonly title: string;
}

/** The day's review: what is due, over all modules. It proves no module. */
export const reviewScope = 'review';

/** The scope an id names; undefined when the content has no such thing. A question is looked for in `contents`, if given. */
export function scopeOf(id: string, catalog: Catalog, contents: readonly ModuleContent[] = []): Scope | undefined {
  if (id === reviewScope) return { id, module: '', title: 'Révision du jour' };
  for (const module of catalog.modules) {
    if (module.id === id) return { id, module: id, title: module.title };
    for (const competence of module.competences) {
      const inside = competence.id === id || competence.objectives.some(objective => objective.id === id);
      if (inside || contents.some(content => content.questions.some(q => q.id === id && q.competence === competence.id))) return { id, module: module.id, title: competence.title };
    }
  }
  return undefined;
}

/** The questions that practice and review may ask: those of the exam are kept unseen until an exam has asked them (`used`). */
export function askable(questions: readonly Question[], used: ReadonlySet<string>): Question[] {
  // Two questions with one id are one, the same that a bank holds: a session must not ask what it cannot look up.
  return [...new Map(questions.map(question => [question.id, question])).values()].filter(question => question.use === 'practice' || used.has(question.id));
}

/** The questions of a scope that can be practised. */
export function questionsIn(scope: Scope, contents: readonly ModuleContent[], used: ReadonlySet<string> = new Set()): Question[] {
  const all = askable(contents.filter(content => content.module === scope.module).flatMap(content => content.questions), used);
  return scope.id === scope.module ? all : all.filter(q => [q.competence, q.objective, q.id].includes(scope.id));
}
