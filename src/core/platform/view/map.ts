import { listAt, mapAt, stringAt, isPlainMap, type Plain, type PlainMap } from '../../analysis/yaml/plain';
import { groupOf, type Deployment, type Pod } from '../cluster/object';
import { parseImage } from '../../analysis/image';
import { foreignClass, waysOf, type Ingress } from '../cluster/network/ingress';
import { flavourOf } from '../cluster/router';
import { find, list } from '../cluster/store';
import type { Manifest } from '../cluster/operations';
import type { Application } from '../gitops/application';
import type { PlatformState } from '../state';
import { podHealth, type Health } from './health';
import { originOf } from './place';
import { podView } from './workloads';

/** How a part is: what to say of it, in whatever language, or what it says itself. */
export type PartState =
  | { readonly says: 'present' | 'absent' | 'no-host' | 'no-pod' }
  | { readonly says: 'ready'; readonly ready: number; readonly wanted: number }
  /** A Service that chooses several applications; pods that are not drawn one by one. */
  | { readonly says: 'applications' | 'more'; readonly n: number }
  | { readonly says: 'text'; readonly text: string };

/** A part of an application: where it stands (0 is what users reach first), and how it is. */
export interface MapNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: PartState;
  readonly health: Health;
  readonly layer: number;
}

/** An application as a picture: its parts, and which leads to or needs which. */
export interface MapView {
  readonly application: string;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Of one workload, how many pods are drawn one by one. */
const drawnPods = 8;

/** The map of an Argo CD application, from its way in to what its pods need; undefined when there is none of that name. What Git asks and the cluster has not is on it, as absent. */
export function mapView(state: PlatformState, name: string): MapView | undefined {
  const application = state.gitops.applications.find(one => one.name === name);
  return application && new Drawing(state, application).view();
}

class Drawing {
  private readonly nodes = new Map<string, MapNode>();
  private readonly edges = new Map<string, { readonly from: string; readonly to: string }>();

  constructor(private readonly state: PlatformState, private readonly application: Application) {}

  view(): MapView {
    const of = (...kinds: string[]) => this.application.targets.filter(({ kind }) => kinds.includes(kind));
    for (const target of of('Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob')) this.workload(target);
    for (const target of of('Service')) this.service(target);
    for (const target of of('Ingress')) this.ingress(target);
    const nodes = [...this.nodes.values()].sort((a, b) => a.layer - b.layer);
    return { application: this.application.name, nodes, edges: [...this.edges.values()] };
  }

  private workload(target: Manifest): void {
    const { kind, metadata: { name } } = target;
    const pods = (list(this.state.cluster.objects, '', 'Pod', this.application.namespace) as Pod[]).filter(pod => originOf(this.state, pod).kind === kind && originOf(this.state, pod).name === name);
    const live = this.live(target);
    const wanted = (live as Deployment | undefined)?.spec.replicas;
    const ready = pods.filter(pod => podView(pod).ready).length;
    const views = pods.map(podView);
    const health: Health = !live || views.some(pod => podHealth(pod) === 'bad') ? 'bad' : wanted === undefined || ready >= wanted ? 'good' : views.length === 0 ? 'bad' : 'moving';
    const id = this.node(2, kind, name, live ? (wanted === undefined ? present : { says: 'ready', ready, wanted }) : absent, health);
    for (const pod of views.slice(0, drawnPods)) this.edge(id, this.node(3, 'Pod', pod.name, { says: 'text', text: pod.status }, podHealth(pod)));
    if (views.length > drawnPods) this.edge(id, this.node(3, 'Pods', name, { says: 'more', n: views.length - drawnPods }, 'idle'));
    for (const [needed, called] of needs(templateOf(target))) this.edge(id, this.needed(needed, called));
  }

  private needed(kind: string, name: string): string {
    const found = find(this.state.cluster.objects, { group: '', kind, namespace: this.application.namespace, name });
    return this.node(3, kind, name, found ? present : absent, found ? 'good' : 'bad');
  }

  private service(target: Manifest): void {
    const selector = Object.entries(mapAt(plain(target), 'spec', 'selector') ?? {});
    const chosen = this.application.targets.filter(one => selector.length > 0 && selector.every(([key, value]) => mapAt(templateOf(one), 'metadata', 'labels')?.[key] === value));
    const images = new Set(chosen.flatMap(one => listAt(templateOf(one), 'spec', 'containers').slice(0, 1)).map(one => parseImage(stringAt(one, 'image') ?? '').name));
    const state: PartState = chosen.length === 0 ? { says: 'no-pod' } : images.size > 1 ? { says: 'applications', n: chosen.length } : present;
    const id = this.node(1, 'Service', target.metadata.name, this.live(target) ? state : absent, this.live(target) && state === present ? 'good' : 'bad');
    for (const { kind, metadata } of chosen) this.edge(id, key(kind, metadata.name));
  }

  private ingress(target: Manifest): void {
    const rules = listAt(plain(target), 'spec', 'rules');
    const hosts = rules.flatMap(rule => stringAt(rule, 'host') ?? []);
    const live = this.live(target);
    const open = live !== undefined && foreignClass(live as Ingress, flavourOf(this.state, live.metadata.namespace ?? '')) === undefined && waysOf(this.state.cluster.objects, live as Ingress).every(({ fault }) => !fault);
    const id = this.node(0, 'Ingress', target.metadata.name, live ? (hosts.length > 0 ? { says: 'text', text: hosts.join(', ') } : { says: 'no-host' }) : absent, open ? 'good' : 'bad');
    const backends = rules.flatMap(rule => listAt(rule, 'http', 'paths')).flatMap(path => stringAt(path, 'backend', 'service', 'name') ?? []);
    for (const name of new Set(backends)) this.edge(id, this.nodes.has(key('Service', name)) ? key('Service', name) : this.node(1, 'Service', name, absent, 'bad'));
  }

  private live({ apiVersion, kind, metadata }: Manifest) {
    return find(this.state.cluster.objects, { group: groupOf(apiVersion), kind, namespace: this.application.namespace, name: metadata.name });
  }

  private node(layer: number, kind: string, name: string, state: PartState, health: Health): string {
    const id = key(kind, name);
    this.nodes.set(id, { id, kind, name, state, health, layer });
    return id;
  }

  private edge(from: string, to: string): void {
    this.edges.set(`${from} ${to}`, { from, to });
  }
}

const present: PartState = { says: 'present' };
const absent: PartState = { says: 'absent' };
const key = (kind: string, name: string) => `${kind}/${name}`;
/** A manifest was read from YAML: it holds plain values alone. */
const plain = (manifest: Manifest) => manifest as unknown as PlainMap;

function templateOf(target: Manifest): PlainMap | undefined {
  return mapAt(plain(target), 'spec', 'template') ?? mapAt(plain(target), 'spec', 'jobTemplate', 'spec', 'template');
}

/** The ConfigMaps and Secrets that pods ask for, by kind and name. */
function needs(template: PlainMap | undefined): readonly (readonly ['ConfigMap' | 'Secret', string])[] {
  const containers = [...listAt(template, 'spec', 'containers'), ...listAt(template, 'spec', 'initContainers')];
  const asked: [('ConfigMap' | 'Secret'), string | undefined][] = [
    ...containers.flatMap(one => [...listAt(one, 'envFrom'), ...listAt(one, 'env').map(variable => (isPlainMap(variable) ? (variable['valueFrom'] ?? null) : null))]).flatMap((source: Plain): [('ConfigMap' | 'Secret'), string | undefined][] => [
      ['ConfigMap', stringAt(source, 'configMapRef', 'name') ?? stringAt(source, 'configMapKeyRef', 'name')],
      ['Secret', stringAt(source, 'secretRef', 'name') ?? stringAt(source, 'secretKeyRef', 'name')],
    ]),
    ...listAt(template, 'spec', 'volumes').flatMap((volume): [('ConfigMap' | 'Secret'), string | undefined][] => [['ConfigMap', stringAt(volume, 'configMap', 'name')], ['Secret', stringAt(volume, 'secret', 'secretName')]]),
    ...listAt(template, 'spec', 'imagePullSecrets').map((secret): [('ConfigMap' | 'Secret'), string | undefined] => ['Secret', stringAt(secret, 'name')]),
  ];
  return asked.flatMap(([kind, name]) => (name === undefined ? [] : [[kind, name] as const]));
}
