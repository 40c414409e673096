import { changeByHand, deleteObject, restartRollout } from './cluster/operations';
import { applicationName, configured, withKey, internalUrl, namespaceOf, refusalOf, type Project, type Repository } from './console/console';
import { nodes, provision } from './console/provision';
import { journaled, noTeam, owner, teamChanged, type TeamCommand } from './console/team';
import { teamRefusal } from './console/team-refusal';
import type { Run } from './engine';
import type { Answer, Command, Input, Internal } from './event';
import { changedFiles, syncEnded, syncStarted, treeAt, withBranch, type Tree } from './forge/forge';
import { pendingMerges } from './forge/merges';
import { happened, someone, type WorkItemCommand } from './forge/work-items';
import { mergeEnded, workItemChanged } from './forge/work-items-change';
import type { Application } from './gitops/application';
import { rendered } from './gitops/compare';
import { compared, healed, look, refresh, retry, rollBack, synchroniseNow } from './gitops/control';
import { endJob, startPipeline, testsRan, type PipelineStep, type PipelineWorld } from './pipeline/run';
import { pushImage, withProject } from './registry/registry';
import { decrypted } from './secrets/sops';
import { testsRequest } from './pipeline/pending';
import { minute, second } from './time';
import { changeVault } from './vault/change';
import { pipelineFolder, provisioned } from './vault/ci';
import { pipelineMount, putSecret } from './vault/vault';

/** What each kind of event does. An input that the platform refuses was refused before it was recorded; one that no longer fits is passed over. */
export function handle(run: Run, event: Input | Internal): void {
  switch (event.type) {
    case 'create-project': case 'set-repository': case 'set-environment': return configure(run, event);
    case 'add-member': case 'remove-member': case 'set-role': case 'remove-role': case 'reprovision': return changeTeam(run, event);
    case 'vault-put': case 'vault-delete': case 'vault-by-hand': return changeVault(run, event);
    case 'protect-branch': case 'unprotect-branch': case 'open-merge-request': case 'approve-merge-request': case 'close-merge-request': case 'merge-request-merge': case 'open-issue': case 'close-issue': case 'reopen-issue': case 'comment': return changeWorkItem(run, event);
    case 'synchronise': return startSync(run, event);
    case 'mirrored': return mirrored(run, event);
    case 'cluster-key': return run.set({ console: withKey(run.state.console, event.cluster, event.recipient) });
    case 'decrypted': return decrypted(run, event);
    case 'pushed': return pushed(run, event);
    case 'merged': return merged(run, event);
    case 'tests-allowed': return run.set({ pipelines: { ...run.state.pipelines, runsTests: event.allowed } });
    case 'tests-ran': return follow(run, testsRan(run.state.pipelines, event.pipeline, event.job, event.outcome, worldOf(run), run.now));
    case 'rendered': return rendered(run, event) ? compared(run, event.application) : undefined;
    case 'end-job': return follow(run, endJob(run.state.pipelines, event.pipeline, event.job, worldOf(run), run.now));
    case 'refresh': case 'refresh-application': return refresh(run, event.application);
    case 'sync': return retry(run, event.application, event.attempts);
    case 'heal': return healed(run, event.application);
    case 'look': return look(run, event.application);
    case 'sync-application': return synchroniseNow(run, event.application, event.prune);
    case 'rollback-application': return rollBack(run, event.application, event.id);
    case 'change-by-hand': return void run.inCluster(work => changeByHand(work, event.object, event.patch));
    case 'delete-pod': return void run.inCluster(work => deleteObject(work, event.ref, event.grace));
    case 'restart-rollout': return void run.inCluster(work => restartRollout(work, event.ref, event.at));
    case 'cluster': return run.inCluster(work => work.do(event.task));
  }
}

/** Argo CD looks at Git every three minutes (`timeout.reconciliation`). */
const polling = 3 * minute;

function configure(run: Run, command: Extract<Command, { type: 'create-project' | 'set-repository' | 'set-environment' }>): void {
  const { console: before, registry } = run.state;
  if (refusalOf(before, command) !== undefined) return;
  run.set({ console: configured(before, command) });
  note(run, command, command.type === 'set-repository' ? command.repository.name : command.type === 'set-environment' ? command.environment.name : undefined);
  if (command.type === 'create-project') return run.set({ registry: withProject(registry, command.slug), vault: provisioned(run.state.vault, command.slug, registry.host, run.now) });
  const project = run.state.console.projects.find(({ slug }) => slug === command.project);
  if (!project) return;
  if (command.type === 'set-repository' && command.repository.private) {
    const { name, source, user = '', token = '' } = command.repository;
    run.set({ vault: putSecret(run.state.vault, pipelineMount, `${pipelineFolder(command.project)}/${name}-mirror`, { GIT_INPUT_URL: source, GIT_INPUT_USER: user, GIT_INPUT_PASSWORD: token, GIT_OUTPUT_URL: internalUrl(command.project, name) }, run.now) });
  }
  if (command.type === 'set-environment') {
    run.inCluster(work => {
      if (work.draft.list('', 'Node').length === 0) nodes(work, 6);
      provision(work, command.project, command.environment);
    });
  }
  for (const repository of project.repositories) if (repository.infra) for (const environment of project.environments) ensureApplication(run, project, repository, environment.name);
}

/** Writes an action in the console's journal. */
function note(run: Run, { type, by = owner, ...command }: { readonly type: string; readonly project?: string; readonly slug?: string; readonly by?: string }, about?: string): void {
  const { console: held } = run.state;
  run.set({ console: { ...held, journal: journaled(held.journal, { at: run.now, by, action: type, project: command.project ?? command.slug ?? '', ...(about === undefined ? {} : { about }), ok: true }) } });
}

/** Changes who works on a project; or makes again what its services need: what went missing is put back, and nothing else moves. */
function changeTeam(run: Run, command: TeamCommand): void {
  const { console: held } = run.state;
  if (teamRefusal(held, command) !== undefined) return;
  run.set({ console: { ...held, teams: { ...held.teams, [command.project]: teamChanged(held.teams?.[command.project] ?? noTeam, command) } } });
  note(run, command, command.type === 'reprovision' ? undefined : 'email' in command ? command.email : command.role);
  if (command.type !== 'reprovision') return;
  run.set({ vault: provisioned(run.state.vault, command.project, run.state.registry.host, run.now) });
  const project = run.state.console.projects.find(({ slug }) => slug === command.project);
  for (const environment of project?.environments ?? []) run.inCluster(work => provision(work, command.project, environment));
}

function ensureApplication(run: Run, project: Project, repository: Repository, environment: string): void {
  const name = applicationName(project.slug, environment, repository.name);
  const { gitops } = run.state;
  if (!gitops.applications.some(one => one.name === name)) {
    const application: Application = { name, project: project.slug, environment, repository: repository.name, namespace: namespaceOf(project.slug, environment), targets: [], history: [], applied: {}, heals: 0 };
    run.set({ gitops: { applications: [...gitops.applications, application] } });
  }
  run.later(second, { type: 'refresh', application: name });
}

function startSync(run: Run, { project, repository, branch }: Extract<Command, { type: 'synchronise' }>): void {
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
function mirrored(run: Run, { sync: id, project, repository, branch, outcome }: Answer & { type: 'mirrored' }): void {
  const known = treeAt(run.state.forge, `${project}/${repository}`, branch);
  run.set({ forge: syncEnded(run.state.forge, id, outcome, run.now) });
  const { console: held } = run.state;
  if (!outcome.ok) run.set({ console: { ...held, journal: journaled(held.journal, { at: run.now, by: owner, action: 'synchronise', project, about: repository, ok: false, message: outcome.message }) } });
  if (outcome.ok) moved(run, project, repository, branch, known, outcome.tree);
}

/** A push straight to the secondary: its pipeline starts, and the next synchronisation of the branch takes it away (sheet 03 §2). */
function pushed(run: Run, { project, repository, branch, tree }: Answer & { type: 'pushed' }): void {
  const name = `${project}/${repository}`;
  const known = treeAt(run.state.forge, name, branch);
  const { forge } = run.state;
  const items = happened(forge.items, { at: run.now, repository: name, author: someone, action: 'pushed', target: branch });
  run.set({ forge: withBranch({ ...forge, items }, name, branch, tree) });
  if (tree) moved(run, project, repository, branch, known, tree);
}

function merged(run: Run, { project, repository, iid, branch, outcome }: Answer & { type: 'merged' }): void {
  const name = `${project}/${repository}`;
  const known = treeAt(run.state.forge, name, branch);
  const { forge } = run.state;
  const items = mergeEnded(forge.items, name, iid, outcome.ok ? { ok: true, commit: outcome.tree.commit } : outcome, run.now);
  run.set({ forge: outcome.ok ? withBranch({ ...forge, items }, name, branch, outcome.tree) : { ...forge, items } });
  if (outcome.ok) moved(run, project, repository, branch, known, outcome.tree);
}

function changeWorkItem(run: Run, command: WorkItemCommand): void {
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

function worldOf(run: Run): PipelineWorld {
  const { catalogue } = run.book;
  return { catalogue, registryHost: run.state.registry.host, vault: run.state.vault, registry: run.state.registry, runsTests: run.state.pipelines.runsTests === true, analyse: files => run.analyse(files), behaviourOf: (repository, context) => run.book.behaviourOf?.(repository, context) };
}

function follow(run: Run, { state, ends, pushed, charts = [], asks = [] }: PipelineStep): void {
  let { registry } = run.state;
  for (const { repository, tag, image, pipeline } of pushed) registry = pushImage(registry, repository, tag, { ...image, createdAt: run.now, pipeline }, run.now);
  for (const { repository, tag, digest } of charts) registry = { ...registry, pushes: [...registry.pushes, { repository, tag, digest, at: run.now, chart: true }] };
  run.set({ pipelines: state, registry });
  for (const asked of asks) run.request(testsRequest(run.state, asked));
  for (const { after, pipeline, job } of ends) run.later(after, { type: 'end-job', pipeline, job });
}
