import path from 'node:path';
import { isAnalysable } from '../../core/analysis/names';
import { detect } from '../../core/platform/detect';
import type { Command } from '../../core/platform/event';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { readFolder } from '../workspace';
import { git } from './git';

/** How a folder is to be deployed; what is not said is read from the folder. */
export interface Wish {
  readonly project?: string | undefined;
  readonly repository?: string | undefined;
  readonly path?: string | undefined;
  /** Names of values files, separated by commas. */
  readonly values?: string | undefined;
  readonly environment: string;
  readonly stage: string;
  readonly cluster: string;
  readonly cpu: number;
  readonly memory: number;
  /** Whether Argo CD synchronises by itself, as it does unless told otherwise. */
  readonly autosync?: boolean;
}

/** What a team would ask of the console to deploy what a folder has committed, in order. Rejects with a French sentence when it is no repository or has no commit. */
export async function deployment(root: string, wish: Wish, strings: Strings['platform']): Promise<readonly Command[]> {
  const branch = await branchOf(root, strings);
  const found = detect((await readFolder(root, isAnalysable)).files, path.basename(root), wish.environment);
  const { project = found.project, repository = found.repository, environment: name, stage, cluster, cpu, memory } = wish;
  const infra = wish.path ?? found.path ?? '';
  return [
    { type: 'create-project', slug: project },
    { type: 'set-repository', project, repository: { name: repository, source: root, private: false, infra: infra !== '', revision: 'HEAD', path: infra || '.', values: (wish.values ?? found.values.join(',')).split(',').map(each => each.trim()).filter(Boolean) } },
    { type: 'set-environment', project, environment: { name, stage, cluster, cpu, memory, autosync: wish.autosync ?? true } },
    { type: 'synchronise', project, repository, branch },
  ];
}

/** Only what is committed can be synchronised, as in life. */
async function branchOf(root: string, { noCommit, notOwned }: Strings['platform']): Promise<string> {
  const head = await git(root, ['symbolic-ref', '--short', 'HEAD']);
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (/dubious ownership/.test(head.stderr)) throw new Error(format(notOwned, { dir: root }));
  if (head.code !== 0 || commit.code !== 0) throw new Error(format(noCommit, { dir: root }));
  return head.stdout.toString('utf8').trim();
}

/** How many files of a repository differ from its last commit: the platform does not see them. */
export async function uncommitted(root: string): Promise<number> {
  const { code, stdout } = await git(root, ['status', '--porcelain', '--untracked-files=normal', '--ignore-submodules', '-z']);
  return code === 0 ? stdout.toString('utf8').split('\0').filter(line => /^.. ./.test(line)).length : 0;
}
