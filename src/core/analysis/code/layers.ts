import type { ArchitectureSettings, DeclaredLayer, Role } from './settings';

/** The layer of a file, at one level of the folders. `scope` is the folder that holds it beside its neighbours, empty when the team declared it. */
export interface Layer {
  readonly name: string;
  readonly role: Role | undefined;
  readonly scope: string;
  /** Frameworks it may use though it is the domain. */
  readonly packages: readonly string[];
}

export interface Layers {
  /** Whether the team said them. */
  readonly declared: boolean;
  /** The layers a file is in, from the outermost folder: `infrastructure/http` of `src` may be `domain` of nothing. */
  of(file: string): readonly Layer[];
  /** The two layers between which an import of `to` by `from` goes the wrong way, if it does. */
  crossed(from: string, to: string): { readonly from: Layer; readonly to: Layer } | undefined;
}

/** The folders that say what they hold, whatever the language of the team. */
const conventions: readonly (readonly [RegExp, Role])[] = [
  [/^(domaine?s?|metier)$/, 'domain'],
  [/^ports?$/, 'port'],
  [/^(application|use[-_]?cases?|cas[-_]?d?[-_]?(utilisation|usage)|interactors)$/, 'application'],
  [/^(infrastructures?|infra|adapters?|adaptateurs?|frameworks?|controllers|presentation|persistence)$/, 'adapter'],
];
/** `core` means the domain beside these alone, and `entities` beside use cases: elsewhere one is what everything shares, the other the tables. */
const besideCore = /^(infrastructures?|infra|adapters?|adaptateurs?)$/;

/** What each role may know beside its own kind: dependencies point inwards. */
const inwards: Readonly<Record<Role, readonly Role[]>> = { domain: ['port'], port: ['domain', 'application'], application: ['domain', 'port'], adapter: ['domain', 'port', 'application'] };

/** The layers a team declares, else those its folders show. `files` are the paths met, imported ones included. */
export function layersOf(settings: ArchitectureSettings | undefined, files: Iterable<string>): Layers {
  return settings ? declared(settings.layers) : conventional(files);
}

function declared(layers: readonly DeclaredLayer[]): Layers {
  const matchers = layers.map(layer => ({ layer, patterns: layer.paths.map(glob) }));
  const of = remembered((file): readonly Layer[] => {
    const found = matchers.find(({ patterns }) => patterns.some(pattern => pattern.test(file)))?.layer;
    return found ? [{ name: found.name, role: found.role, scope: '', packages: found.packages }] : [];
  });
  return {
    declared: true,
    of,
    crossed: (from, to) => {
      const [[left], [right]] = [of(from), of(to)];
      if (!left || !right || left.name === right.name || layers.find(({ name }) => name === left.name)?.knows.includes(right.name)) return undefined;
      return { from: left, to: right };
    },
  };
}

/** A path with `*` (no `/`) and `**` (anything); a folder holds all that is below it. */
export function glob(path: string): RegExp {
  const pattern = path.replace(/^\.\//, '').replace(/\/+$/, '').split(/(\*\*\/?|\*)/).map(part => (part.startsWith('**') ? '(.*/)?[^/]*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))).join('');
  return new RegExp(`^${pattern}(\\.[cm]?[jt]sx?)?(/.*)?$`);
}

function conventional(files: Iterable<string>): Layers {
  const found = new Map<string, Map<string, Role>>();
  const split = remembered((file): readonly { readonly scope: string; readonly name: string }[] => {
    const parts = file.split('/').slice(0, -1);
    return parts.map((name, index) => ({ scope: parts.slice(0, index).join('/'), name }));
  });
  for (const file of files) {
    for (const { scope, name } of split(file)) {
      const role = conventions.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
      if (role) found.set(scope, (found.get(scope) ?? new Map<string, Role>()).set(name, role));
    }
  }
  const roleOf = (scope: string, name: string): Role | undefined => {
    const names = found.get(scope);
    if (!names) return undefined;
    const core = [...names.keys()].some(other => besideCore.test(other.toLowerCase()));
    if (/^(core|hexagone?)$/.test(name.toLowerCase())) return core && ![...names.values()].includes('domain') ? 'domain' : undefined;
    if (/^(entity|entities|entites)$/.test(name.toLowerCase())) return [...names.values()].includes('application') ? 'domain' : undefined;
    // A folder means a layer only beside another of another kind: alone, `domain` is a name like another.
    const kinds = new Set(names.values());
    const meaningful = kinds.has('domain') || kinds.has('application') ? kinds.size > 1 : false;
    return meaningful || core ? names.get(name) : undefined;
  };
  const of = remembered((file): readonly Layer[] => split(file).flatMap(({ scope, name }) => {
    const role = roleOf(scope, name);
    return role ? [{ name, role, scope, packages: [] }] : [];
  }));
  return {
    declared: false,
    of,
    crossed: (from, to) => {
      const [left, right] = [of(from), of(to)];
      const beside = left.flatMap(one => right.filter(({ scope }) => scope === one.scope).map(other => ({ from: one, to: other })));
      // Between two sets of layers, as between two features, the outermost ones decide.
      const pairs = beside.length > 0 ? beside : left[0] && right[0] ? [{ from: left[0], to: right[0] }] : [];
      return pairs.find(pair => pair.from.role !== pair.to.role && !inwards[pair.from.role ?? 'adapter'].includes(pair.to.role ?? 'domain'));
    },
  };
}

function remembered<T>(compute: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return file => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const made = compute(file);
    known.set(file, made);
    return made;
  };
}
