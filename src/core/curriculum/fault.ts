import type { Catalog, ModuleContent } from './catalog';

/** Everything the authors wrote, read and valid one file at a time. */
export interface Content {
  readonly catalog: Catalog;
  readonly modules: readonly ModuleContent[];
}

export type Kind = 'module' | 'lesson' | 'question' | 'source' | 'requirement' | 'term' | 'misconception' | 'rule' | 'lab' | 'exam' | 'guide' | 'bank';

/** What does not hold between files: on which element, where in it (a path of keys; for a lesson's text `['body', line]`), and a French sentence. */
export interface Fault {
  readonly kind: Kind;
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}
