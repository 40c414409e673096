import type { DamagedLine } from '../../core/progress/event';
import type { CompetenceProgress, ModuleProgress, ValidationProgress } from '../../core/progress/report';

/** What the tree holds. `id` is what a reset or a quiz started from the node is about: other surfaces read it. */
export type ProgressNode =
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'damaged'; readonly lines: readonly DamagedLine[] }
  | { readonly kind: 'module'; readonly id: string; readonly module: ModuleProgress }
  | { readonly kind: 'competence'; readonly id: string; readonly competence: CompetenceProgress }
  | { readonly kind: 'lessons'; readonly competence: CompetenceProgress }
  | { readonly kind: 'validation'; readonly competence: string; readonly validation: ValidationProgress };

/** A node's children, in order; what was read stays with the node, so that expanding reads nothing. */
export function childrenOf(node: ProgressNode): readonly ProgressNode[] {
  if (node.kind === 'module') return node.module.competences.map(competence => ({ kind: 'competence', id: competence.id, competence }));
  if (node.kind !== 'competence') return [];
  const { competence } = node;
  const lessons: ProgressNode[] = competence.lessons.total > 0 ? [{ kind: 'lessons', competence }] : [];
  return [...lessons, ...competence.validations.map((validation): ProgressNode => ({ kind: 'validation', competence: competence.id, validation }))];
}
