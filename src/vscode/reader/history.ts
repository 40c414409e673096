import type { ReaderState } from '../../protocol/reader';

/** Pages kept behind the one shown. */
const kept = 50;

/** Opening a page forgets what was ahead, as in a browser; opening the page shown changes nothing. */
export function visit(state: ReaderState | undefined, ref: string): ReaderState {
  if (!state) return { entries: [{ ref, scroll: 0 }], at: 0 };
  if (current(state) === ref) return state;
  const behind = state.entries.slice(0, state.at + 1).slice(-kept);
  return { entries: [...behind, { ref, scroll: 0 }], at: behind.length };
}

/** One page back (-1) or forward (1); stays where it is at either end. */
export function move(state: ReaderState, step: -1 | 1): ReaderState {
  const at = Math.min(Math.max(state.at + step, 0), state.entries.length - 1);
  return { ...state, at };
}

/** Remembers where the page shown is left; a message about a page left already is late, and ignored. */
export function scrolled(state: ReaderState, ref: string, scroll: number): ReaderState {
  if (current(state) !== ref) return state;
  return { ...state, entries: state.entries.map((entry, index) => (index === state.at ? { ref, scroll } : entry)) };
}

/** The reference of the page shown. */
export function current(state: ReaderState): string {
  return state.entries[Math.min(state.at, state.entries.length - 1)]?.ref ?? '';
}
