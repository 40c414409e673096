import { refusalOf } from './console/console';
import { removalRefusal, stillGoing } from './console/remove';
import { teamRefusal } from './console/team-refusal';
import type { Command } from './event';
import { variableRefusal, type VariableCommand } from './forge/variables';
import { workItemRefusal } from './forge/work-items-refusal';
import { pipelineRefusal } from './pipeline/command';
import type { PlatformState } from './state';
import { vaultRefusal } from './vault/command';

/** Why the platform does not take a command, as a French sentence; undefined when it does. */
export function commandRefusal(state: PlatformState, command: Command): string | undefined {
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
    default: return 'Commande inconnue.';
  }
}

function unknownRepository({ console: { projects } }: PlatformState, { project: slug, repository }: { readonly project: string; readonly repository: string }): string | undefined {
  const project = projects.find(one => one.slug === slug);
  if (!project) return `Le projet « ${slug} » n’existe pas. Créez-le d’abord.`;
  return project.repositories.some(({ name }) => name === repository) ? undefined : `Le projet « ${slug} » n’a pas de dépôt « ${repository} ». Ajoutez-le d’abord.`;
}

/** A variable is of a project, or of one of its repositories. */
function unknownPlace(state: PlatformState, { project, repository }: VariableCommand): string | undefined {
  if (repository !== undefined) return unknownRepository(state, { project, repository });
  return state.console.projects.some(({ slug }) => slug === project) ? undefined : `Le projet « ${project} » n’existe pas. Créez-le d’abord.`;
}

function sourceless({ console: { projects } }: PlatformState, { project, repository }: Command & { type: 'synchronise' }): string | undefined {
  const source = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.source;
  return source === '' ? `Le dépôt « ${repository} » n’a pas de source externe : rien ne s’y synchronise, poussez-y directement (cpin platform forge).` : undefined;
}

function applicationRefusal({ gitops, console: { projects } }: PlatformState, command: Command & { type: 'refresh-application' | 'sync-application' | 'rollback-application' | 'confirm-deletion' | 'delete-application' }): string | undefined {
  const application = gitops.applications.find(({ name }) => name === command.application);
  if (!application) return `Aucune application Argo CD ne s’appelle « ${command.application} ». Applications : ${gitops.applications.map(({ name }) => name).join(', ') || 'aucune'}.`;
  if (command.type === 'refresh-application' || command.type === 'confirm-deletion') return undefined;
  if (application.deletion) return `« ${application.name} » est en cours de suppression (application is deleting) : ce qu’elle a créé part d’abord. Attendez, ou confirmez la suppression si un objet le demande (Delete=confirm).`;
  if (command.type === 'delete-application') return undefined;
  if (application.operation?.phase === 'Running') return `« ${application.name} » est déjà en cours de synchronisation (another operation is already in progress). Attendez qu’elle se termine.`;
  const strange = command.type === 'sync-application' ? command.options?.find(option => option !== 'FailOnSharedResource=true') : undefined;
  if (strange !== undefined) return `« ${String(strange)} » ne se demande pas ainsi. À une synchronisation, la plateforme simulée connaît FailOnSharedResource=true ; les autres options s’écrivent sur l’objet (argocd.argoproj.io/sync-options).`;
  if (command.type === 'sync-application') return application.comparisonError === undefined ? undefined : `« ${application.name} » ne peut pas être synchronisée : Argo CD ne sait pas ce qu’elle doit contenir. ${application.comparisonError}`;
  const environment = projects.find(({ slug }) => slug === application.project)?.environments.find(({ name }) => name === application.environment);
  if (environment?.autosync) return `Retour arrière refusé (rollback cannot be performed when automated sync is enabled) : Argo CD redéploierait aussitôt ce que Git demande. Annulez plutôt le commit dans Git (git revert), ou désactivez la synchronisation automatique de l’environnement.`;
  return application.history.some(({ id }) => id === command.id) ? undefined : `« ${application.name} » n’a pas de déploiement n° ${command.id}. Déploiements : ${application.history.map(({ id }) => id).join(', ') || 'aucun'}.`;
}
