import type { ConsoleState } from './console';
import { allows, isPermission, permissions, type Permission } from './permissions';
import { noTeam, owner, permissionsOf, type TeamCommand } from './team';

/** What each action in the console takes (sheet 11 §2). */
const needed: Readonly<Record<string, Permission>> = {
  'add-member': 'MANAGE_MEMBERS', 'remove-member': 'MANAGE_MEMBERS', 'set-role': 'MANAGE_ROLES', 'remove-role': 'MANAGE_ROLES', reprovision: 'REPLAY_HOOKS', 'set-repository': 'MANAGE_REPOSITORIES', 'set-environment': 'MANAGE_ENVIRONMENTS', 'remove-environment': 'MANAGE_ENVIRONMENTS', 'remove-repository': 'MANAGE_REPOSITORIES',
};

/** Why someone may not do something in a project, as a French sentence; undefined when they may. The owner may do everything. */
export function permissionRefusal({ teams = {} }: ConsoleState, { type, project, by = owner }: { readonly type: string; readonly project: string; readonly by?: string }): string | undefined {
  const wanted = needed[type];
  if (wanted === undefined || by === owner) return undefined;
  const team = teams[project] ?? noTeam;
  if (!team.members.some(({ email }) => email === by)) return `403 Forbidden : « ${by} » n’est pas membre du projet « ${project} ». Ajoutez cette personne à l’équipe.`;
  return allows(permissionsOf(team, by), wanted) ? undefined : `403 Forbidden : « ${by} » n’a pas la permission ${wanted} dans « ${project} ». Un rôle qui la porte la lui donnerait.`;
}

/** Why the console does not take a change of team; undefined when it does. */
export function teamRefusal(console: ConsoleState, command: TeamCommand): string | undefined {
  const { project } = command;
  if (!console.projects.some(({ slug }) => slug === project)) return `Le projet « ${String(project)} » n’existe pas. Créez-le d’abord.`;
  const denied = permissionRefusal(console, command);
  if (denied !== undefined) return denied;
  const team = console.teams?.[project] ?? noTeam;
  switch (command.type) {
    case 'add-member': {
      if (typeof command.email !== 'string' || !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(command.email) || command.email.length > 254) return `« ${String(command.email)} » n’est pas une adresse de courriel. L’utilisateur doit déjà avoir un compte.`;
      const unknown = (command.roles ?? []).find(role => !team.roles.some(({ name }) => name === role));
      return unknown === undefined ? undefined : `Le rôle « ${unknown} » n’existe pas dans « ${project} ». Rôles : ${team.roles.map(({ name }) => name).join(', ') || 'aucun'}.`;
    }
    case 'remove-member': return team.members.some(({ email }) => email === command.email) ? undefined : `« ${command.email} » n’est pas membre du projet « ${project} ».`;
    case 'set-role': {
      if (typeof command.role !== 'string' || command.role.trim() === '' || command.role.length > 30) return 'Un rôle a un nom de 1 à 30 caractères.';
      if (command.role.startsWith('system:')) return `« ${command.role} » : les rôles « system: » sont à la plateforme, en lecture seule.`;
      const unknown = (command.permissions as readonly unknown[]).find(name => !isPermission(name));
      return unknown === undefined ? undefined : `« ${String(unknown)} » n’est pas une permission. Permissions : ${permissions.join(', ')}.`;
    }
    case 'remove-role': return team.roles.some(({ name }) => name === command.role) ? undefined : `Le rôle « ${command.role} » n’existe pas dans « ${project} ».`;
    case 'reprovision': return undefined;
  }
}
