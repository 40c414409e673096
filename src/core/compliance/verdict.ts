import type { Sighting } from '../analysis/facts/fact';
import type { Finding } from '../analysis/finding';
import type { Requirement } from '../curriculum/schemas';

/** What a repository shows of a requirement. *à justifier*: it shows nothing that decides, and a person has to write it down. */
export const statuses = ['non-conforme', 'partiel', 'a-justifier', 'conforme'] as const;
export type Status = (typeof statuses)[number];

/** Something seen, how often, and where to look. */
export interface Evidence {
  readonly text: string;
  readonly count: number;
  readonly places: readonly Sighting[];
}

/** One thing that was looked for. `partly` when it holds here and not there; `unknown` when nothing in the repository tells. */
export interface CheckVerdict {
  readonly title: string;
  readonly state: 'holds' | 'partly' | 'fails' | 'unknown';
  readonly optional: boolean;
  readonly grave: boolean;
  readonly evidence: readonly Evidence[];
}

/** A finding as it is reported: with what names it over time. */
export interface ReportedFinding extends Finding {
  readonly fingerprint: string;
}

/** A finding the team lives with for now, and why: by an entry of the baseline, or by a comment where it is. */
export interface AcceptedFinding {
  readonly finding: ReportedFinding;
  readonly reason: string;
  readonly by: 'baseline' | 'comment';
  readonly until?: string;
}

/** What the report says of one of the 55 rows of the CCT. */
export interface RequirementVerdict {
  readonly requirement: Requirement;
  readonly status: Status;
  /** One sentence: why this status. */
  readonly reason: string;
  readonly checks: readonly CheckVerdict[];
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly AcceptedFinding[];
}
