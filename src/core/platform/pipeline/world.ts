import type { Finding } from '../../analysis/finding';
import type { PipelineValidator } from '../../analysis/gitlab-ci/schema';
import type { SourceFile } from '../../analysis/port';
import type { Tree } from '../forge/forge';
import type { Given } from '../forge/variables';
import type { Behaviour } from '../registry/behaviour';
import type { RegistryState } from '../registry/registry';
import type { VaultState } from '../vault/vault';
import type { Analysed } from './executors/new-code';
import type { Catalogue } from './expand';

/** What pipelines need from outside: the catalogue they include, the registry's host, and what scenarios say of applications. */
export interface PipelineWorld {
  readonly catalogue: Catalogue;
  pipelineShape(): PipelineValidator;
  readonly registryHost: string;
  /** What GitLab's settings give to the jobs of a branch. */
  variablesOf(project: string, repository: string, ref: string): Given;
  /** The file that describes the pipelines of a repository. */
  pipelineFileOf(project: string, repository: string): string;
  /** The files of a branch of a repository, if there is one. */
  treeOf(project: string, repository: string, ref: string): Tree | 'no repository' | undefined;
  readonly vault: VaultState;
  readonly registry: RegistryState;
  analyse(files: readonly SourceFile[]): readonly Finding[];
  /** What is kept of the analyses of code made before. */
  readonly analyses: readonly Analysed[];
  /** Whether tests are really run. */
  readonly runsTests: boolean;
  behaviourOf(repository: string, context: string): Behaviour | undefined;
}
