import { invalid, type Report } from './fault';
import { labelSelector, notNegative } from './formats';
import type { Selector } from './shapes';

const reasons = {
  both: { server: 'minAvailable and maxUnavailable cannot be both set', advice: 'gardez `minAvailable` ou `maxUnavailable`, pas les deux' },
  percent: { server: "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')", advice: 'un nombre entier sans guillemets, ou un pourcentage comme `25%`' },
  most: { server: 'must not be greater than 100%', advice: '100 % au plus' },
} as const;

export interface BudgetSpec {
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
  readonly selector?: Selector;
  readonly unhealthyPodEvictionPolicy?: string;
}

/** What is wrong with a budget (k8s.io/kubernetes, `ValidatePodDisruptionBudgetSpec`). */
export function disruptionBudget(spec: BudgetSpec = {}, report: Report): void {
  const { minAvailable, maxUnavailable, selector = null, unhealthyPodEvictionPolicy = null } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) report('spec', invalid({ MinAvailable: minAvailable, Selector: selector, MaxUnavailable: maxUnavailable, UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy }, reasons.both));
  for (const field of ['minAvailable', 'maxUnavailable'] as const) share(spec[field], `spec.${field}`, report, true);
  labelSelector(spec.selector, 'spec.selector', report);
}

/** A number, or a share of a whole: `25%`. */
export function share(value: number | string | undefined, path: string, report: Report, bounded = false): void {
  if (typeof value !== 'string') return notNegative(value, path, report);
  if (!/^[0-9]+%$/.test(value)) report(path, invalid(value, reasons.percent));
  else if (bounded && Number.parseInt(value, 10) > 100) report(path, invalid(value, reasons.most));
}
