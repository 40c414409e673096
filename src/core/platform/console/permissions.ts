/** What may be done in a project, each at the bit that is its place (cloud-pi-native/console 9.24, `utils/permissions.ts`; sheet 11 §2). */
export const permissions = ['GUEST', 'MANAGE', 'MANAGE_MEMBERS', 'MANAGE_ENVIRONMENTS', 'MANAGE_REPOSITORIES', 'MANAGE_ROLES', 'SEE_SECRETS', 'REPLAY_HOOKS', 'LIST_ENVIRONMENTS', 'LIST_REPOSITORIES', 'LIST_MEMBERS', 'LIST_ROLES', 'MANAGE_DEPLOYMENTS', 'LIST_DEPLOYMENTS'] as const;

export type Permission = (typeof permissions)[number];

export function isPermission(name: unknown): name is Permission {
  return permissions.some(one => one === name);
}

/** Permissions as one number: roles add up by a binary OR, and none takes anything away. */
export function bitsOf(names: readonly Permission[]): number {
  return names.reduce((bits, name) => bits | (1 << permissions.indexOf(name)), 0);
}

export function namesOf(bits: number): Permission[] {
  return permissions.filter((_, index) => (bits & (1 << index)) !== 0);
}

/** Whether permissions allow something: `MANAGE` allows everything, and who manages a thing may list it. */
export function allows(bits: number, name: Permission): boolean {
  const held = (one: Permission) => (bits & bitsOf([one])) !== 0;
  const managing = name.startsWith('LIST_') ? permissions.find(one => one === name.replace('LIST_', 'MANAGE_')) : undefined;
  return held('MANAGE') || held(name) || (managing !== undefined && held(managing));
}

/** What everyone in a project may do when nothing else is set (sheet 11 §2). */
export const everyone = bitsOf(['REPLAY_HOOKS', 'LIST_ENVIRONMENTS', 'LIST_REPOSITORIES']);
