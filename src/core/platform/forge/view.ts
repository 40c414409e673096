import type { ForgeState } from './forge';
import { variablesView, type VariableView } from './variables';
import type { WorkItems } from './work-items';

/** What the forge holds beside commits, the latest first. */
export interface ForgeView extends WorkItems {
  readonly protections: ForgeState['protections'];
  readonly variables: readonly VariableView[];
}

export function forgeView(forge: ForgeState): ForgeView {
  const { items, protections } = forge;
  return { protections, variables: variablesView(forge), mergeRequests: [...items.mergeRequests].reverse(), issues: [...items.issues].reverse(), events: [...items.events].reverse() };
}
