import type { PlainMap } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';
import type { Time } from '../time';
import type { Said } from '../view/words/said';
import type { Asked, Outcome, TestsOutcome } from './executors/executor';
import type { Analysed } from './executors/new-code';
import type { SourcesOutcome } from './executors/issues';

export type JobStatus = 'created' | 'pending' | 'running' | 'success' | 'failed' | 'skipped' | 'manual' | 'canceled' | 'scheduled' | 'waiting_for_resource';

/** Why a job failed, as GitLab names it (`app/models/concerns/enums/ci/commit_status.rb`). */
export type FailureReason = 'script_failure' | 'job_execution_timeout' | 'missing_dependency_failure' | 'stuck_or_timeout_failure' | 'protected_environment_failure' | 'downstream_pipeline_creation_failed';

/** A line of a job's log, and when it was written. */
export interface Line {
  readonly at: Time;
  readonly text: Said;
}

/** A line of a file of the repository, counted from 1. */
export interface FileLine {
  readonly file: string;
  readonly line: number;
}

/** A job of a pipeline, from its definition to its end. */
export interface Job {
  readonly id: number;
  readonly name: string;
  /** Its name in the file, when its `parallel` makes several. */
  readonly origin?: string;
  readonly stage: string;
  readonly status: JobStatus;
  readonly definition: PlainMap;
  /** The hidden jobs it takes from: they tell which tool runs it. */
  readonly templates: readonly string[];
  /** The jobs it waits for; undefined when it waits for the stages before its own. */
  readonly needs?: readonly string[];
  /** The jobs whose artifacts and dotenv it receives. */
  readonly receives: readonly string[];
  /** The variables of the file that it does not take (`inherit: variables`). */
  readonly refused?: readonly string[];
  readonly allowFailure: boolean;
  /** The exit codes with which it may fail, when only some are allowed. */
  readonly allowedCodes?: readonly number[];
  readonly when: string;
  /** A hand started it, or its delay is over. */
  readonly played?: true;
  /** When a delayed job begins. */
  readonly scheduledAt?: Time;
  readonly attempts: number;
  readonly startedAt?: Time;
  readonly finishedAt?: Time;
  readonly failure?: Said;
  readonly reason?: FailureReason;
  readonly failedAt?: FileLine;
  /** The image it could not start from, because its publisher took it away. */
  readonly retired?: string;
  readonly log: readonly Line[];
  /** What it waits for, and what came of what it has already been told of. */
  readonly awaits?: Asked;
  readonly sources?: SourcesOutcome;
  readonly tests?: Readonly<Record<string, TestsOutcome>>;
  /** How it will end, as long as it runs. */
  readonly outcome?: Outcome;
  /** Variables it hands on. */
  readonly dotenv: Readonly<Record<string, string>>;
  /** The paths it hands on. */
  readonly artifacts: readonly string[];
  /** The texts of those that are known. */
  readonly made?: Readonly<Record<string, string>>;
  /** The pipeline it started, when that is what it does. */
  readonly downstream?: number;
  /** The images it pushed, `repository:tag`. */
  readonly pushed: readonly string[];
}

export interface Pipeline {
  readonly id: number;
  readonly project: string;
  readonly repository: string;
  readonly ref: string;
  readonly commit: string;
  readonly title: string;
  readonly createdAt: Time;
  readonly finishedAt?: Time;
  readonly status: 'running' | 'success' | 'failed' | 'skipped' | 'manual' | 'scheduled' | 'canceled';
  /** What a newer commit, or a job that fails, stops of it (`workflow:auto_cancel`). */
  readonly autoCancel?: string;
  readonly stopsOnFailure?: true;
  /** The job of another pipeline that started it. */
  readonly parent?: { readonly pipeline: number; readonly job: number };
  /** The variables it was started with: they win over all others. */
  readonly forwarded?: Readonly<Record<string, string>>;
  /** The files that differ from the commit before; absent for the first one. */
  readonly changed?: readonly string[];
  readonly stages: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: readonly Job[];
  /** The files it works on, until it is over. */
  readonly tree?: Tree;
  /** Why GitLab would not even create it, or made none. */
  readonly errors: readonly Said[];
}

export interface PipelineState {
  readonly lastId: number;
  readonly lastJob: number;
  readonly pipelines: readonly Pipeline[];
  /** Whether the tests of Node projects are really run: whoever started the platform said so. */
  readonly runsTests?: boolean;
  /** The analyses of code, one a project of SonarQube's. */
  readonly analyses?: readonly Analysed[];
}

export const noPipelines: PipelineState = { lastId: 0, lastJob: 0, pipelines: [] };

/** How many pipelines are kept, with their logs. */
export const keptPipelines = 50;
