import type { ChangesView } from '../view/changes';
import type { MergeRequest } from './work-items';

/** Why a merge request that is open cannot be merged now, as French sentences that say what to do; none when nothing stands in its way. `changes` is what git says of it, undefined when a branch is gone. */
export function blockersOf({ title, source, target, state }: MergeRequest, branches: readonly string[], changes: ChangesView | undefined): readonly string[] {
  if (state !== 'opened') return [];
  const gone = [source, target].filter(name => !branches.includes(name));
  return [
    ...(/^(draft|wip):/i.test(title) ? ['C’est un brouillon : GitLab ne le fusionne pas. Fermez cette demande, puis rouvrez-en une sans « Draft: » dans son titre.'] : []),
    ...gone.map(name => `La branche « ${name} » n’est plus dans la forge : poussez-la à nouveau, ou fermez cette demande.`),
    ...(changes && changes.conflicts.length > 0 ? [`Les deux branches modifient ${changes.conflicts.join(', ')}. Fusionnez « ${target} » dans « ${source} », résolvez le conflit, poussez, puis revenez ici.`] : []),
    ...(changes && gone.length === 0 && changes.files.length === 0 ? [`« ${source} » n’apporte rien à « ${target} » : il n’y a rien à fusionner. Poussez un commit dans « ${source} », ou fermez cette demande.`] : []),
  ];
}
