/** What the command was asked about: an id, or something that carries one (a tree item, a link's argument). Anything else is no target. */
export function targetOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  for (const key of ['scope', 'competence', 'module', 'id']) {
    const value: unknown = Reflect.get(argument, key);
    if (typeof value === 'string' || (key !== 'id' && typeof value === 'object' && value !== null)) return targetOf(value);
  }
  return undefined;
}
