import { analyser, type Analyse } from '../analysis/analyse';
import type { Finding } from '../analysis/finding';
import type { SourceFile } from '../analysis/port';
import type { RuleCard } from '../analysis/card';
import { admission, type Admit, type NamespaceRules } from './cluster/admission';
import type { PipelineValidator } from '../analysis/gitlab-ci/schema';
import type { Description } from '../analysis/schema/description';
import { reader, type Read } from './cluster/admission/decode';
import { policyEngine, policyResults, type PolicyEngine } from './cluster/admission/kyverno';
import { settle } from './cluster/cluster';
import type { Change, Objects } from './cluster/store';
import { Work } from './cluster/work';
import { firstUserOf } from './console/provision';
import type { Input, Internal, Request } from './event';
import type { Catalogue } from './pipeline/expand';
import { watch } from './gitops/control';
import { askDecryption } from './secrets/sops';
import { handle } from './handle';
import type { Behaviour } from './registry/behaviour';
import { imageSource } from './registry/registry';
import { environmentAt } from './console/console';
import type { PlatformState } from './state';
import type { Time } from './time';
import { Timers } from './timers';
import { readKv } from './vault/kv';

/** What the platform is made with: the rules' cards, the pipeline catalogue, the description of objects, and what scenarios say of applications. */
export interface PlatformBook {
  readonly rules: readonly RuleCard[];
  readonly catalogue: Catalogue;
  description(): Description;
  /** GitLab's own description of pipelines. */
  pipelineShape(): PipelineValidator;
  /** By repository and folder of the build; undefined when no scenario speaks of it. */
  behaviourOf?(repository: string, context: string): Behaviour | undefined;
}

/** What a step gives: the state after it, what it changed in the cluster, and what an adapter has to do. */
export interface Advance {
  readonly state: PlatformState;
  readonly changes: readonly Change[];
  readonly requests: readonly Request[];
}

/** Moves a state on: to an instant, doing all that was due by then, and then through an input if there is one. Pure: the same arguments give the same result. */
export type Engine = (state: PlatformState, to: Time, input?: Input) => Advance;

/** Makes the engine once: policies are compiled, and remembered, for all its steps. */
export function platformEngine(book: PlatformBook): Engine {
  const policies = policyEngine(book.rules);
  const read = reader(() => book.description());
  const analyse = onceMade(() => analyser(book.rules, book.catalogue));
  return (state, to, input) => {
    const run = new Run(state, book, policies, read, analyse);
    run.advance(to);
    if (input) run.take(input);
    return run.result();
  };
}

/** Makes something at its first need. */
function onceMade<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** One step being made. Components get it to read the others' state and to say what they changed; nothing of it outlives the step. */
export class Run {
  readonly requests: Request[] = [];
  private readonly timers: Timers;
  private work: Work | undefined;
  private watched = 0;
  private order: number;
  private readonly admit: Admit;
  now: Time;

  constructor(private current: PlatformState, readonly book: PlatformBook, private readonly policies: PolicyEngine, read: Read, private readonly analysis: () => Analyse) {
    this.timers = new Timers(current.timers);
    this.order = current.order;
    this.now = current.now;
    this.admit = admission(policies, read, namespace => this.rulesOf(namespace));
  }

  /** What our rules find in texts. */
  analyse(files: readonly SourceFile[]): readonly Finding[] {
    return this.analysis()(files, 'repository').findings;
  }

  /** Does what is due up to `to`, in order. */
  advance(to: Time): void {
    for (let timer = this.timers.first; timer && timer.at <= to; timer = this.timers.first) {
      this.timers.take();
      this.now = Math.max(this.now, timer.at);
      this.perform(timer.event);
    }
    this.now = Math.max(this.now, to);
  }

  take(input: Input): void {
    handle(this, input);
  }

  /** The state as it is now, all but the cluster. */
  get state(): Omit<PlatformState, 'cluster'> {
    return this.current;
  }

  /** What the cluster holds now. To be read at once: it changes with the cluster as long as the step lasts. */
  get objects(): Objects {
    return this.work?.draft.result() ?? this.current.cluster.objects;
  }

  set(slice: Partial<PlatformState>): void {
    this.current = { ...this.current, ...slice };
  }

  later(after: Time, event: Internal): void {
    this.timers.add({ at: this.now + after, order: ++this.order, event });
  }

  request(request: Request): void {
    this.requests.push(request);
  }

  /** Lets `use` act on the cluster, then brings its controllers to rest. The cluster stays open for what comes next. */
  inCluster<T>(use: (work: Work) => T): T {
    const work = (this.work ??= new Work(this.current.cluster, { images: imageSource(() => this.current.registry), admit: this.admit, decrypt: object => askDecryption(this, object), vault: { projects: () => this.current.console.projects.map(({ slug }) => slug), read: (account, mount, path, version) => readKv(this.current.vault, account, mount, path, version) }, flavour: namespace => this.rulesOf(namespace)?.flavour, policies: object => (this.rulesOf(object.metadata.namespace ?? '') ? policyResults(this.policies, object) : []) }));
    work.now = this.now;
    const result = use(work);
    settle(work);
    watch(this, work.draft.changes.slice(this.watched));
    this.watched = work.draft.changes.length;
    for (const { after, task } of work.takeLater()) this.later(after, { type: 'cluster', task });
    return result;
  }

  /** What admission must know of a namespace; undefined for one the console did not make. */
  rulesOf(namespace: string): NamespaceRules | undefined {
    const { console } = this.current;
    const environment = environmentAt(console, namespace);
    return environment && { production: environment.stage === 'prod', flavour: console.clusters.find(({ name }) => name === environment.cluster)?.flavour ?? 'openshift', firstUser: firstUserOf(namespace) };
  }

  result(): Advance {
    const { state: cluster, changes } = this.work?.result() ?? { state: this.current.cluster, changes: [] };
    const state = { ...this.current, cluster, now: this.now, order: this.order, timers: this.timers.result() };
    return { state, changes, requests: this.requests };
  }

  private perform(event: Internal): void {
    if (event.type === 'cluster') this.inCluster(work => work.do(event.task));
    else handle(this, event);
  }
}
