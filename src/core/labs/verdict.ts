import type { Location } from '../analysis/finding';

export type CheckState = 'holds' | 'fails' | 'unknown';

/** What verify says of one check. `reason` is always there, in French; *unknown* is never blamed on the learner. */
export interface CheckVerdict {
  readonly check: string;
  readonly title: string;
  readonly state: CheckState;
  readonly reason: string;
  readonly rule?: string;
  readonly location?: Location;
  readonly expected?: string;
  readonly found?: string;
}

/** `state` is `holds` only if every check holds, `fails` if one fails, else `unknown`. */
export interface LabVerdict {
  readonly lab: string;
  readonly content: string;
  readonly state: CheckState;
  readonly checks: readonly CheckVerdict[];
}
