import type { Catalog } from '../../core/curriculum/catalog';
import type { JournalEvent } from '../../core/progress/event';

/** The modules of the profile that the latest placement was about, in order; none without a placement. */
export function pathOf(catalog: Pick<Catalog, 'placement'>, events: readonly JournalEvent[]): readonly string[] {
  const last = events.findLast(event => event.type === 'exam.finished' && event.purpose === 'placement');
  return catalog.placement?.profiles.find(profile => last?.type === 'exam.finished' && profile.id === last.scope)?.modules ?? [];
}
