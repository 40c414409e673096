/** A secret that can be read in a file: `start` and `end` are offsets in its text, `what` is French and `excerpt` is masked. */
export interface Leak {
  readonly start: number;
  readonly end: number;
  readonly variant: 'value' | 'format' | 'credentials' | 'hash';
  readonly what: string;
  readonly excerpt: string;
}

/** What another tool found, by file; it runs where it can be loaded, and the core takes its word. */
export type KnownLeaks = ReadonlyMap<string, readonly Leak[]>;
