import type { ChangesView } from '../view/changes';
import { phrase, said } from '../view/words/said';
import type { Language } from '../view/words/language';
import type { MergeRequest } from './work-items';

/** Why a merge request that is open cannot be merged now, as sentences that say what to do; none when nothing stands in its way. `changes` is what git says of it, undefined when a branch is gone. */
export function blockersOf({ title, source, target, state }: Pick<MergeRequest, 'title' | 'source' | 'target' | 'state'>, branches: readonly string[], changes: ChangesView | undefined, language: Language = 'fr'): readonly string[] {
  if (state !== 'opened') return [];
  const gone = [source, target].filter(name => !branches.includes(name));
  const stands = [
    ...(/^(draft|wip):/i.test(title) ? [phrase('draft')] : []),
    ...gone.map(name => phrase('branchGone', name)),
    ...(changes && changes.conflicts.length > 0 ? [phrase('bothChange', changes.conflicts.join(', '), target, source)] : []),
    ...(changes && gone.length === 0 && changes.files.length === 0 ? [phrase('nothingToMerge', source, target)] : []),
  ];
  return stands.map(one => said(language, one));
}
