import type { PodView, WorkloadView } from '../../core/platform/view/status';
import type { KubeReader } from '../platform/kube';
import type { Target } from './kubeconfig';

/** Rows as the server draws them for `kubectl get`, so that a state is said in its words. */
const asTable = 'application/json;as=Table;g=meta.k8s.io;v=v1,application/json';

interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}
interface Row {
  readonly name: string;
  readonly owner: Owner | undefined;
  cell(column: string): string;
}

/** The namespaces that can be looked at: all, or the context's own where the cluster does not let them be listed. */
export async function namespacesOf(api: KubeReader, { namespace }: Target): Promise<{ readonly names: readonly string[]; readonly all: boolean }> {
  try {
    const { items } = JSON.parse(await api.read('/api/v1/namespaces')) as { items: { metadata: { name: string } }[] };
    return { names: items.map(({ metadata }) => metadata.name), all: true };
  } catch (error) {
    // What refuses to list still answers: anything else is to be told, an address where no list is too.
    if (codeOf(error) !== 403) throw error;
    return { names: [namespace], all: false };
  }
}

const kinds = [['Deployment', '/apis/apps/v1', 'deployments'], ['StatefulSet', '/apis/apps/v1', 'statefulsets'], ['DaemonSet', '/apis/apps/v1', 'daemonsets'], ['CronJob', '/apis/batch/v1', 'cronjobs'], ['Job', '/apis/batch/v1', 'jobs']] as const;

/** What runs in a namespace, whatever its kind, each with its pods. A kind that may not be listed is passed over. */
export async function workloadsIn(api: KubeReader, namespace: string): Promise<WorkloadView[]> {
  const rows = (root: string, plural: string) => rowsOf(api, `${root}/namespaces/${namespace}/${plural}`);
  const lenient = (root: string, plural: string) => rows(root, plural).catch((error: unknown) => (refused(error) ? [] : Promise.reject(error as Error)));
  const [pods, sets, ...lists] = await Promise.all([rows('/api/v1', 'pods'), lenient('/apis/apps/v1', 'replicasets'), ...kinds.map(([, root, plural]) => lenient(root, plural))]);
  const above = new Map<string, Owner>();
  const all = [...(sets ?? []).map(row => ['ReplicaSet', row] as const), ...kinds.flatMap(([kind], index) => (lists[index] ?? []).map(row => [kind, row] as const))];
  for (const [kind, { name, owner }] of all) if (owner) above.set(`${kind}/${name}`, owner);
  const byTop = new Map<string, PodView[]>();
  for (const pod of pods) {
    const top = topOf(pod.owner ?? { kind: 'Pod', name: pod.name }, above);
    byTop.set(top, [...(byTop.get(top) ?? []), podOf(pod)]);
  }
  const known = all.filter(([kind, { owner }]) => kind !== 'ReplicaSet' && !owner).map(([kind, row]) => workloadOf(kind, row, byTop.get(`${kind}/${row.name}`) ?? []));
  const named = new Set(known.map(({ kind, name }) => `${kind}/${name}`));
  const others = [...byTop].filter(([top]) => !named.has(top)).map(([top, own]): WorkloadView => ({ kind: top.slice(0, top.indexOf('/')), name: top.slice(top.indexOf('/') + 1), ready: own.filter(({ ready }) => ready).length, wanted: own.length, pods: own }));
  return [...known, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function topOf(owner: Owner, above: ReadonlyMap<string, Owner>): string {
  const next = above.get(`${owner.kind}/${owner.name}`);
  return next ? topOf(next, above) : `${owner.kind}/${owner.name}`;
}

function podOf({ name, cell }: Row): PodView {
  const [ready = 0, wanted = 0] = cell('Ready').split('/').map(Number);
  return { name, status: cell('Status'), ready: ready === wanted, restarts: Number.parseInt(cell('Restarts'), 10) || 0 };
}

function workloadOf(kind: string, { name, cell }: Row, pods: readonly PodView[]): WorkloadView {
  const [ready = 0, wanted = 0] = (kind === 'Job' ? cell('Completions') : kind === 'DaemonSet' ? `${cell('Ready')}/${cell('Desired')}` : cell('Ready')).split('/').map(text => Number.parseInt(text, 10) || 0);
  return kind === 'CronJob' ? { kind, name, ready: 0, wanted: 0, schedule: cell('Schedule'), pods } : { kind, name, ready, wanted, pods };
}

async function rowsOf(api: KubeReader, path: string): Promise<Row[]> {
  const table = JSON.parse(await api.read(path, asTable)) as { columnDefinitions: { name: string }[]; rows: { cells: unknown[]; object: { metadata: { name: string; ownerReferences?: Owner[] } } }[] };
  const place = new Map(table.columnDefinitions.map(({ name }, index) => [name, index]));
  return (table.rows ?? []).map(({ cells, object: { metadata } }) => ({ name: metadata.name, owner: metadata.ownerReferences?.find(({ controller }) => controller), cell: column => String(cells[place.get(column) ?? -1] ?? '') }));
}

function refused(error: unknown): boolean {
  return codeOf(error) === 403 || codeOf(error) === 404;
}

function codeOf(error: unknown): number | undefined {
  return (error as { cause?: { code?: number } }).cause?.code;
}

/** The kinds of objects that a namespace may hold and that can be read, by their plural: `deployments.apps`. */
export async function kindsIn(api: KubeReader): Promise<readonly { readonly kind: string; readonly root: string; readonly plural: string }[]> {
  const { groups } = JSON.parse(await api.read('/apis')) as { groups: { preferredVersion: { groupVersion: string } }[] };
  const roots = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const lists = await Promise.all(roots.map(async root => {
    // A group whose own server is away hides no other.
    const { resources } = await api.read(root).then(text => JSON.parse(text) as { resources: { name: string; kind: string; namespaced: boolean; verbs: string[] }[] }, () => ({ resources: [] }));
    return resources.filter(({ name, namespaced, verbs }) => namespaced && !name.includes('/') && verbs.includes('list') && verbs.includes('get')).map(({ name, kind }) => ({ kind, root, plural: name }));
  }));
  return lists.flat().sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** The names of a kind's objects in a namespace. */
export async function namesIn(api: KubeReader, namespace: string, { root, plural }: { readonly root: string; readonly plural: string }): Promise<readonly string[]> {
  const { items } = JSON.parse(await api.read(`${root}/namespaces/${namespace}/${plural}`)) as { items: { metadata: { name: string } }[] };
  return items.map(({ metadata }) => metadata.name);
}
