import { stringify } from 'yaml';
import type { KubeReader } from './kube';

/** An object of a namespace, and the path that leads to it. */
export interface Listed {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean; readonly verbs: readonly string[] }[];
}

/** What is listed for nobody to read. */
const passing = new Set(['Event', 'PodMetrics']);

/** The objects of a namespace, of each kind that discovery tells of, by kind and name. */
export async function objectsIn(api: KubeReader, namespace: string): Promise<readonly Listed[]> {
  const { groups } = JSON.parse(await api.read('/apis')) as { groups: { preferredVersion: { groupVersion: string } }[] };
  const roots = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const lists = await Promise.all(roots.map(async root => {
    const { resources } = JSON.parse(await api.read(root)) as ResourceList;
    const readable = resources.filter(({ name, kind, namespaced, verbs }) => namespaced && !name.includes('/') && verbs.includes('list') && !passing.has(kind));
    return Promise.all(readable.map(async ({ name: plural, kind }) => {
      const base = `${root}/namespaces/${namespace}/${plural}`;
      const { items } = JSON.parse(await api.read(base)) as { items: { metadata: { name: string } }[] };
      return items.map(({ metadata: { name } }): Listed => ({ kind, name, path: `${base}/${name}` }));
    }));
  }));
  return lists.flat(2).sort((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind < b.kind ? -1 : 1));
}

/** An object as YAML, as `kubectl get --output yaml` writes it, but for the values of a Secret, which are not shown. */
export async function objectYaml(api: KubeReader, path: string, masked: string): Promise<string> {
  const object = JSON.parse(await api.read(path)) as Record<string, unknown> & { kind?: string };
  // Of a real cluster's, metadata alone was asked for.
  if (object.kind === 'PartialObjectMetadata') return stringify({ apiVersion: 'v1', kind: 'Secret', metadata: object['metadata'], data: masked }, { lineWidth: 0 });
  const shown = object.kind === 'Secret' ? { ...object, data: object['data'] === undefined ? masked : hidden(object['data'], masked) } : object;
  return stringify(withoutManagers(shown), { lineWidth: 0 });
}

/** Who wrote which field is not shown, as kubectl does not. */
function withoutManagers(object: Record<string, unknown>): Record<string, unknown> {
  const { managedFields: _, ...metadata } = (object['metadata'] ?? {}) as Record<string, unknown>;
  return { ...object, metadata };
}

function hidden(data: unknown, masked: string): Record<string, string> {
  return Object.fromEntries(Object.keys(typeof data === 'object' && data !== null ? data : {}).map(key => [key, masked]));
}
