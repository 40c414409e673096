import type { RenderRequest } from '../analysis/render/port';
import type { Ref } from './cluster/object';
import type { Task } from './cluster/work';
import type { ConsoleCommand } from './console/console';
import type { Mirrored } from './forge/forge';
import type { RenderOutcome } from './gitops/outcome';
import type { Time } from './time';

/** What someone asks of the platform. */
export type Command =
  | ConsoleCommand
  /** The trigger of the `mirror` pipeline (sheet 03 §2). */
  | { readonly type: 'synchronise'; readonly project: string; readonly repository: string; readonly branch: string }
  /** The two things a user may do to a cluster by hand. */
  | { readonly type: 'delete-pod'; readonly ref: Ref; readonly grace?: number }
  | { readonly type: 'restart-rollout'; readonly ref: Ref; readonly at: string };

/** What an adapter answers to a request. */
export type Answer =
  | { readonly type: 'mirrored'; readonly sync: number; readonly project: string; readonly repository: string; readonly branch: string; readonly outcome: Mirrored }
  | { readonly type: 'rendered'; readonly application: string; readonly key: string; readonly outcome: RenderOutcome };

/** Everything that comes from outside, and that a run records: with its seed, this is all a replay needs. */
export type Input = Command | Answer;

/** What the platform tells itself, now or later. */
export type Internal =
  | { readonly type: 'cluster'; readonly task: Task }
  | { readonly type: 'end-job'; readonly pipeline: number; readonly job: number }
  | { readonly type: 'refresh'; readonly application: string }
  | { readonly type: 'sync'; readonly application: string; readonly revision: string; readonly attempts: number };

/** Something the core cannot do itself. An adapter fulfils it, and its answer is one more input. */
export type Request =
  | { readonly type: 'mirror'; readonly sync: number; readonly project: string; readonly repository: string; readonly source: string; readonly branch: string }
  | { readonly type: 'render'; readonly application: string; readonly key: string; readonly request: RenderRequest };

export interface Timer {
  readonly at: Time;
  /** Of two timers due together, the one set first goes first. */
  readonly order: number;
  readonly event: Internal;
}
