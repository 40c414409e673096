import type { Time } from '../time';
import { said, type Said } from '../view/words/said';
import type { CiVariable } from './variables';
import { noWorkItems, type WorkItems } from './work-items';

/** The files of a commit: the name of each with the id of its content, and the text of those a component reads. */
export interface Tree {
  readonly commit: string;
  readonly title: string;
  /** The whole message, when it says more than its title. */
  readonly message?: string;
  readonly author: string;
  /** By path; the id of the blob tells two contents apart. */
  readonly files: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** A branch of a secondary repository, as the last synchronisation left it. */
export interface Branch {
  readonly name: string;
  readonly tree: Tree;
}

/** One run of the `mirror` pipeline. */
export interface Sync {
  readonly id: number;
  readonly repository: string;
  readonly branch: string;
  readonly status: 'running' | 'success' | 'failed';
  readonly startedAt: Time;
  readonly finishedAt?: Time;
  readonly log: readonly string[];
  /** What git answered, when it failed. */
  readonly failure?: Said;
}

/** The platform's GitLab: what it holds of each secondary repository, by `project/name`. The commits themselves are in real git repositories. */
export interface ForgeState {
  readonly branches: Readonly<Record<string, readonly Branch[]>>;
  readonly syncs: readonly Sync[];
  /** The branches that take no push, by repository: names, or patterns with `*`. None at first, as on the platform (sheet 03 §1). */
  readonly protections: Readonly<Record<string, readonly string[]>>;
  /** The CI/CD variables of GitLab's settings; none at first. */
  readonly variables?: readonly CiVariable[];
  /** Merge requests, issues, and what happened. */
  readonly items: WorkItems;
}

export const emptyForge: ForgeState = { branches: {}, syncs: [], protections: {}, items: noWorkItems };

/** What git answered to a synchronisation. */
export type Mirrored = { readonly ok: true; readonly tree: Tree } | { readonly ok: false; readonly message: Said };

/** How many runs of the mirror are kept, beside those that git has not answered yet. */
const kept = 50;

export function syncStarted(forge: ForgeState, repository: string, branch: string, at: Time): { readonly forge: ForgeState; readonly id: number } {
  const id = (forge.syncs.at(-1)?.id ?? 0) + 1;
  const sync: Sync = { id, repository, branch, status: 'running', startedAt: at, log: [`$ git clone --bare <dépôt primaire> ${repository}`] };
  const before = forge.syncs.filter(({ status }, index) => status === 'running' || index > forge.syncs.length - kept);
  return { forge: { ...forge, syncs: [...before, sync] }, id };
}

/** The secondary is what the primary is: pushed by force, so that what was changed in it alone is lost (sheet 03 §2). */
export function syncEnded(forge: ForgeState, id: number, outcome: Mirrored, at: Time): ForgeState {
  const syncs = forge.syncs.map((sync): Sync => {
    if (sync.id !== id) return sync;
    const lines = outcome.ok ? [`HEAD is now at ${outcome.tree.commit.slice(0, 8)} ${outcome.tree.title}`, `$ git push --force --prune origin ${sync.branch}`, 'Job succeeded'] : [said('fr', outcome.message), 'ERROR: Job failed: command terminated with exit code 128'];
    return { ...sync, status: outcome.ok ? 'success' : 'failed', finishedAt: at, log: [...sync.log, ...lines], ...(outcome.ok ? {} : { failure: outcome.message }) };
  });
  const sync = forge.syncs.find(one => one.id === id);
  if (!outcome.ok || !sync) return { ...forge, syncs };
  return withBranch({ ...forge, syncs }, sync.repository, sync.branch, outcome.tree);
}

/** A branch as it is now; gone without a tree. */
export function withBranch(forge: ForgeState, repository: string, name: string, tree?: Tree): ForgeState {
  const others = (forge.branches[repository] ?? []).filter(one => one.name !== name);
  return { ...forge, branches: { ...forge.branches, [repository]: tree ? [...others, { name, tree }] : others } };
}

/** A branch's files; `HEAD` is the branch synchronised last. */
export function treeAt(forge: ForgeState, repository: string, revision: string): Tree | undefined {
  const branches = forge.branches[repository] ?? [];
  return revision === 'HEAD' ? branches.at(-1)?.tree : (branches.find(({ name }) => name === revision)?.tree ?? branches.find(({ tree }) => revision.length >= 7 && tree.commit.startsWith(revision))?.tree);
}

/** How many names of files a pipeline keeps of what changed. */
const keptNames = 2_000;

/** The files that one commit has otherwise than another, or that one of them lacks. */
export function changedFiles(before: Tree, after: Tree): string[] {
  return [...new Set([...Object.keys(before.files), ...Object.keys(after.files)])].filter(name => before.files[name] !== after.files[name]).sort().slice(0, keptNames);
}
