import type { Catalog } from '../../../src/core/curriculum/catalog';
import { question as questionSchema, type Question } from '../../../src/core/curriculum/schemas';
import type { Shelf } from '../../../src/core/assessment/shelf';

/** A question with as many right and wrong options as asked, right ones first; every text to be kept secret holds `SECRET`. */
export function choice(id: string, right: number, wrong: number, more: Partial<Question> = {}): Question {
  const options = Array.from({ length: right + wrong }, (_, index) => ({
    text: `option ${index} de ${id}`,
    correct: index < right,
    why: `SECRET raison ${index}`,
    ...(index >= right && { misconception: 'secret-croyance' }),
    source: `secret-source#section-${index}`,
  }));
  return questionSchema.parse({
    id, kind: right === 1 ? 'single' : 'multiple', competence: 'demo.un', objective: 'demo.un.objectif', level: 'recall',
    stem: `Énoncé de ${id} ?`, options, difficulty: 2, ...more,
  });
}

export const ids = ['demo.un.q01', 'demo.un.q02', 'demo.un.q03'] as const;

/** A question of another kind: `fields` completes what every kind has, and its options are told as for `choice`. */
export function other(id: string, right: number, wrong: number, fields: Record<string, unknown>): Question {
  return questionSchema.parse({ ...choice(id, right, wrong), ...fields });
}

const exhibit = { language: 'yaml', text: 'un\ndeux\ntrois\nquatre\n' };

/** One question of each kind that is not answered by ticking alone; the right options come first, a sequence is written in order. */
export const kinds = {
  outcome: other('demo.un.q11', 1, 2, { kind: 'outcome', exhibit }),
  twoTier: other('demo.un.q12', 1, 3, { kind: 'two-tier', statement: false }),
  order: other('demo.un.q13', 4, 0, { kind: 'order' }),
  match: other('demo.un.q14', 3, 1, { kind: 'match', items: [2, 0, 1].map(option => ({ text: `élément ${option}`, option })) }),
  faultyLine: other('demo.un.q15', 1, 1, { kind: 'faulty-line', exhibit, options: [{ text: 'trois', line: 3, correct: true, why: 'SECRET parce que', source: 'secret-source' }, { text: 'deux', line: 2, correct: false, why: 'SECRET non', misconception: 'secret-croyance', source: 'secret-source' }] }),
} as const;

/** Three questions: single, multiple, single. */
export function bankOf(questions: readonly Question[] = [choice(ids[0], 1, 2), choice(ids[1], 2, 2), choice(ids[2], 1, 1)]): Map<string, Question> {
  return new Map(questions.map(q => [q.id, q]));
}

/** A shelf with one module `demo`, one competence `demo.un` and one objective with a lesson. */
export function shelfOf(bank: Map<string, Question> = bankOf()): Shelf {
  const objectives = [{ id: 'demo.un.objectif', text: 'Savoir faire' }];
  const catalog: Catalog = {
    version: 'v1',
    modules: [{ id: 'demo', title: 'Module démo', summary: '', level: '', order: 1, prerequisites: [], competences: [{ id: 'demo.un', title: 'Compétence un', summary: '', objectives }], validations: [] }],
    labs: [], rules: [], requirements: [], glossary: [],
    sources: [{ id: 'secret-source', title: 'SECRET titre', publisher: 'X', readOn: '2026-11-01', sections: [{ id: 'section-0', title: 'SECRET section', text: '' }] }],
    misconceptions: [],
  catalogue: {},
  };
  const lesson = { id: 'demo.un.objectif', title: 'La leçon', sources: ['secret-source'], rules: [], requirements: [], competence: 'demo.un', body: '' };
  return { catalog, contents: [{ module: 'demo', lessons: [lesson], questions: [...bank.values()] }], bank, markdown: { block: text => text, inline: text => text } };
}
