import type { LabCheck } from '../curriculum/lab';

/** A hint, from the lightest (level 1) to the most explicit (level `of`). */
export interface Hint {
  readonly level: number;
  readonly of: number;
  readonly text: string;
}

/** A journal event, as far as hints are concerned. */
interface HintEvent {
  readonly type: string;
  readonly lab?: string;
  readonly check?: string;
  readonly level?: number;
}

/** How many hints of a check were asked for since the lab was last started or begun again. `events` are in the order of time. */
export function hintsShown(events: readonly HintEvent[], lab: string, check: string): number {
  let shown = 0;
  for (const event of events) {
    if (event.lab !== lab) continue;
    if (event.type === 'lab.started' || event.type === 'lab.reset') shown = 0;
    if (event.type === 'hint.shown' && event.check === check) shown = Math.max(shown, event.level ?? 0);
  }
  return shown;
}

/** The first `count` hints of a check: those already seen stay readable. */
export function hintsOf(check: LabCheck, count: number): readonly Hint[] {
  return check.hints.slice(0, count).map((text, index) => ({ level: index + 1, of: check.hints.length, text }));
}

/** The hint to show next; once all are shown, the last again. */
export function nextHint(check: LabCheck, shown: number): Hint {
  const level = Math.min(shown + 1, check.hints.length);
  return { level, of: check.hints.length, text: check.hints[level - 1] ?? '' };
}
