import type { ConsoleState } from './console';
import { allows, isPermission, permissions, type Permission } from './permissions';
import { noTeam, owner, permissionsOf, type TeamCommand } from './team';
import { phrase, type Phrase } from '../view/words/said';

/** What each action in the console takes (sheet 11 §2). */
const needed: Readonly<Record<string, Permission>> = {
  'add-member': 'MANAGE_MEMBERS', 'remove-member': 'MANAGE_MEMBERS', 'set-role': 'MANAGE_ROLES', 'remove-role': 'MANAGE_ROLES', reprovision: 'REPLAY_HOOKS', 'set-repository': 'MANAGE_REPOSITORIES', 'set-environment': 'MANAGE_ENVIRONMENTS', 'remove-environment': 'MANAGE_ENVIRONMENTS', 'remove-repository': 'MANAGE_REPOSITORIES',
};

/** Why someone may not do something in a project; undefined when they may. The owner may do everything. */
export function permissionRefusal({ teams = {} }: ConsoleState, { type, project, by = owner }: { readonly type: string; readonly project: string; readonly by?: string }): Phrase | undefined {
  const wanted = needed[type];
  if (wanted === undefined || by === owner) return undefined;
  const team = teams[project] ?? noTeam;
  if (!team.members.some(({ email }) => email === by)) return phrase('forbiddenStranger', by, project);
  return allows(permissionsOf(team, by), wanted) ? undefined : phrase('forbiddenMember', by, wanted, project);
}

/** Why the console does not take a change of team; undefined when it does. */
export function teamRefusal(console: ConsoleState, command: TeamCommand): Phrase | undefined {
  const { project } = command;
  if (!console.projects.some(({ slug }) => slug === project)) return phrase('noProject', String(project));
  const denied = permissionRefusal(console, command);
  if (denied !== undefined) return denied;
  const team = console.teams?.[project] ?? noTeam;
  switch (command.type) {
    case 'add-member': {
      if (typeof command.email !== 'string' || !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(command.email) || command.email.length > 254) return phrase('memberAddress', String(command.email));
      const unknown = (command.roles ?? []).find(role => !team.roles.some(({ name }) => name === role));
      return unknown === undefined ? undefined : phrase('rolesUnknown', unknown, project, team.roles.map(({ name }) => name).join(', '));
    }
    case 'remove-member': return team.members.some(({ email }) => email === command.email) ? undefined : phrase('memberAbsent', command.email, project);
    case 'set-role': {
      if (typeof command.role !== 'string' || command.role.trim() === '' || command.role.length > 30) return phrase('roleName');
      if (command.role.startsWith('system:')) return phrase('roleReserved', command.role);
      const unknown = (command.permissions as readonly unknown[]).find(name => !isPermission(name));
      return unknown === undefined ? undefined : phrase('permissionUnknown', String(unknown), permissions.join(', '));
    }
    case 'remove-role': return team.roles.some(({ name }) => name === command.role) ? undefined : phrase('roleAbsent', command.role, project);
    case 'reprovision': return undefined;
  }
}
