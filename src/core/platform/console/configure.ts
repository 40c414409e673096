import type { Run } from '../engine';
import type { Command } from '../event';
import type { Application } from '../gitops/application';
import { withProject } from '../registry/registry';
import { second } from '../time';
import { pipelineFolder, provisioned } from '../vault/ci';
import { pipelineMount, putSecret } from '../vault/vault';
import { applicationName, configured, internalUrl, namespaceOf, refusalOf, type Project, type Repository } from './console';
import { nodes, provision } from './provision';
import { removalRefusal, remove, type RemovalCommand } from './remove';
import { journaled, noTeam, owner, teamChanged, type TeamCommand } from './team';
import { teamRefusal } from './team-refusal';

/** What creating a project, or setting a repository or an environment, makes: its services' accounts, its namespaces, its Argo CD applications. */
export function configure(run: Run, command: Extract<Command, { type: 'create-project' | 'set-repository' | 'set-environment' }>): void {
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
export function changeTeam(run: Run, command: TeamCommand): void {
  const { console: held } = run.state;
  if (teamRefusal(held, command) !== undefined) return;
  run.set({ console: { ...held, teams: { ...held.teams, [command.project]: teamChanged(held.teams?.[command.project] ?? noTeam, command) } } });
  note(run, command, command.type === 'reprovision' ? undefined : 'email' in command ? command.email : command.role);
  if (command.type !== 'reprovision') return;
  run.set({ vault: provisioned(run.state.vault, command.project, run.state.registry.host, run.now) });
  const project = run.state.console.projects.find(({ slug }) => slug === command.project);
  for (const environment of project?.environments ?? []) run.inCluster(work => provision(work, command.project, environment));
}

/** Removes an environment or a repository, and writes in the journal who did. */
export function removeAndNote(run: Run, command: RemovalCommand): void {
  if (removalRefusal(run.state, command) !== undefined) return;
  remove(run, command);
  note(run, command, command.type === 'remove-environment' ? command.environment : command.repository);
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
