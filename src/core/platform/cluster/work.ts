import { Chance } from '../chance';
import type { Time } from '../time';
import type { Admit } from './admission';
import type { PolicyResult } from './admission/kyverno';
import { budgetsOf } from './controllers/disruption-budget';
import { reportTasks, type ReportTask } from './controllers/policy-report';
import { DraftMap } from './draft-map';
import { Rooms } from './kubelet/rooms';
import { neighbours } from './controllers/ingress';
import type { ProbeKind } from './kubelet/probes';
import type { PodRun } from './kubelet/run';
import type { Ingress } from './network/ingress';
import { controllerOf, groupOf, refOf, restartsOf, type KubeObject, type Pod, type Ref } from './object';
import { Draft, same, type Change, type Objects } from './store';
import type { Image, ImageSource } from '../registry/image';
import type { KvRead, VaultAccount } from '../vault/kv';

/** What the cluster holds between two steps. */
export interface ClusterState {
  readonly seed: number;
  /** How many draws of chance were made. */
  readonly serial: number;
  readonly objects: Objects;
  /** What the kubelet knows of each pod, by uid. */
  readonly runs: ReadonlyMap<string, PodRun>;
  /** The images each node holds, by `node reference`: a tag pushed again does not change them. */
  readonly present: ReadonlyMap<string, Image>;
}

/** What is outside the cluster and that it needs to see. */
export interface ClusterWorld {
  readonly images: ImageSource;
  readonly admit: Admit;
  /** Has the values of a SopsSecret decrypted: the answer comes later. */
  decrypt(object: KubeObject): void;
  readonly vault: VaultSource;
  /** The kind of cluster a namespace is on; undefined for one the console did not make. */
  flavour(namespace: string): 'openshift' | 'kubernetes' | undefined;
  /** What policies say of an object; nothing outside the platform's namespaces. */
  policies(object: KubeObject): readonly PolicyResult[];
}

/** The platform's Vault as the operator in the cluster sees it. */
export interface VaultSource {
  /** The projects that have an application role. */
  projects(): readonly string[];
  /** Reads a version of a KV v2 secret; 0 is the latest. */
  read(account: VaultAccount, mount: string, path: string, version: number): KvRead;
}

/** Something to look at again: an object by the controller in charge of it, or a container of a pod at a moment of its life. */
export type Task =
  | { readonly kind: Controller; readonly namespace: string; readonly name: string }
  | { readonly kind: 'removal' | 'remount' | 'volume'; readonly namespace: string; readonly name: string; readonly uid: string }
  | { readonly kind: 'tick'; readonly namespace: string; readonly name: string; readonly uid: string; readonly generation: number }
  | ReportTask
  | CollectTask
  | { readonly kind: 'vault-refresh'; readonly namespace: string; readonly name: string; readonly uid: string; readonly generation: number; readonly failures: number }
  | ContainerTask;

/** An object that is being deleted, to be let go if nothing holds it any more. */
export interface CollectTask {
  readonly kind: 'collect';
  readonly of: { readonly group: string; readonly kind: string };
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export type Controller = 'deployment' | 'replicaset' | 'statefulset' | 'claim' | 'schedule' | 'ingress' | 'database' | 'autoscaler' | 'budget' | 'job' | 'cronjob' | 'service' | 'quota' | 'pod' | 'namespace' | 'sopssecret' | 'vaultstaticsecret' | 'vaultauth' | 'vaultconnection';

/** A moment of a container's life; `attempt` tells one of an earlier life, which counts no more. */
export interface ContainerTask {
  readonly kind: 'container';
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly container: string;
  readonly attempt: number;
  readonly moment: Moment;
}

export type Moment =
  | { readonly is: 'create' | 'pulled' | 'started' | 'ready' }
  | { readonly is: 'waits'; readonly times: number }
  | { readonly is: 'unhealthy'; readonly probe: ProbeKind; readonly message: string; readonly times: number; readonly next?: number }
  | { readonly is: 'exit'; readonly code: number; readonly reason: string; readonly killedBy?: ProbeKind };

export interface Delayed {
  readonly after: Time;
  readonly task: Task;
}

/** One step of the cluster being made: what controllers read and write. It ends as a new state, the changes watches are told, and tasks for later. */
export class Work {
  readonly draft: Draft;
  readonly runs: DraftMap<string, PodRun>;
  readonly present: DraftMap<string, Image>;
  readonly rooms: Rooms;
  readonly chance: Chance;
  private later: Delayed[] = [];
  private readonly queue = new Map<string | Task, Task>();

  /** The instant things happen at; whoever drives the step moves it. */
  now: Time = 0;

  constructor(private readonly from: ClusterState, readonly world: ClusterWorld) {
    this.draft = new Draft(from.objects);
    this.rooms = new Rooms(this.draft);
    this.runs = new DraftMap(from.runs);
    this.present = new DraftMap(from.present);
    this.chance = new Chance(from.seed, from.serial);
  }

  find<T extends KubeObject>(ref: Ref): T | undefined {
    return this.draft.find<T>(ref);
  }

  /** Writes an object and wakes the controllers that care. */
  put<T extends KubeObject>(object: T): T {
    const count = this.draft.changes.length;
    const written = this.draft.put(object);
    if (this.draft.changes.length > count) this.wrote(this.draft.changes.at(-1)?.before, written);
    return written;
  }

  /** Writes an Event: told again it counts once more, so that it always differs, and no controller waits for one. */
  record<T extends KubeObject>(event: T, before: T | undefined): T {
    return this.draft.write(refOf(event), before, event);
  }

  remove(object: KubeObject): void {
    const before = this.find(refOf(object));
    this.draft.remove(refOf(object));
    if (before) this.wrote(before, undefined);
  }

  do(task: Task): void {
    this.queue.set(keyOf(task), task);
  }

  after(delay: Time, task: Task): void {
    this.later.push({ after: delay, task });
  }

  /** The next task, first in first out; one asked for twice is done once. */
  next(): Task | undefined {
    for (const [key, task] of this.queue) {
      this.queue.delete(key);
      return task;
    }
    return undefined;
  }

  /** The tasks asked for later since this was last called. */
  takeLater(): readonly Delayed[] {
    const taken = this.later;
    this.later = [];
    return taken;
  }

  result(): { readonly state: ClusterState; readonly changes: readonly Change[] } {
    return { state: { seed: this.from.seed, serial: this.chance.serial, objects: this.draft.result(), runs: this.runs.result(), present: this.present.result() }, changes: this.draft.changes };
  }

  private wrote(before: KubeObject | undefined, after: KubeObject | undefined): void {
    this.rooms.changed(before, after);
    for (const task of reportTasks(before, after)) this.do(task);
    const object = after ?? before;
    this.ending(before, after);
    if (object?.kind === 'Pod') this.podChanged(before as Pod | undefined, after as Pod | undefined);
    else if (object) this.wake(object);
    // A schedule that is new, or another, is waited for from now.
    if (after?.kind === 'CronJob' && after.metadata.generation !== before?.metadata.generation) this.do({ kind: 'tick', namespace: after.metadata.namespace ?? '', name: after.metadata.name, uid: after.metadata.uid, generation: after.metadata.generation ?? 1 });
  }

  /** What is being deleted goes once no finalizer holds it; an owner that waits for what it owns looks again when one of those has gone. */
  private ending(before: KubeObject | undefined, after: KubeObject | undefined): void {
    if (after?.metadata.deletionTimestamp !== undefined && before?.metadata.finalizers !== after.metadata.finalizers) this.collect(refOf(after), after.metadata.uid);
    if (after) return;
    const { namespace = '' } = before?.metadata ?? {};
    if (namespace && this.find<KubeObject>({ group: '', kind: 'Namespace', namespace: '', name: namespace })?.metadata.deletionTimestamp !== undefined) this.do({ kind: 'namespace', namespace: '', name: namespace });
    for (const { apiVersion, kind, name, uid } of before?.metadata.ownerReferences ?? []) this.collect({ group: groupOf(apiVersion), kind, namespace: before?.metadata.namespace ?? '', name }, uid);
  }

  private collect({ group, kind, namespace, name }: Ref, uid: string): void {
    if (this.find<KubeObject>({ group, kind, namespace, name })?.metadata.deletionTimestamp !== undefined) this.do({ kind: 'collect', of: { group, kind }, namespace, name, uid });
  }

  private wake(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const owner = controllerOf(object);
    const to = (kind: Controller, named = name) => this.do({ kind, namespace, name: named });
    switch (object.kind) {
      case 'Deployment': return to('deployment'), this.autoscalers(namespace);
      case 'HorizontalPodAutoscaler': return to('autoscaler');
      case 'PodDisruptionBudget': return to('budget');
      case 'ReplicaSet': return owner ? (to('replicaset'), to('deployment', owner.name)) : to('replicaset');
      case 'StatefulSet': return to('statefulset'), this.autoscalers(namespace);
      case 'PersistentVolumeClaim': return to('claim');
      case 'Job': return owner ? (to('job'), to(owner.kind === 'Cluster' ? 'database' : 'cronjob', owner.name)) : to('job');
      case 'Cluster': return to('database');
      case 'CronJob': return to('cronjob');
      case 'SopsSecret': return to('sopssecret');
      case 'VaultStaticSecret': return to('vaultstaticsecret');
      case 'VaultAuth': return to('vaultauth');
      case 'VaultConnection': return to('vaultconnection');
      case 'Secret': return this.secretChanged(object), this.ingresses(namespace);
      case 'Service': return to('service'), this.ingresses(namespace);
      case 'Ingress': return to('ingress'), neighbours(this, object as Ingress).forEach(({ metadata }) => this.do({ kind: 'ingress', namespace: metadata.namespace ?? '', name: metadata.name }));
      case 'ResourceQuota': return to('quota');
      case 'Namespace': return this.do({ kind: 'namespace', namespace: '', name });
      default:
    }
  }

  /** The operator puts back a Secret of its own that went. */
  private secretChanged({ metadata: { namespace = '', ownerReferences = [] } }: KubeObject): void {
    for (const { kind, name } of ownerReferences) if (kind === 'VaultStaticSecret') this.do({ kind: 'vaultstaticsecret', namespace, name });
  }

  /** What sets the size of workloads looks at them and at their pods. */
  private autoscalers(namespace: string): void {
    for (const { metadata } of this.draft.list<KubeObject>('autoscaling', 'HorizontalPodAutoscaler', namespace)) this.do({ kind: 'autoscaler', namespace, name: metadata.name });
  }

  /** An Ingress needs its Services and Secrets. */
  private ingresses(namespace: string): void {
    for (const { metadata } of this.draft.list<KubeObject>('networking.k8s.io', 'Ingress', namespace)) this.do({ kind: 'ingress', namespace, name: metadata.name });
  }

  /** Who counts pods, or leads to them, looks again when one comes, goes or turns. */
  private podChanged(before: Pod | undefined, after: Pod | undefined): void {
    const pod = after ?? before;
    if (!pod) return;
    const { namespace = '', name } = pod.metadata;
    this.do({ kind: 'pod', namespace, name });
    const owner = controllerOf(pod);
    // A Job counts how often its pods start again.
    if (owner?.kind === 'Job' && before && after && restartsOf(before) !== restartsOf(after)) this.do({ kind: 'job', namespace, name: owner.name });
    if (before && after && !turned(before, after)) return;
    if (owner?.kind === 'ReplicaSet') this.do({ kind: 'replicaset', namespace, name: owner.name });
    if (owner?.kind === 'StatefulSet') this.do({ kind: 'statefulset', namespace, name: owner.name });
    if (owner?.kind === 'Cluster') this.do({ kind: 'database', namespace, name: owner.name });
    if (owner?.kind === 'Job') this.do({ kind: 'job', namespace, name: owner.name });
    for (const service of this.draft.list<KubeObject>('', 'Service', namespace)) this.do({ kind: 'service', namespace, name: service.metadata.name });
    for (const { metadata } of budgetsOf(this, before, after)) this.do({ kind: 'budget', namespace, name: metadata.name });
    this.autoscalers(namespace);
    if (this.draft.list('', 'ResourceQuota', namespace).length > 0) this.do({ kind: 'quota', namespace, name: 'dso-quota' });
  }
}

/** Whether a pod is to be counted or reached otherwise than before. */
function turned(before: Pod, after: Pod): boolean {
  const ready = ({ status }: Pod) => status.conditions?.find(({ type }) => type === 'Ready')?.status;
  const moved = before.status.phase !== after.status.phase || before.status.podIP !== after.status.podIP || ready(before) !== ready(after);
  return moved || before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp || !same(before.metadata.labels, after.metadata.labels) || !same(before.spec, after.spec);
}

/** What tells two tasks of the queue apart. A moment of a container's life comes once. */
function keyOf(task: Task): string | Task {
  if (task.kind === 'container') return task;
  return `${task.kind} ${task.namespace}/${task.name} ${'uid' in task ? task.uid : ''}`;
}
