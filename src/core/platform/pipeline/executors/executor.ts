import type { Finding } from '../../../analysis/finding';
import type { SourceFile } from '../../../analysis/port';
import type { RegistryState } from '../../registry/registry';
import type { Tree } from '../../forge/forge';
import { phrase, type Phrase, type Said } from '../../view/words/said';
import type { Behaviour } from '../../registry/behaviour';
import type { Image } from '../../registry/image';
import type { Analysed } from './new-code';
import type { SourcesOutcome } from './issues';
import type { FailureReason, FileLine, Job, Pipeline } from '../model';
import type { Variables } from '../variables';
import type { VaultState } from '../../vault/vault';

/** What a simulated tool has before it. */
export interface Workplace {
  readonly pipeline: Pipeline;
  readonly job: Job;
  readonly tree: Tree;
  /** All variables of the job, dotenv received included. */
  readonly variables: Variables;
  /** Whether its branch is protected. */
  readonly isProtected: boolean;
  /** The values that its log does not show. */
  readonly masked: readonly string[];
  /** Paths that earlier jobs made and handed on. */
  readonly artifacts: readonly string[];
  /** The texts of those that are known, by path. */
  readonly made: Readonly<Record<string, string>>;
  readonly registryHost: string;
  /** Where the pipeline's secrets are. */
  readonly vault: VaultState;
  /** What our rules find in texts. */
  analyse(files: readonly SourceFile[]): readonly Finding[];
  /** The images the platform's registry holds. */
  readonly registry: RegistryState;
  /** What is kept of the analyses of code made before. */
  readonly analyses: readonly Analysed[];
  /** Whether tests are really run. */
  readonly runsTests: boolean;
  /** What came of the tests that were asked for, by what runs them. */
  readonly tests: Readonly<Record<string, TestsOutcome>>;
  /** What was found in the sources of the commit; undefined until that was asked for. */
  readonly sources?: SourcesOutcome;
  /** What a scenario says of the application built from this repository and folder. */
  behaviourOf(repository: string, context: string): Behaviour | undefined;
}

/** An image a job sends to Harbor once it succeeds. */
export interface PushedImage {
  readonly repository: string;
  readonly tag: string;
  readonly image: Omit<Image, 'createdAt' | 'pipeline'>;
}

/** A chart a job sends to Harbor. */
export interface PushedChart {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** Tests of a Node project: a script of the `package.json` of a folder. */
export interface TestsAsked {
  readonly folder: string;
  readonly script: string;
}

/** What a job may have to wait for: tests that are run, or the sources of its commit that are read. */
export type Asked = TestsAsked | SourcesAsked;

/** `since` is the commit that new code counts from, when there is one. */
export interface SourcesAsked {
  readonly sources: true;
  readonly since?: string;
}

/** What came of tests: what they wrote and how they ended, or why they were not run. */
export type TestsOutcome = { readonly ran: true; readonly code: number; readonly lines: readonly string[]; readonly stopped?: Said } | { readonly ran: false; readonly reason: Said };

/** How a job goes, from its first line to its end. Lines are spread over its duration. */
export interface Work {
  readonly lines: readonly Said[];
  readonly duration: number;
  /** Set when it fails: its exit code, what is said in one line, and the line of the file that makes it fail, if one does. */
  readonly failure?: { readonly code: number; readonly summary: Said; readonly at?: FileLine; readonly reason?: FailureReason; /** The image it starts from, that its publisher took away. */ readonly retired?: string; /** The last line of the log, when it is not that of a script. */ readonly end?: string };
  /** What `after_script` writes. */
  readonly after?: readonly Said[];
  /** What is said of its caches once it has ended. */
  readonly saved?: readonly Said[];
  /** What is said of what it hands on. */
  readonly uploads?: readonly Said[];
  readonly dotenv?: Readonly<Record<string, string>>;
  readonly artifacts?: readonly string[];
  /** The texts of these that are known. */
  readonly made?: Readonly<Record<string, string>>;
  readonly images?: readonly PushedImage[];
  readonly charts?: readonly PushedChart[];
  /** The analysis of code it made. */
  readonly analysed?: Analysed;
  /** It cannot go further without the outcome of these. */
  readonly asks?: Asked;
}

/** What is left of a work once its lines are written: what comes of it. */
export type Outcome = Omit<Work, 'lines' | 'duration' | 'after' | 'saved' | 'uploads'>;

/** How the log says that what follows did not really run. */
export const simulated = (what: Said): Phrase => phrase('simulation', what);
