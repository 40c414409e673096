import type { Catalog, ModuleContent } from './catalog';
import { factFaults } from './integrity-facts';
import { formFaults, similarStems } from './integrity-form';
import { guesserFaults } from './integrity-guessers';
import { referenceFaults } from './integrity-references';
import { typographyFaults } from './integrity-typography';

/** Everything the authors wrote, read and valid one file at a time. */
export interface Content {
  readonly catalog: Catalog;
  readonly modules: readonly ModuleContent[];
}

export type Kind = 'module' | 'lesson' | 'question' | 'source' | 'requirement' | 'term' | 'misconception' | 'rule' | 'lab' | 'bank';

/** What does not hold between files: on which element, where in it (a path of keys; for a lesson's text `['body', line]`), and a French sentence. */
export interface Fault {
  readonly kind: Kind;
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** All the faults of a content whose files are each valid. Pure: the caller knows the files and turns paths into lines. */
export function contentFaults(content: Content): Fault[] {
  return [
    ...referenceFaults(content),
    ...content.modules.flatMap(m => m.questions.flatMap(formFaults)),
    ...similarStems(content.modules.flatMap(m => m.questions)),
    ...factFaults(content),
    ...guesserFaults(content),
    ...typographyFaults(content),
  ];
}

/** What the product announces and does not have yet, one French line each: shown as *à venir*, never linked. */
export function announced(content: Content): string[] {
  return content.catalog.modules.flatMap(m => m.validations.filter(v => !v.available).map(v => `${m.id} : ${v.title} (${v.id})`));
}
