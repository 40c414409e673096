import type { Finding } from '../finding';

export interface Found {
  readonly finding: Finding;
  readonly family: string;
  /** The file that makes the thing rendered what it is. */
  readonly head: string;
}

/** Says once, and of no environment, what is found in all the environments of one chart or of one set of overlays; the rest keeps its own. `environments` are those each family was rendered for. */
export function merged(found: readonly Found[], environments: ReadonlyMap<string, ReadonlySet<string>>): Found[] {
  const seen = new Map<string, Set<string>>();
  const keys = keysOf(found);
  found.forEach(({ finding }, index) => add(seen, keys[index] ?? '', finding.environment ?? ''));
  const said = new Set<string>();
  return found.flatMap((one, index) => {
    const { finding, family } = one;
    const key = keys[index] ?? '';
    const all = environments.get(family)?.size ?? 1;
    if (all < 2 || seen.get(key)?.size !== all) return [one];
    if (said.has(key)) return [];
    said.add(key);
    const { environment: _, ...rest } = finding;
    return [{ ...one, finding: rest }];
  });
}

/** One key for what is the same in several environments: the rule, its reading, the place, the kind, and which of those alike in its environment it is. Names and values may differ. */
function keysOf(found: readonly Found[]): string[] {
  const counts = new Map<string, number>();
  return found.map(({ finding: { rule, key, location, resource, environment }, family }) => {
    const same = JSON.stringify([family, rule, key.split('|')[0], location, resource?.kind]);
    const mine = `${same} ${environment ?? ''}`;
    const count = counts.get(mine) ?? 0;
    counts.set(mine, count + 1);
    return `${same} ${count}`;
  });
}

export function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
