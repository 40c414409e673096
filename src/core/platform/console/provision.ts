import addresses from '../addresses.json';
import { fnv32, sha256Hex } from '../chance';
import { toBase64 } from '../../analysis/base64';
import { newMetadata } from '../cluster/controllers/names';
import type { KubeObject } from '../cluster/object';
import { storageClasses } from '../cluster/storage';
import type { Work } from '../cluster/work';
import { argoNamespace } from '../gitops/application';
import { appRole, secretsGroup } from '../secrets/vault-login';
import { pipelineFolder } from '../vault/ci';
import { pipelineMount } from '../vault/vault';
import { namespaceOf, type Environment } from './console';

/** The secret that lets pods pull from the project's registry (sheet 04 §4). */
export const pullSecret = 'registry-pull-secret';

/** Kinds whose changes the API server numbers. */
const numbered = new Set(['NetworkPolicy', 'VaultConnection', 'VaultAuth', 'VaultStaticSecret']);

/** What the platform puts in the namespace of an environment: its labels, quota, access to Vault, pull secret and network policies (sheets 02 §3 and §5, 04 §4). */
export function provision(work: Work, project: string, environment: Environment): void {
  const namespace = namespaceOf(project, environment.name);
  const set = (object: Record<string, unknown> & { apiVersion: string; kind: string }, name: string, inside = true, labels?: Record<string, string>) => {
    const known = work.find<KubeObject>({ group: object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '', kind: object.kind, namespace: inside ? namespace : '', name });
    work.put({ ...object, metadata: known?.metadata ?? newMetadata(work, name, inside ? namespace : undefined, { ...(labels ? { labels } : {}), ...(numbered.has(object.kind) ? { generation: 1 } : {}) }) } as KubeObject);
  };
  set({ apiVersion: 'v1', kind: 'Namespace', spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }, namespace, false, {
    'app.kubernetes.io/managed-by': 'dso-console', 'dso/environment': environment.name, 'dso/environment.id': identifier(`environment/${project}/${environment.name}`), 'dso/project': project, 'dso/project.id': identifier(`project/${project}`), 'dso/project.slug': project, 'kubernetes.io/metadata.name': namespace,
  });
  const [cpu, memory] = [String(environment.cpu), `${environment.memory}Gi`];
  const hard = { 'limits.cpu': cpu, 'limits.memory': memory, 'requests.cpu': cpu, 'requests.memory': memory, 'requests.nvidia.com/gpu': '0' };
  set({ apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard }, status: { hard, used: Object.fromEntries(Object.keys(hard).map(key => [key, '0'])) } }, 'dso-quota');
  vaultAccess(set, project, namespace);
  for (const [name, ingress] of networkPolicies()) set({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {}, policyTypes: ['Ingress'], ...(ingress ? { ingress } : {}) } }, name);
}

type Set = (object: Record<string, unknown> & { apiVersion: string; kind: string }, name: string, inside?: boolean, labels?: Record<string, string>) => void;

/** How the namespace reaches the project's Vault, and the pull secret that comes from there (cloud-pi-native/helm-charts, `dso-ns`). */
function vaultAccess(set: Set, project: string, namespace: string): void {
  const apiVersion = `${secretsGroup}/v1beta1`;
  const labels = { 'app.kubernetes.io/managed-by': 'dso-console' };
  const { roleId, secretId } = appRole(project);
  set({ apiVersion, kind: 'VaultConnection', spec: { address: addresses.vault } }, 'default', true, labels);
  set({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', data: { id: toBase64(secretId) } }, 'vso-approle', true, labels);
  set({ apiVersion, kind: 'VaultAuth', spec: { vaultConnectionRef: 'default', method: 'appRole', mount: 'approle', appRole: { roleId, secretRef: 'vso-approle' }, allowedNamespaces: [namespace] } }, 'vault-auth', true, labels);
  const transformation = { excludes: ['.*'], excludeRaw: true, templates: { '.dockerconfigjson': { text: '{{ get .Secrets "DOCKER_CONFIG" }}\n' } } };
  set({ apiVersion, kind: 'VaultStaticSecret', spec: { vaultAuthRef: 'vault-auth', type: 'kv-v2', mount: pipelineMount, path: `${pipelineFolder(project)}/REGISTRY/ro-robot`, hmacSecretData: true, destination: { create: true, overwrite: false, name: pullSecret, type: 'kubernetes.io/dockerconfigjson', transformation } } }, pullSecret, true, labels);
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
    ['allow-from-cnpg-operator', from({ 'kubernetes.io/metadata.name': 'infra-cnpg-system' })],
    ['allow-from-logging', from({ 'kubernetes.io/metadata.name': 'cpin-logging' })],
  ];
}

/** The first user number OpenShift gives a namespace. */
export function firstUserOf(namespace: string): number {
  return 1_000_000_000 + (fnv32(namespace) % 90_000) * 10_000;
}

/** What a cluster has before its users: its nodes, which they do not see, its storage, and the namespace of Argo CD. */
export function nodes(work: Work, count: number): void {
  storageClasses(work);
  work.put({ apiVersion: 'v1', kind: 'Namespace', metadata: newMetadata(work, argoNamespace, undefined, { labels: { 'kubernetes.io/metadata.name': argoNamespace } }), spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } } as KubeObject);
  for (let i = 1; i <= count; i++) {
    work.put({ apiVersion: 'v1', kind: 'Node', metadata: newMetadata(work, `worker-${i}`, undefined, { labels: { 'kubernetes.io/hostname': `worker-${i}`, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'topology.kubernetes.io/zone': `az${((i - 1) % 3) + 1}`, 'node-role.kubernetes.io/worker': '' } }), status: { allocatable: { cpu: '31500m', memory: '120Gi', pods: '250' }, addresses: [{ type: 'InternalIP', address: `10.0.12.${10 + i}` }] } } as KubeObject);
  }
}
