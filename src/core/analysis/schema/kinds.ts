import type { Description } from './description';

/** What is known of a kind: described, known to exist, not served under that version, or unknown in a group all of whose kinds are known. */
export type Known =
  | { readonly is: 'described'; readonly definition: string }
  | { readonly is: 'elsewhere'; readonly apiVersions: readonly string[] }
  | { readonly is: 'nowhere'; readonly kinds: readonly string[] }
  | { readonly is: 'unjudged' };

const unjudged: Known = { is: 'unjudged' };

/** Read by programs of a developer's machine, or kinds of OpenShift from before it had groups: they reach no API of Kubernetes' own. */
const elsewhere = new Set(['Config', 'Policy', 'List', 'Template', 'DeploymentConfig', 'DeploymentConfigRollback', 'BuildConfig', 'Build', 'ImageStream', 'ImageStreamTag', 'Route', 'Project', 'ProjectRequest', 'User', 'Group', 'SecurityContextConstraints', 'RoleBindingRestriction']);

/** Says what the description knows of `kind` under `apiVersion`. Groups of other projects hold kinds that are not described here: nothing is said of those. */
export function knownKind(apiVersion: string, kind: string, description: Description): Known {
  const key = `${apiVersion}/${kind}`;
  const definition = Object.hasOwn(description.kinds, key) ? description.kinds[key] : undefined;
  if (typeof definition === 'string') return { is: 'described', definition };
  if (definition === null) return unjudged;
  const group = groupOf(apiVersion);
  // `builtin` and the like are words of tools, not versions.
  if (group === '' && !/^v\d/.test(apiVersion)) return unjudged;
  const index = indexOf(description);
  const versions = index.versions.get(`${group}/${kind}`);
  if (versions) return { is: 'elsewhere', apiVersions: versions };
  if (!index.builtIn.has(group) || (group === '' && elsewhere.has(kind))) return unjudged;
  const others = index.byKind.get(kind);
  return others ? { is: 'elsewhere', apiVersions: others } : { is: 'nowhere', kinds: index.kinds };
}

interface Index {
  /** The versions of a kind of a group, described ones first. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  readonly byKind: ReadonlyMap<string, readonly string[]>;
  readonly builtIn: ReadonlySet<string>;
  readonly kinds: readonly string[];
}

const indexes = new WeakMap<Description, Index>();

function indexOf(description: Description): Index {
  const known = indexes.get(description);
  if (known) return known;
  const versions = new Map<string, string[]>();
  const byKind = new Map<string, string[]>();
  const builtIn = new Set(['', 'extensions']);
  const entries = Object.entries(description.kinds).sort(([, a], [, b]) => Number(a === null) - Number(b === null));
  for (const [key, definition] of entries) {
    const cut = key.lastIndexOf('/');
    const [apiVersion, kind] = [key.slice(0, cut), key.slice(cut + 1)];
    const group = groupOf(apiVersion);
    if (definition?.startsWith('io.k8s.')) builtIn.add(group);
    push(versions, `${group}/${kind}`, apiVersion);
    // Kinds of other projects may have the name of one of Kubernetes': `Cluster`, `Policy`.
    if (definition === null ? /^$|\.k8s\.io$/.test(group) : definition.startsWith('io.k8s.')) push(byKind, kind, apiVersion);
  }
  const index = { versions, byKind, builtIn, kinds: [...byKind.keys()] };
  indexes.set(description, index);
  return index;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
