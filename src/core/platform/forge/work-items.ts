import type { Time } from '../time';
import type { Said } from '../view/words/said';

// What a GitLab project holds beside its branches: merge requests and issues, numbered together per kind and repository, and what happened to them.

export interface Note {
  readonly at: Time;
  readonly author: string;
  readonly text: string;
}

export interface MergeRequest {
  readonly repository: string;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly source: string;
  readonly target: string;
  readonly state: 'opened' | 'merging' | 'merged' | 'closed';
  readonly createdAt: Time;
  readonly approvals: readonly string[];
  readonly notes: readonly Note[];
  /** The commit that merged it. */
  readonly mergedAs?: string;
  /** Why git could not merge it, the last time it was asked. */
  readonly mergeError?: Said;
}

export interface Issue {
  readonly repository: string;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly state: 'opened' | 'closed';
  readonly createdAt: Time;
  readonly notes: readonly Note[];
}

/** One thing that happened in a repository, for its activity. */
export interface ForgeEvent {
  readonly at: Time;
  readonly repository: string;
  readonly author: string;
  readonly action: 'pushed' | 'opened' | 'approved' | 'commented' | 'merged' | 'closed' | 'reopened' | 'protected' | 'unprotected';
  /** `!3`, `#2`, or the name of a branch. */
  readonly target: string;
}

export interface WorkItems {
  readonly mergeRequests: readonly MergeRequest[];
  readonly issues: readonly Issue[];
  readonly events: readonly ForgeEvent[];
}

export const noWorkItems: WorkItems = { mergeRequests: [], issues: [], events: [] };

/** How many events are kept. */
const keptEvents = 500;

export function happened(items: WorkItems, event: ForgeEvent): WorkItems {
  return { ...items, events: [...items.events, event].slice(-keptEvents) };
}

export type WorkItemCommand =
  | { readonly type: 'protect-branch' | 'unprotect-branch'; readonly project: string; readonly repository: string; readonly branch: string; readonly author?: string }
  | { readonly type: 'open-merge-request'; readonly project: string; readonly repository: string; readonly source: string; readonly target: string; readonly title: string; readonly description?: string; readonly author?: string }
  | { readonly type: 'approve-merge-request' | 'close-merge-request' | 'merge-request-merge'; readonly project: string; readonly repository: string; readonly iid: number; readonly author?: string }
  | { readonly type: 'open-issue'; readonly project: string; readonly repository: string; readonly title: string; readonly description?: string; readonly labels?: readonly string[]; readonly author?: string }
  | { readonly type: 'close-issue' | 'reopen-issue'; readonly project: string; readonly repository: string; readonly iid: number; readonly author?: string }
  | { readonly type: 'comment'; readonly project: string; readonly repository: string; readonly on: 'merge-request' | 'issue'; readonly iid: number; readonly text: string; readonly author?: string };

/** Who a command is by, when it does not say. */
export const someone = 'apprenant';

/** The issues that a merge closes: `Closes #3`, in the words GitLab knows. */
export function closedBy({ title, description }: Pick<MergeRequest, 'title' | 'description'>): number[] {
  return [...`${title}\n${description}`.matchAll(/\b(?:clos(?:e|es|ed|ing)|fix(?:|es|ed|ing)|resolv(?:e|es|ed|ing)|implement(?:|s|ed|ing)):? #(\d{1,6})/gi)].map(([, iid]) => Number(iid));
}
