import type { RenderRequest } from '../analysis/render/port';
import type { Propagation } from './cluster/deletion';
import type { Ref } from './cluster/object';
import type { Task } from './cluster/work';
import type { ConsoleCommand } from './console/console';
import type { RemovalCommand } from './console/remove';
import type { TeamCommand } from './console/team';
import type { Mirrored, Tree } from './forge/forge';
import type { VariableCommand } from './forge/variables';
import type { WorkItemCommand } from './forge/work-items';
import type { PlainMap } from '../analysis/yaml/plain';
import type { SecretTemplate } from './secrets/templates';
import type { PipelineCommand } from './pipeline/command';
import type { TestsOutcome } from './pipeline/executors/executor';
import type { SourcesOutcome } from './pipeline/executors/issues';
import type { RenderOutcome } from './gitops/outcome';
import type { Time } from './time';
import type { VaultCommand } from './vault/command';

/** What someone asks of the platform. */
export type Command =
  | ConsoleCommand
  | TeamCommand
  | RemovalCommand
  | VaultCommand
  | WorkItemCommand
  | PipelineCommand
  | VariableCommand
  /** The trigger of the `mirror` pipeline (sheet 03 §2). */
  | { readonly type: 'synchronise'; readonly project: string; readonly repository: string; readonly branch: string }
  /** What a user asks of Argo CD: to look at Git, to apply it, to go back to what was deployed once, to agree to a deletion that asks for it, to delete it with what it made or without. */
  | { readonly type: 'refresh-application'; readonly application: string }
  | { readonly type: 'sync-application'; readonly application: string; readonly prune: boolean; readonly options?: readonly string[] }
  | { readonly type: 'confirm-deletion'; readonly application: string }
  | { readonly type: 'delete-application'; readonly application: string; readonly cascade: boolean }
  | { readonly type: 'rollback-application'; readonly application: string; readonly id: number }
  /** What an administrator changes in a cluster by hand, and no user may: fields laid over those of an object; undefined deletes it, and what it owns as `propagation` says. */
  | { readonly type: 'change-by-hand'; readonly object: Ref; readonly patch?: Readonly<Record<string, unknown>>; readonly propagation?: Propagation }
  /** The two things a user may do to a cluster by hand. */
  | { readonly type: 'delete-pod'; readonly ref: Ref; readonly grace?: number }
  | { readonly type: 'restart-rollout'; readonly ref: Ref; readonly at: string };

/** What an adapter answers to a request. */
export type Answer =
  | { readonly type: 'mirrored'; readonly sync: number; readonly project: string; readonly repository: string; readonly branch: string; readonly outcome: Mirrored }
  /** The public key by which secrets are encrypted for a cluster. */
  | { readonly type: 'cluster-key'; readonly cluster: string; readonly recipient: string }
  | { readonly type: 'decrypted'; readonly namespace: string; readonly name: string; readonly uid: string; readonly generation: number; readonly outcome: { readonly ok: true; readonly secrets: readonly SecretTemplate[]; readonly intact: boolean } | { readonly ok: false; readonly reason: string } }
  /** What git took of a push to a secondary repository: the branch as it is then, or gone. */
  | { readonly type: 'pushed'; readonly project: string; readonly repository: string; readonly branch: string; readonly tree?: Tree }
  | { readonly type: 'merged'; readonly project: string; readonly repository: string; readonly iid: number; readonly branch: string; readonly outcome: Mirrored }
  | { readonly type: 'tests-allowed'; readonly allowed: boolean }
  | { readonly type: 'tests-ran'; readonly pipeline: number; readonly job: number; readonly outcome: TestsOutcome }
  | { readonly type: 'sources-read'; readonly pipeline: number; readonly job: number; readonly outcome: SourcesOutcome }
  | { readonly type: 'rendered'; readonly application: string; readonly key: string; readonly outcome: RenderOutcome };

/** Everything that comes from outside, and that a run records: with its seed, this is all a replay needs. */
export type Input = Command | Answer;

/** What the platform tells itself, now or later. */
export type Internal =
  | { readonly type: 'cluster'; readonly task: Task }
  | { readonly type: 'end-job'; readonly pipeline: number; readonly job: number; readonly attempt?: number }
  | { readonly type: 'begin-job'; readonly pipeline: number; readonly job: number }
  | { readonly type: 'refresh'; readonly application: string }
  | { readonly type: 'sync'; readonly application: string; readonly attempts: number }
  | { readonly type: 'heal' | 'look'; readonly application: string };

/** Something the core cannot do itself. An adapter fulfils it, and its answer is one more input. */
export type Request =
  | { readonly type: 'mirror'; readonly sync: number; readonly project: string; readonly repository: string; readonly source: string; readonly branch: string }
  /** A merge request to be merged by git, into the secondary repository; `at` is virtual, so that a commit does not depend on the machine's clock. */
  | { readonly type: 'merge'; readonly project: string; readonly repository: string; readonly iid: number; readonly source: string; readonly target: string; readonly title: string; readonly at: Time }
  /** The tests of a Node project, at a commit of a secondary repository: run if that is allowed, else told why not. */
  | { readonly type: 'run-tests'; readonly pipeline: number; readonly job: number; readonly project: string; readonly repository: string; readonly source: string; readonly commit: string; readonly folder: string; readonly script: string }
  /** The sources of a commit of a secondary repository, to be read by our own rules. */
  | { readonly type: 'analyse-sources'; readonly pipeline: number; readonly job: number; readonly project: string; readonly repository: string; readonly commit: string; readonly since?: string }
  | { readonly type: 'render'; readonly application: string; readonly key: string; readonly request: RenderRequest }
  /** `object` is what the operator is given, `file` what Git holds. */
  | { readonly type: 'decrypt'; readonly namespace: string; readonly name: string; readonly uid: string; readonly generation: number; readonly cluster: string; readonly object: PlainMap; readonly file?: PlainMap };

export interface Timer {
  readonly at: Time;
  /** Of two timers due together, the one set first goes first. */
  readonly order: number;
  readonly event: Internal;
}
