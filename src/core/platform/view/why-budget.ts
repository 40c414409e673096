import { budgetGroup, type DisruptionBudget } from '../cluster/controllers/disruption-budget';
import { controllerOf } from '../cluster/object';
import { selectorText } from '../../analysis/kubernetes/selector';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import type { Cause, Explanation, Scope } from './why';

/** What is wrong with the budgets of an environment that a team writes: one that cannot be counted, that protects no pod, or that no pod may ever leave. */
export function budgetFaults({ state, places, project, environment }: Scope): Explanation[] {
  const namespace = namespaceOf(project, environment);
  const { objects } = state.cluster;
  const pods = list(objects, '', 'Pod', namespace).length > 0;
  // The budgets of an operator are its own to mend.
  const written = (list(objects, budgetGroup, 'PodDisruptionBudget', namespace) as DisruptionBudget[]).filter(budget => !controllerOf(budget));
  return written.flatMap((budget): Explanation[] => {
    const { name } = budget.metadata;
    const fault = faultOf(budget, pods);
    const place = fault && places.of(project, environment, { kind: 'PodDisruptionBudget', name }, fault.at);
    return fault ? [{ project, environment, about: [], chain: [{ what: fault.seen }, { what: fault.why, ...(place ? { place } : {}) } satisfies Cause] }] : [];
  });
}

function faultOf({ metadata: { name }, spec, status }: DisruptionBudget, pods: boolean): { readonly seen: string; readonly why: string; readonly at: readonly string[] } | undefined {
  const failed = status.conditions?.find(({ reason }) => reason === 'SyncFailed');
  if (failed) return { seen: `Le PodDisruptionBudget « ${name} » ne protège rien : ses pods ne peuvent pas être comptés (SyncFailed).`, why: `${failed.message ?? ''} : son sélecteur (${selectorText(spec.selector)}) prend aussi des pods qu’aucun nombre de répliques ne règle, ceux d’un Job par exemple. Ajoutez-lui un label que seule l’application porte.`, at: ['spec', 'selector'] };
  const { expectedPods, currentHealthy, disruptionsAllowed } = status;
  if (status.conditions && expectedPods === 0 && pods) return { seen: `Le PodDisruptionBudget « ${name} » ne protège aucun pod (NoPods).`, why: `Aucun pod ne porte tous les labels de son sélecteur (${selectorText(spec.selector)}).`, at: ['spec', 'selector'] };
  const field = spec.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
  return expectedPods > 0 && currentHealthy >= expectedPods && disruptionsAllowed === 0 ? { seen: `Le PodDisruptionBudget « ${name} » n’admet aucune éviction, alors que ses ${expectedPods} pods sont prêts : aucun nœud qui en porte un ne peut être vidé pour sa maintenance.`, why: `${field}: ${String(spec[field] ?? '')} ne laisse partir aucun pod : demandez une réplique de plus, ou admettez qu’une manque (maxUnavailable: 1).`, at: ['spec', field] } : undefined;
}
