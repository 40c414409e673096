import type { Labels, Requirement, Selector } from '../validation/shapes';

/** Whether labels satisfy a `LabelSelector`; an empty one selects everything, as in Kubernetes. */
export function selects(selector: Selector | undefined, labels: Labels | undefined): boolean {
  if (!selector) return false;
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels?.[key] === value) && (selector.matchExpressions ?? []).every(requirement => meets(requirement, labels ?? {}));
}

/** Whether labels satisfy one requirement. An operator Kubernetes does not know selects nothing. */
export function meets({ key = '', operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt': return value !== undefined && Number(value) < Number(values[0]);
    default: return false;
  }
}

/** A selector as `kubectl` and tables write it. */
export function selectorText(selector: Selector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const others = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    const list = `(${[...values].sort().join(',')})`;
    return operator === 'In' ? `${key} in ${list}` : operator === 'NotIn' ? `${key} notin ${list}` : operator === 'Exists' ? key : `!${key}`;
  });
  return [...labels, ...others].join(',') || '<none>';
}
