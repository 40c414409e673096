/** Lower case, without accents, code marks or punctuation: what two texts are compared on. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** The words that carry meaning: three letters or more. */
export function words(text: string): Set<string> {
  return new Set(plain(text).split(' ').filter(word => word.length > 2));
}

/** The trigrams of letters of a text: what `likeness` compares, for who compares one text with many. */
export function trigrams(text: string): Set<string> {
  const letters = ` ${plain(text)} `;
  return new Set(Array.from({ length: Math.max(0, letters.length - 2) }, (_, i) => letters.slice(i, i + 3)));
}

/** Jaccard index of two sets, 0 when both are empty. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let common = 0;
  for (const item of a) if (b.has(item)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/** How alike two texts are, from 0 to 1, on their trigrams of letters. */
export function likeness(a: string, b: string): number {
  return jaccard(trigrams(a), trigrams(b));
}
