import type { Request } from '../event';
import type { ForgeState } from './forge';

/** The merges asked for and not answered. */
export function pendingMerges({ items }: Pick<ForgeState, 'items'>): (Request & { type: 'merge' })[] {
  return items.mergeRequests.filter(({ state }) => state === 'merging').map(({ repository: full, iid, source, target, title, createdAt }) => {
    const [project = '', repository = ''] = full.split('/');
    return { type: 'merge', project, repository, iid, source, target, title, at: createdAt };
  });
}
