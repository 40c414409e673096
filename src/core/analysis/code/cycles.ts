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

/** The shortest way from a node of a knot back to itself: the nodes in order, the first again at the end. Of several as short, that of the first node. */
export function shortestCycle(graph: ReadonlyMap<string, readonly string[]>, knot: readonly string[]): readonly string[] {
  // By number: from each node of thousands, all the others may have to be looked at.
  const numbers = new Map(knot.map((node, index) => [node, index]));
  const edges = knot.map(node => (graph.get(node) ?? []).flatMap(next => numbers.get(next) ?? []));
  const ring = edges.every(({ length }) => length === 1);
  const before = new Int32Array(knot.length);
  const depth = new Int32Array(knot.length);
  let best: readonly number[] = [];
  for (const start of knot.keys()) {
    before.fill(-1);
    const queue = [start];
    depth[start] = 0;
    for (const node of queue) {
      const next = (depth[node] ?? 0) + 1;
      // What comes back later is no shorter.
      if ((before[start] ?? -1) >= 0 || (best.length > 0 && next >= best.length - 1)) break;
      for (const other of edges[node] ?? []) {
        if ((before[other] ?? -1) >= 0) continue;
        before[other] = node;
        if (other === start) continue;
        depth[other] = next;
        queue.push(other);
      }
    }
    if ((before[start] ?? -1) < 0) continue;
    const trail = [start];
    for (let at = before[start] ?? start; at !== start; at = before[at] ?? start) trail.push(at);
    best = [...trail, start].reverse();
    // Two files that import each other: there is no shorter way. In a mere ring, there is one way.
    if (best.length === 3 || ring) break;
  }
  return best.map(index => knot[index] ?? '');
}
