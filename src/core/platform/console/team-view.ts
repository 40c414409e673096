import type { PlatformState } from '../state';
import { namesOf } from './permissions';
import { noTeam, permissionsOf, type JournalEntry } from './team';

export interface TeamView {
  readonly project: string;
  readonly members: readonly { readonly email: string; readonly roles: readonly string[]; readonly permissions: readonly string[] }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly string[] }[];
  /** The latest first. */
  readonly journal: readonly JournalEntry[];
}

/** The teams of projects, and what was done in the console. */
export function teamView({ console: { projects, teams = {}, journal = [] } }: Pick<PlatformState, 'console'>): TeamView[] {
  return projects.map(({ slug }) => {
    const team = teams[slug] ?? noTeam;
    return {
      project: slug,
      members: team.members.map(({ email, roles }) => ({ email, roles, permissions: namesOf(permissionsOf(team, email)) })),
      roles: team.roles.map(({ name, permissions }) => ({ name, permissions: namesOf(permissions) })),
      journal: journal.filter(({ project }) => project === slug).reverse(),
    };
  });
}
