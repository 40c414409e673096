/** The wall clock, as an argument: tests turn it by hand. */
export interface Clock {
  now(): number;
  /** Calls back once, after a delay; the function returned forgets it. */
  after(milliseconds: number, call: () => void): () => void;
}

export const wallClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    // setTimeout takes no more than 2^31 milliseconds, and fires at once beyond.
    const timer = setTimeout(call, Math.min(milliseconds, 2_000_000_000));
    return () => clearTimeout(timer);
  },
};
