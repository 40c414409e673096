import type { ForgeState } from './forge';
import type { Language } from '../view/words/language';
import { said } from '../view/words/said';
import { variablesView, type VariableView } from './variables';
import type { MergeRequest, WorkItems } from './work-items';

/** A merge request, with git's last refusal in words. */
export interface RequestView extends Omit<MergeRequest, 'mergeError'> {
  readonly mergeError?: string;
}

/** What the forge holds beside commits, the latest first. */
export interface ForgeView extends Omit<WorkItems, 'mergeRequests'> {
  readonly mergeRequests: readonly RequestView[];
  readonly protections: ForgeState['protections'];
  readonly variables: readonly VariableView[];
}

/** What a client shows of the forge; what is ours of its failures is said in `language`. */
export function forgeView(forge: ForgeState, language: Language = 'fr'): ForgeView {
  const { items, protections } = forge;
  return { protections, variables: variablesView(forge), mergeRequests: items.mergeRequests.map(({ mergeError, ...one }) => ({ ...one, ...(mergeError === undefined ? {} : { mergeError: said(language, mergeError) }) })).reverse(), issues: [...items.issues].reverse(), events: [...items.events].reverse() };
}
