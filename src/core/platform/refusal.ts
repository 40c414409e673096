import { refusalOf } from './console/console';
import { removalRefusal, stillGoing } from './console/remove';
import { teamRefusal } from './console/team-refusal';
import type { Command } from './event';
import { variableRefusal, type VariableCommand } from './forge/variables';
import { workItemRefusal } from './forge/work-items-refusal';
import { pipelineRefusal } from './pipeline/command';
import type { PlatformState } from './state';
import { vaultRefusal } from './vault/command';
import type { Language } from './view/words/language';
import { phrase, said, type Phrase } from './view/words/said';

/** Why the platform does not take a command, as a sentence in a language; undefined when it does. */
export function commandRefusal(state: PlatformState, command: Command, language: Language = 'fr'): string | undefined {
  const refused = refusalWithin(state, command);
  return refused && said(language, refused);
}

function refusalWithin(state: PlatformState, command: Command): Phrase | undefined {
  switch (command.type) {
    case 'create-project': case 'set-repository': return refusalOf(state.console, command);
    case 'set-environment': return refusalOf(state.console, command) ?? stillGoing(state, command.project, command.environment.name);
    case 'remove-environment': case 'remove-repository': return removalRefusal(state, command);
    case 'add-member': case 'remove-member': case 'set-role': case 'remove-role': case 'reprovision': return teamRefusal(state.console, command);
    case 'vault-put': case 'vault-delete': case 'vault-by-hand': return vaultRefusal(state.console, state.vault, command);
    case 'protect-branch': case 'unprotect-branch': case 'open-merge-request': case 'approve-merge-request': case 'close-merge-request': case 'merge-request-merge': case 'open-issue': case 'close-issue': case 'reopen-issue': case 'comment': return unknownRepository(state, command) ?? workItemRefusal(state.forge, command);
    case 'play-job': case 'retry-job': case 'cancel-job': case 'retry-pipeline': case 'cancel-pipeline': return pipelineRefusal(state, command);
    case 'set-variable': case 'delete-variable': return unknownPlace(state, command) ?? variableRefusal(state.forge, command);
    case 'synchronise': return unknownRepository(state, command) ?? sourceless(state, command);
    case 'refresh-application': case 'sync-application': case 'rollback-application': case 'confirm-deletion': case 'delete-application': return applicationRefusal(state, command);
    case 'change-by-hand': case 'delete-pod': case 'restart-rollout': return undefined;
    default: return phrase('unknownCommand');
  }
}

function unknownRepository({ console: { projects } }: PlatformState, { project: slug, repository }: { readonly project: string; readonly repository: string }): Phrase | undefined {
  const project = projects.find(one => one.slug === slug);
  if (!project) return phrase('noProject', slug);
  return project.repositories.some(({ name }) => name === repository) ? undefined : phrase('noRepository', slug, repository);
}

/** A variable is of a project, or of one of its repositories. */
function unknownPlace(state: PlatformState, { project, repository }: VariableCommand): Phrase | undefined {
  if (repository !== undefined) return unknownRepository(state, { project, repository });
  return state.console.projects.some(({ slug }) => slug === project) ? undefined : phrase('noProject', project);
}

function sourceless({ console: { projects } }: PlatformState, { project, repository }: Command & { type: 'synchronise' }): Phrase | undefined {
  const source = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.source;
  return source === '' ? phrase('sourceless', repository) : undefined;
}

function applicationRefusal({ gitops, console: { projects } }: PlatformState, command: Command & { type: 'refresh-application' | 'sync-application' | 'rollback-application' | 'confirm-deletion' | 'delete-application' }): Phrase | undefined {
  const application = gitops.applications.find(({ name }) => name === command.application);
  if (!application) return phrase('applicationAbsent', command.application, gitops.applications.map(({ name }) => name).join(', '));
  if (command.type === 'refresh-application' || command.type === 'confirm-deletion') return undefined;
  if (application.deletion) return phrase('applicationGoing', application.name);
  if (command.type === 'delete-application') return undefined;
  if (application.operation?.phase === 'Running') return phrase('applicationBusy', application.name);
  const strange = command.type === 'sync-application' ? command.options?.find(option => option !== 'FailOnSharedResource=true') : undefined;
  if (strange !== undefined) return phrase('syncOption', String(strange));
  if (command.type === 'sync-application') return application.comparisonError === undefined ? undefined : phrase('syncUncompared', application.name, application.comparisonError);
  const environment = projects.find(({ slug }) => slug === application.project)?.environments.find(({ name }) => name === application.environment);
  if (environment?.autosync) return phrase('rollbackAutomated');
  return application.history.some(({ id }) => id === command.id) ? undefined : phrase('rollbackAbsent', application.name, command.id, application.history.map(({ id }) => id).join(', '));
}
