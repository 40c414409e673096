interface Stamped {
  readonly id: string;
  readonly at: string;
}

/** The union of several journals: each id once, by time. Events of the same instant keep the order they came in, which is that of their file. */
export function inOrder<E extends Stamped>(events: Iterable<E>): E[] {
  const unique = new Map<string, E>();
  for (const event of events) if (!unique.has(event.id)) unique.set(event.id, event);
  return [...unique.values()].map(event => ({ event, time: Date.parse(event.at) })).sort((a, b) => a.time - b.time).map(({ event }) => event);
}
