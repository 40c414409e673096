/** The knots of a graph: the sets of two nodes or more from each of which all the others are reached (Tarjan, 1972, without recursion so that a long chain is no danger). Sorted, so that the same graph gives the same answer. */
export function knots(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const waiting: string[] = [];
  const on = new Set<string>();
  const found: string[][] = [];
  const enter = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    waiting.push(node);
    on.add(node);
  };
  const leave = (node: string) => {
    if (low.get(node) !== order.get(node)) return;
    const members: string[] = [];
    for (let member; member !== node;) {
      member = waiting.pop() ?? node;
      on.delete(member);
      members.push(member);
    }
    if (members.length > 1) found.push(members.sort());
  };
  const lower = (node: string, to: number | undefined) => low.set(node, Math.min(low.get(node) ?? 0, to ?? Infinity));
  for (const root of [...graph.keys()].sort()) {
    if (order.has(root)) continue;
    const trail = [{ node: root, next: 0 }];
    enter(root);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const child = (graph.get(top.node) ?? [])[top.next++];
      if (child === undefined) {
        leave(top.node);
        trail.pop();
        const above = trail.at(-1);
        if (above) lower(above.node, low.get(top.node));
      } else if (!order.has(child)) {
        enter(child);
        trail.push({ node: child, next: 0 });
      } else if (on.has(child)) lower(top.node, order.get(child));
    }
  }
  return found.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''));
}

/** The shortest way from `start` back to itself inside a knot: the nodes in order, the first again at the end. */
export function shortestCycle(graph: ReadonlyMap<string, readonly string[]>, knot: readonly string[]): readonly string[] {
  const inside = new Set(knot);
  let best: readonly string[] = [];
  for (const start of knot) {
    const before = new Map<string, string>();
    const queue = [start];
    for (let node = queue.shift(); node !== undefined && !before.has(start); node = queue.shift()) {
      for (const next of graph.get(node) ?? []) {
        if (!inside.has(next) || before.has(next)) continue;
        before.set(next, node);
        queue.push(next);
      }
    }
    const trail = [start];
    for (let at = before.get(start); at !== undefined && at !== start; at = before.get(at)) trail.unshift(at);
    const cycle = [start, ...trail];
    if (best.length === 0 || cycle.length < best.length) best = cycle;
    // Two files that import each other: there is no shorter way.
    if (best.length === 3) break;
  }
  return best;
}
