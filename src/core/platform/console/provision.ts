import { fnv32, sha256Hex } from '../chance';
import { toBase64 } from '../cluster/base64';
import { newMetadata } from '../cluster/controllers/names';
import type { KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { argoNamespace } from '../gitops/application';
import { readRobot } from '../registry/registry';
import { namespaceOf, type Environment } from './console';

/** The secret that lets pods pull from the project's registry (sheet 04 §4). */
export const pullSecret = 'registry-pull-secret';

/** What the platform puts in the namespace of an environment: its labels, quota, pull secret and network policies (sheets 02 §3 and §5, 04 §4). */
export function provision(work: Work, project: string, environment: Environment, registryHost: string): void {
  const namespace = namespaceOf(project, environment.name);
  const set = (object: Record<string, unknown> & { apiVersion: string; kind: string }, name: string, inside = true, labels?: Record<string, string>) => {
    const known = work.find<KubeObject>({ group: object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '', kind: object.kind, namespace: inside ? namespace : '', name });
    work.put({ ...object, metadata: known?.metadata ?? newMetadata(work, name, inside ? namespace : undefined, labels ? { labels } : {}) } as KubeObject);
  };
  set({ apiVersion: 'v1', kind: 'Namespace', spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }, namespace, false, {
    'app.kubernetes.io/managed-by': 'dso-console', 'dso/environment': environment.name, 'dso/environment.id': identifier(`environment/${project}/${environment.name}`), 'dso/project': project, 'dso/project.id': identifier(`project/${project}`), 'dso/project.slug': project, 'kubernetes.io/metadata.name': namespace,
  });
  const [cpu, memory] = [String(environment.cpu), `${environment.memory}Gi`];
  const hard = { 'limits.cpu': cpu, 'limits.memory': memory, 'requests.cpu': cpu, 'requests.memory': memory, 'requests.nvidia.com/gpu': '0' };
  set({ apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard }, status: { hard, used: Object.fromEntries(Object.keys(hard).map(key => [key, '0'])) } }, 'dso-quota');
  const auth = { username: readRobot(project), password: sha256Hex(`ro-robot/${project}`).slice(0, 32) };
  const config = { auths: { [registryHost]: { ...auth, auth: toBase64(`${auth.username}:${auth.password}`) } } };
  set({ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': toBase64(JSON.stringify(config)) } }, pullSecret);
  for (const [name, ingress] of networkPolicies()) set({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {}, policyTypes: ['Ingress'], ...(ingress ? { ingress } : {}) } }, name);
}

function identifier(text: string): string {
  const hex = sha256Hex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Incoming traffic is refused, then let in from the places the platform names. */
function networkPolicies(): readonly (readonly [string, readonly object[] | undefined])[] {
  const from = (labels: Record<string, string>) => [{ from: [{ namespaceSelector: { matchLabels: labels } }] }];
  return [
    ['deny-default', undefined],
    ['allow-from-same-namespace', [{ from: [{ podSelector: {} }] }]],
    ['allow-from-ingress', from({ 'network.openshift.io/policy-group': 'ingress' })],
    ['allow-from-monitoring', from({ 'network.openshift.io/policy-group': 'monitoring' })],
    ['allow-from-logging', from({ 'kubernetes.io/metadata.name': 'cpin-logging' })],
  ];
}

/** The first user number OpenShift gives a namespace. */
export function firstUserOf(namespace: string): number {
  return 1_000_000_000 + (fnv32(namespace) % 90_000) * 10_000;
}

/** The nodes of a cluster, which its users do not see, and the namespace of Argo CD. */
export function nodes(work: Work, count: number): void {
  work.put({ apiVersion: 'v1', kind: 'Namespace', metadata: newMetadata(work, argoNamespace, undefined, { labels: { 'kubernetes.io/metadata.name': argoNamespace } }), spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } } as KubeObject);
  for (let i = 1; i <= count; i++) {
    work.put({ apiVersion: 'v1', kind: 'Node', metadata: newMetadata(work, `worker-${i}`, undefined, { labels: { 'kubernetes.io/hostname': `worker-${i}`, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'node-role.kubernetes.io/worker': '' } }), status: { allocatable: { cpu: '31500m', memory: '120Gi', pods: '250' }, addresses: [{ type: 'InternalIP', address: `10.0.12.${10 + i}` }] } } as KubeObject);
  }
}
