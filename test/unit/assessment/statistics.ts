/** Spearman's correlation: Pearson's, of the ranks; ties share their middle rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((x, y) => x - y);
  return values.map(value => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const together = a.reduce((sum, value, at) => sum + (value - ma) * ((b[at] ?? mb) - mb), 0);
  const spread = (values: readonly number[], middle: number) => values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return together / Math.sqrt(spread(a, ma) * spread(b, mb));
}
