import type { DamagedLine } from '../../core/progress/event';
import type { ModuleProgress } from '../../core/progress/report';
import type { Coach } from './context';

/** Progress as the journal tells it now, and the lines of the journal that could not be read. Rejects with a French sentence if the content is damaged. */
export async function readProgress({ content, journal }: Pick<Coach, 'content' | 'journal'>): Promise<{ readonly modules: readonly ModuleProgress[]; readonly damaged: readonly DamagedLine[] }> {
  const [catalog, { events, damaged }] = await Promise.all([content.catalog(), journal.read()]);
  const contents = await Promise.all(catalog.modules.map(module => content.module(module.id)));
  // Memory's package comes with the first reading, not with the extension.
  const { progressReport } = await import('../../core/progress/report');
  return { modules: progressReport({ catalog, contents, events, now: Date.now() }), damaged };
}
