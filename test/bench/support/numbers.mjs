/** The value that `share` (0 to 1) of the sorted values do not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = values => percentile(values, 0.5);

/** The median, with the range when there are several values. */
export function milliseconds(values) {
  const shown = value => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  return values.length < 2 ? shown(values[0]) : `${shown(median(values))} (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;
}
