/** A source of chance: each call gives a number in [0, 1). Always passed in, so that a session replays exactly. */
export type Random = () => number;

/** Chance from a 32-bit seed (mulberry32, public domain): the same seed gives the same sequence on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A copy of `items` in an order drawn by `random` (Fisher–Yates: every order is equally likely). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const drawn = Math.floor(random() * (last + 1));
    [result[last], result[drawn]] = [result[drawn] as T, result[last] as T];
  }
  return result;
}

/** A 32-bit digest of a text (FNV-1a), to derive seeds and to notice that a question changed; it protects nothing. */
export function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
