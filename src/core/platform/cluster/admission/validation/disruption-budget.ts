import type { DisruptionBudget } from '../../controllers/disruption-budget';
import { notNegative, type Report } from './formats';

const percent = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** What is wrong with a budget, in the words of the API server (`ValidatePodDisruptionBudgetSpec`). */
export function disruptionBudget({ spec = {} }: Partial<DisruptionBudget>, report: Report): void {
  const { minAvailable, maxUnavailable, selector = null, unhealthyPodEvictionPolicy = null } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) report('spec', `Invalid value: ${JSON.stringify({ MinAvailable: minAvailable, Selector: selector, MaxUnavailable: maxUnavailable, UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy })}: minAvailable and maxUnavailable cannot be both set`);
  for (const field of ['minAvailable', 'maxUnavailable'] as const) share(`spec.${field}`, spec[field], report);
}

function share(path: string, value: number | string | undefined, report: Report): void {
  if (typeof value !== 'string') return notNegative(value, path, report);
  const fault = !/^[0-9]+%$/.test(value) ? percent : Number.parseInt(value, 10) > 100 ? 'must not be greater than 100%' : undefined;
  if (fault !== undefined) report(path, `Invalid value: ${JSON.stringify(value)}: ${fault}`);
}
