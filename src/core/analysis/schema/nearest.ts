/** The one of `names` that `name` was most likely meant to be: the same letters in another case, or two letters away at most. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const allowed = name.length < 4 ? 0 : name.length < 7 ? 1 : 2;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const other of names) {
    const distance = lower === other.toLowerCase() ? 0 : distanceOf(lower, other.toLowerCase(), allowed);
    if (distance <= allowed && (!best || distance < best.distance)) best = { name: other, distance };
  }
  return best?.name;
}

/** How many letters are added, taken away, changed or exchanged; more than `limit` is as good as infinite. */
function distanceOf(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, exchange, (last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? Infinity;
}
