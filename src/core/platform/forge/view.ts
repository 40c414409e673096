import type { ForgeState } from './forge';
import type { WorkItems } from './work-items';

/** What the forge holds beside commits, the latest first. */
export interface ForgeView extends WorkItems {
  readonly protections: ForgeState['protections'];
}

export function forgeView({ items, protections }: ForgeState): ForgeView {
  return { protections, mergeRequests: [...items.mergeRequests].reverse(), issues: [...items.issues].reverse(), events: [...items.events].reverse() };
}
