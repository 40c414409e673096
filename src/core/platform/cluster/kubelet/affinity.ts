import { meets, selects } from '../../../analysis/kubernetes/selector';
import type { KubeObject, Labels, LabelSelector, NodeTerm, Pod, PodSpec, PodTerm, SpreadConstraint } from '../object';
import type { Work } from '../work';
import type { Node } from './rooms';

/** Why a pod may not be on a node; `lasting` when the departure of other pods would change nothing to it. */
export interface Unfit {
  readonly why: string;
  readonly lasting: boolean;
}

const must = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Whether a node is one of those that a pod asks for by their labels (k8s.io/kubernetes, `nodeaffinity`). */
export function isAskedFor({ nodeSelector = {}, affinity }: PodSpec, { metadata: { name, labels = {} } }: Node): boolean {
  const terms = affinity?.nodeAffinity?.[must]?.nodeSelectorTerms;
  const fits = ({ matchExpressions = [], matchFields = [] }: NodeTerm) => matchExpressions.length + matchFields.length > 0 && matchExpressions.every(one => meets(one, labels)) && matchFields.every(one => meets(one, { 'metadata.name': name }));
  return Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) && (!terms || terms.some(fits));
}

/** What the pods that are there make of where another may go: its own rules on its neighbours, theirs on it, and how evenly it is to be spread (k8s.io/kubernetes, `podtopologyspread`, `interpodaffinity`). Undefined when nobody has any. */
export function neighbourhood(work: Work, pod: Pod, nodes: readonly Node[]): ((node: Node) => Unfit | undefined) | undefined {
  const { affinity, topologySpreadConstraints = [] } = pod.spec;
  const [near, apart] = [affinity?.podAffinity?.[must] ?? [], affinity?.podAntiAffinity?.[must] ?? []];
  const spread = topologySpreadConstraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway');
  const namespace = pod.metadata.namespace ?? '';
  const others = work.draft.list<Pod>('', 'Pod', namespace).filter(isPlaced).filter(({ spec }) => spec.affinity?.podAntiAffinity?.[must]);
  if (near.length + apart.length + spread.length + others.length === 0) return undefined;
  const byName = new Map(nodes.map(node => [node.metadata.name, node]));
  const at = (other: Pod, key: string) => byName.get(other.spec.nodeName ?? '')?.metadata.labels?.[key];
  const rules = [...spread.map(one => spreading(work, pod, one, nodes, at, spread.map(({ topologyKey }) => topologyKey))), ...near.map(term => beside(work, pod, term, at)), ...apart.map(term => awayFrom(work, pod, term, at)), ...others.flatMap(other => keptAway(pod, other, at))];
  return node => {
    for (const rule of rules) {
      const unfit = rule(node.metadata.labels ?? {});
      if (unfit) return unfit;
    }
    return undefined;
  };
}

type Rule = (labels: Labels) => Unfit | undefined;
type At = (pod: Pod, key: string) => string | undefined;

function isPlaced({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed';
}

/** A selector to which a pod adds the values of its own labels. */
function withOwn(selector: LabelSelector | undefined, keys: readonly string[], { metadata: { labels = {} } }: Pod): LabelSelector | undefined {
  const own = keys.flatMap(key => (labels[key] === undefined ? [] : [[key, labels[key]] as const]));
  return selector && own.length > 0 ? { ...selector, matchLabels: { ...selector.matchLabels, ...Object.fromEntries(own) } } : selector;
}

/** The pods of a term that have a node: of the namespaces it says, of the pod's own by default. */
function podsOf(work: Work, pod: Pod, term: PodTerm): Pod[] {
  const selector = withOwn(term.labelSelector, term.matchLabelKeys ?? [], pod);
  const own = pod.metadata.namespace ?? '';
  const chosen = term.namespaceSelector ? work.draft.list<KubeObject>('', 'Namespace').filter(({ metadata }) => selects(term.namespaceSelector, metadata.labels)).map(({ metadata }) => metadata.name) : [];
  const namespaces = term.namespaces || term.namespaceSelector ? [...new Set([...(term.namespaces ?? []), ...chosen])] : [own];
  return namespaces.flatMap(namespace => work.draft.list<Pod>('', 'Pod', namespace)).filter(isPlaced).filter(({ metadata }) => selects(selector, metadata.labels));
}

function domainsOf(work: Work, pod: Pod, term: PodTerm, at: At): Set<string> {
  return new Set(podsOf(work, pod, term).flatMap(other => at(other, term.topologyKey) ?? []));
}

/** The first of those that want to be together goes anywhere. */
function beside(work: Work, pod: Pod, term: PodTerm, at: At): Rule {
  const domains = domainsOf(work, pod, term, at);
  const isFirst = domains.size === 0 && selects(term.labelSelector, pod.metadata.labels);
  return labels => {
    const here = labels[term.topologyKey];
    return here !== undefined && (isFirst || domains.has(here)) ? undefined : { why: "node(s) didn't match pod affinity rules", lasting: true };
  };
}

function awayFrom(work: Work, pod: Pod, term: PodTerm, at: At): Rule {
  const domains = domainsOf(work, pod, term, at);
  return labels => (domains.has(labels[term.topologyKey] ?? '') ? { why: "node(s) didn't match pod anti-affinity rules", lasting: false } : undefined);
}

/** What a pod that is there wants of those that come. */
function keptAway(pod: Pod, other: Pod, at: At): Rule[] {
  return (other.spec.affinity?.podAntiAffinity?.[must] ?? []).filter(term => selects(withOwn(term.labelSelector, term.matchLabelKeys ?? [], other), pod.metadata.labels) && (!term.namespaces || term.namespaces.includes(pod.metadata.namespace ?? ''))).map((term): Rule => {
    const domain = at(other, term.topologyKey);
    return labels => (domain !== undefined && labels[term.topologyKey] === domain ? { why: "node(s) didn't satisfy existing pods anti-affinity rules", lasting: false } : undefined);
  });
}

/** No part of the cluster may be ahead of the emptiest by more than `maxSkew` pods; a node that says of no part to which it belongs takes none. */
function spreading(work: Work, pod: Pod, { topologyKey, maxSkew, labelSelector, minDomains = 1, matchLabelKeys = [] }: SpreadConstraint, nodes: readonly Node[], at: At, keys: readonly string[]): Rule {
  const selector = withOwn(labelSelector, matchLabelKeys, pod);
  const counts = new Map(nodes.filter(node => isAskedFor(pod.spec, node) && keys.every(key => node.metadata.labels?.[key] !== undefined)).map(node => [node.metadata.labels?.[topologyKey] ?? '', 0]));
  for (const other of work.draft.list<Pod>('', 'Pod', pod.metadata.namespace ?? '')) {
    const domain = isPlaced(other) && other.metadata.deletionTimestamp === undefined && selects(selector, other.metadata.labels) ? at(other, topologyKey) : undefined;
    const count = domain === undefined ? undefined : counts.get(domain);
    if (domain !== undefined && count !== undefined) counts.set(domain, count + 1);
  }
  const least = counts.size < minDomains ? 0 : Math.min(...counts.values());
  const own = selects(selector, pod.metadata.labels) ? 1 : 0;
  return labels => {
    const here = labels[topologyKey];
    if (here === undefined) return { why: "node(s) didn't match pod topology spread constraints (missing required label)", lasting: true };
    return (counts.get(here) ?? 0) + own - least > maxSkew ? { why: "node(s) didn't match pod topology spread constraints", lasting: false } : undefined;
  };
}
