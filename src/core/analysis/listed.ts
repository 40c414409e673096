/** How many names a message shows: it is read. */
const shown = 20;

/** The first of many names, for a message. */
export function listed(names: readonly string[]): string {
  return names.slice(0, shown).join(', ') + (names.length > shown ? '…' : '');
}
