import type { Time } from '../time';
import { bitsOf, everyone, permissions, type Permission } from './permissions';

export interface Role {
  readonly name: string;
  /** As one number, one bit a permission. */
  readonly permissions: number;
}

export interface Member {
  readonly email: string;
  readonly roles: readonly string[];
}

/** Who works on a project. Its owner, who made it, may do everything. */
export interface Team {
  readonly members: readonly Member[];
  readonly roles: readonly Role[];
}

export const noTeam: Team = { members: [], roles: [] };

/** One action in the console, and what the services it drives answered. */
export interface JournalEntry {
  readonly at: Time;
  readonly by: string;
  readonly action: string;
  readonly project: string;
  readonly about?: string;
  readonly ok: boolean;
  readonly message?: string;
}

/** How many actions are kept. */
const keptEntries = 300;

export function journaled(journal: readonly JournalEntry[] | undefined, entry: JournalEntry): readonly JournalEntry[] {
  return [...(journal ?? []), entry].slice(-keptEntries);
}

/** Who acts when a command does not say: the one who made the project. */
export const owner = 'propriétaire';

export type TeamCommand =
  | { readonly type: 'add-member'; readonly project: string; readonly email: string; readonly roles?: readonly string[]; readonly by?: string }
  | { readonly type: 'remove-member'; readonly project: string; readonly email: string; readonly by?: string }
  | { readonly type: 'set-role'; readonly project: string; readonly role: string; readonly permissions: readonly Permission[]; readonly by?: string }
  | { readonly type: 'remove-role'; readonly project: string; readonly role: string; readonly by?: string }
  /** Has every service of the project made again as the console describes it. */
  | { readonly type: 'reprovision'; readonly project: string; readonly by?: string };

/** What someone may do in a project, as one number. */
export function permissionsOf(team: Team, who: string): number {
  if (who === owner) return bitsOf(permissions);
  const member = team.members.find(({ email }) => email === who);
  if (!member) return 0;
  return team.roles.filter(({ name }) => member.roles.includes(name)).reduce((bits, role) => bits | role.permissions, everyone);
}

/** The team after a command that is taken. */
export function teamChanged(team: Team, command: TeamCommand): Team {
  switch (command.type) {
    case 'add-member': return { ...team, members: [...team.members.filter(({ email }) => email !== command.email), { email: command.email, roles: command.roles ?? [] }] };
    case 'remove-member': return { ...team, members: team.members.filter(({ email }) => email !== command.email) };
    case 'set-role': return { ...team, roles: [...team.roles.filter(({ name }) => name !== command.role), { name: command.role, permissions: bitsOf(command.permissions) }] };
    case 'remove-role': return { members: team.members.map(member => ({ ...member, roles: member.roles.filter(name => name !== command.role) })), roles: team.roles.filter(({ name }) => name !== command.role) };
    case 'reprovision': return team;
  }
}
