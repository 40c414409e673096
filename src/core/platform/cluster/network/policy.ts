import { selects } from '../../../analysis/kubernetes/selector';
import { list, find, type Objects } from '../store';
import type { KubeObject, LabelSelector, Labels, Pod } from '../object';

export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string };
}

export interface PolicyRule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string }[];
}

export interface NetworkPolicy extends KubeObject {
  readonly spec: { readonly podSelector?: LabelSelector; readonly policyTypes?: readonly string[]; readonly ingress?: readonly PolicyRule[]; readonly egress?: readonly PolicyRule[] };
}

/** One end of a connection, as policies see it. */
export interface End {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
}

export function endOf(objects: Objects, pod: Pod): End {
  const { namespace = '', labels = {} } = pod.metadata;
  return { namespace, namespaceLabels: find(objects, { group: '', kind: 'Namespace', namespace: '', name: namespace })?.metadata.labels ?? {}, labels };
}

/** The policies that keep a pod from speaking to (`Egress`) or from hearing (`Ingress`) another on a port; empty when it may: no policy selects it, or one lets it (kubernetes.io, "Network Policies"). */
export function refusals(objects: Objects, direction: 'Ingress' | 'Egress', pod: End, other: End, ports: readonly (number | string)[]): NetworkPolicy[] {
  const policies = (list(objects, 'networking.k8s.io', 'NetworkPolicy', pod.namespace) as NetworkPolicy[]).filter(policy => typesOf(policy).includes(direction) && selects(policy.spec.podSelector ?? {}, pod.labels));
  const allowed = policies.some(({ spec }) => (direction === 'Ingress' ? spec.ingress : spec.egress)?.some(rule => lets(rule, direction, pod.namespace, other, ports)));
  return allowed ? [] : policies;
}

/** The router of a cluster, as policies see it: the console's own lets it in by the group of its namespace (sheet 02 §3). */
const router: End = { namespace: 'openshift-ingress', namespaceLabels: { 'kubernetes.io/metadata.name': 'openshift-ingress', 'network.openshift.io/policy-group': 'ingress' }, labels: { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' } };

/** The policies that keep what comes from outside the cluster from a port of a pod. */
export function keptOut(objects: Objects, pod: Pod, port: number): NetworkPolicy[] {
  return refusals(objects, 'Ingress', endOf(objects, pod), router, namesOf(pod, port));
}

/** A port by its number, and by the names a pod gives it: a policy may say either. */
export function namesOf({ spec }: Pod, port: number): (number | string)[] {
  return [port, ...spec.containers.flatMap(({ ports = [] }) => ports).filter(one => one.containerPort === port).flatMap(({ name }) => name ?? [])];
}

function typesOf({ spec }: NetworkPolicy): readonly string[] {
  return spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])];
}

function lets(rule: PolicyRule, direction: 'Ingress' | 'Egress', own: string, other: End, ports: readonly (number | string)[]): boolean {
  const peers = direction === 'Ingress' ? rule.from : rule.to;
  const onPort = !rule.ports?.length || rule.ports.some(({ port }) => port === undefined || ports.includes(port));
  return onPort && (!peers?.length || peers.some(peer => isPeer(peer, own, other)));
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, own: string, other: End): boolean {
  if (ipBlock) return ipBlock.cidr === '0.0.0.0/0';
  const there = namespaceSelector ? selects(namespaceSelector, other.namespaceLabels) : other.namespace === own;
  return there && (!podSelector || selects(podSelector, other.labels));
}
