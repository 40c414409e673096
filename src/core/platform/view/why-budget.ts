import { budgetGroup, type DisruptionBudget } from '../cluster/controllers/disruption-budget';
import { controllerOf } from '../cluster/object';
import { selectorText } from '../../analysis/kubernetes/selector';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import type { Cause, Explanation, Scope } from './why';
import type { Language } from './words/language';
import { workWords as words } from './words/work';

/** What is wrong with the budgets of an environment that a team writes: one that cannot be counted, that protects no pod, or that no pod may ever leave. */
export function budgetFaults({ state, language, places, project, environment }: Scope): Explanation[] {
  const namespace = namespaceOf(project, environment);
  const { objects } = state.cluster;
  const pods = list(objects, '', 'Pod', namespace).length > 0;
  // The budgets of an operator are its own to mend.
  const written = (list(objects, budgetGroup, 'PodDisruptionBudget', namespace) as DisruptionBudget[]).filter(budget => !controllerOf(budget));
  return written.flatMap((budget): Explanation[] => {
    const { name } = budget.metadata;
    const fault = faultOf(language, budget, pods);
    const place = fault && places.of(project, environment, { kind: 'PodDisruptionBudget', name }, fault.at);
    return fault ? [{ project, environment, about: [], chain: [{ what: fault.seen }, { what: fault.why, ...(place ? { place } : {}) } satisfies Cause] }] : [];
  });
}

function faultOf(language: Language, { metadata: { name }, spec, status }: DisruptionBudget, pods: boolean): { readonly seen: string; readonly why: string; readonly at: readonly string[] } | undefined {
  const t = words[language];
  const failed = status.conditions?.find(({ reason }) => reason === 'SyncFailed');
  if (failed) return { seen: t.notCounted(name), why: t.alsoTakes(failed.message ?? '', selectorText(spec.selector)), at: ['spec', 'selector'] };
  const { expectedPods, currentHealthy, disruptionsAllowed } = status;
  if (status.conditions && expectedPods === 0 && pods) return { seen: t.noPods(name), why: t.noPodHas(selectorText(spec.selector)), at: ['spec', 'selector'] };
  const field = spec.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
  return expectedPods > 0 && currentHealthy >= expectedPods && disruptionsAllowed === 0 ? { seen: t.noEviction(name, expectedPods), why: t.letsNoneGo(field, String(spec[field] ?? '')), at: ['spec', field] } : undefined;
}
