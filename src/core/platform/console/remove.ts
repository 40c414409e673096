import { find } from '../cluster/store';
import { deleteNamespace } from '../cluster/namespace-deletion';
import type { Run } from '../engine';
import { deleteApplication } from '../gitops/removal';
import type { PlatformState } from '../state';
import { namespaceOf, type ConsoleState } from './console';
import { permissionRefusal } from './team-refusal';
import { phrase, type Phrase } from '../view/words/said';

/** What the console takes away: an environment with all it holds, or a repository with what was deployed from it. */
export type RemovalCommand =
  | { readonly type: 'remove-environment'; readonly project: string; readonly environment: string; readonly by?: string }
  | { readonly type: 'remove-repository'; readonly project: string; readonly repository: string; readonly by?: string };

/** Why the console does not take a removal; undefined when it does. */
export function removalRefusal({ console: held }: Pick<PlatformState, 'console'>, command: RemovalCommand): Phrase | undefined {
  const project = held.projects.find(({ slug }) => slug === command.project);
  if (!project) return phrase('noProject', command.project);
  const denied = permissionRefusal(held, command);
  if (denied !== undefined) return denied;
  const [says, name, known] = command.type === 'remove-environment' ? (['environmentAbsent', command.environment, project.environments] as const) : (['repositoryAbsent', command.repository, project.repositories] as const);
  return known.some(one => one.name === name) ? undefined : phrase(says, project.slug, name, known.map(one => one.name).join(', '));
}

/** Why an environment cannot be made again yet: the one of that name is still being deleted. */
export function stillGoing({ gitops, cluster }: PlatformState, project: string, environment: string): Phrase | undefined {
  const namespace = find(cluster.objects, { group: '', kind: 'Namespace', namespace: '', name: namespaceOf(project, environment) });
  const going = namespace?.metadata.deletionTimestamp !== undefined || gitops.applications.some(one => one.project === project && one.environment === environment && one.deletion);
  return going ? phrase('environmentGoing', environment, namespaceOf(project, environment)) : undefined;
}

/** Takes away what the console no longer describes: Argo CD's applications with what they made, the namespace of an environment, the branches of a repository. Nothing brings it back. */
export function remove(run: Run, command: RemovalCommand): void {
  if (removalRefusal(run.state, command) !== undefined) return;
  const isOf = ({ project, environment, repository }: { readonly project: string; readonly environment: string; readonly repository: string }) => project === command.project && (command.type === 'remove-environment' ? environment === command.environment : repository === command.repository);
  for (const { name } of run.state.gitops.applications.filter(isOf)) deleteApplication(run, name, true);
  run.set({ console: without(run.state.console, command) });
  if (command.type === 'remove-environment') return run.inCluster(work => deleteNamespace(work, namespaceOf(command.project, command.environment)));
  const full = `${command.project}/${command.repository}`;
  const { [full]: _, ...branches } = run.state.forge.branches;
  run.set({ forge: { ...run.state.forge, branches } });
}

function without(held: ConsoleState, command: RemovalCommand): ConsoleState {
  return { ...held, projects: held.projects.map(project => (project.slug !== command.project ? project : command.type === 'remove-environment' ? { ...project, environments: project.environments.filter(({ name }) => name !== command.environment) } : { ...project, repositories: project.repositories.filter(({ name }) => name !== command.repository) })) };
}
