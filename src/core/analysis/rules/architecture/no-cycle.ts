import { knots, shortestCycle } from '../../code/cycles';
import type { CodeTest } from '../test';

/** How many files of a circle a message names. */
const shown = 6;

/** Modules of TypeScript that import each other when the program loads: classes of Java may, and Python says so itself. Types are gone by then, and an import made during a call comes later: neither counts. One finding a knot, on its shortest circle. */
export const noCycle: CodeTest = code => {
  const graph = new Map<string, string[]>();
  for (const { from, import: one, target } of code.dependencies) {
    if (from.language !== 'typescript' || !('file' in target) || one.erased || one.kind === 'dynamic' || target.file === from.file || !code.file(target.file)) continue;
    const known = graph.get(from.file);
    if (known) known.push(target.file);
    else graph.set(from.file, [target.file]);
  }
  return knots(graph).flatMap(knot => {
    const [start = '', next, ...rest] = shortestCycle(graph, knot);
    const edge = code.dependencies.find(({ from, target, import: one }) => from.file === start && 'file' in target && target.file === next && !one.erased && one.kind !== 'dynamic');
    if (!edge || next === undefined) return [];
    const chain = [start, next, ...rest];
    const names = chain.length > shown ? [...chain.slice(0, shown - 1), '…', start] : chain;
    return [{ variant: knot.length > chain.length - 1 ? 'knot' : 'cycle', location: code.locate(start, edge.import), fields: { chain: names.join(' → '), count: knot.length } }];
  });
};
