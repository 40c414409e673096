import type { Repository } from '../console/console';
import { journaled, owner } from '../console/team';
import type { Run } from '../engine';
import type { Answer, Command } from '../event';
import { follow, worldOf } from '../pipeline/follow';
import { startPipeline } from '../pipeline/run';
import { minute } from '../time';
import { said } from '../view/words/said';
import { changedFiles, syncEnded, syncStarted, treeAt, withBranch, type Tree } from './forge';
import { pendingMerges } from './merges';
import { happened, someone, type WorkItemCommand } from './work-items';
import { mergeEnded, workItemChanged } from './work-items-change';

/** Argo CD looks at Git every three minutes (`timeout.reconciliation`). */
const polling = 3 * minute;

/** Has the secondary pull a branch from the repository it mirrors. */
export function startSync(run: Run, { project, repository, branch }: Extract<Command, { type: 'synchronise' }>): void {
  const known = repositoryOf(run, project, repository);
  if (!known) return;
  const { forge, id } = syncStarted(run.state.forge, `${project}/${repository}`, branch, run.now);
  run.set({ forge });
  run.request({ type: 'mirror', sync: id, project, repository, source: known.source, branch });
}

function repositoryOf(run: Run, project: string, repository: string): Repository | undefined {
  return run.state.console.projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository);
}

/** The secondary has what was pushed: its pipeline starts, and Argo CD will see the commit at its next look. */
export function mirrored(run: Run, { sync: id, project, repository, branch, outcome }: Answer & { type: 'mirrored' }): void {
  const known = treeAt(run.state.forge, `${project}/${repository}`, branch);
  run.set({ forge: syncEnded(run.state.forge, id, outcome, run.now) });
  const { console: held } = run.state;
  if (!outcome.ok) run.set({ console: { ...held, journal: journaled(held.journal, { at: run.now, by: owner, action: 'synchronise', project, about: repository, ok: false, message: said('fr', outcome.message) }) } });
  if (outcome.ok) moved(run, project, repository, branch, known, outcome.tree);
}

/** A push straight to the secondary: its pipeline starts, and the next synchronisation of the branch takes it away (sheet 03 §2). */
export function pushed(run: Run, { project, repository, branch, tree }: Answer & { type: 'pushed' }): void {
  const name = `${project}/${repository}`;
  const known = treeAt(run.state.forge, name, branch);
  const { forge } = run.state;
  const items = happened(forge.items, { at: run.now, repository: name, author: someone, action: 'pushed', target: branch });
  run.set({ forge: withBranch({ ...forge, items }, name, branch, tree) });
  if (tree) moved(run, project, repository, branch, known, tree);
}

/** A merge request was merged by git, or could not be. */
export function merged(run: Run, { project, repository, iid, branch, outcome }: Answer & { type: 'merged' }): void {
  const name = `${project}/${repository}`;
  const known = treeAt(run.state.forge, name, branch);
  const { forge } = run.state;
  const items = mergeEnded(forge.items, name, iid, outcome.ok ? { ok: true, commit: outcome.tree.commit } : outcome, run.now);
  run.set({ forge: outcome.ok ? withBranch({ ...forge, items }, name, branch, outcome.tree) : { ...forge, items } });
  if (outcome.ok) moved(run, project, repository, branch, known, outcome.tree);
}

/** Opens, approves, closes, protects; a merge is git's to make. */
export function changeWorkItem(run: Run, command: WorkItemCommand): void {
  run.set({ forge: workItemChanged(run.state.forge, command, run.now) });
  if (command.type === 'merge-request-merge') for (const request of pendingMerges(run.state.forge)) if (request.iid === command.iid && request.repository === command.repository && request.project === command.project) run.request(request);
}

/** A branch is at another commit: its pipeline starts, and Argo CD will see it at its next look. */
function moved(run: Run, project: string, repository: string, branch: string, before: Tree | undefined, tree: Tree): void {
  // Pushing what is already there changes nothing: GitLab then starts no pipeline.
  if (tree.commit === before?.commit) return;
  follow(run, startPipeline(run.state.pipelines, { project, repository, ref: branch, tree, ...(before ? { changed: changedFiles(before, tree) } : {}) }, worldOf(run), run.now));
  for (const { name, ...application } of run.state.gitops.applications) {
    if (application.project === project && application.repository === repository) run.later(polling - (run.now % polling), { type: 'refresh', application: name });
  }
}
