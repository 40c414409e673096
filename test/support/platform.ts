import { createHash } from 'node:crypto';
import { list } from '../../src/core/platform/cluster/store';
import type { KubeEvent } from '../../src/core/platform/cluster/events';
import type { Deployment, KubeObject, Pod } from '../../src/core/platform/cluster/object';
import type { Change } from '../../src/core/platform/cluster/store';
import { namespaceOf } from '../../src/core/platform/console/console';
import { platformEngine, type Engine, type PlatformBook } from '../../src/core/platform/engine';
import type { Command, Input, Request } from '../../src/core/platform/event';
import { treeAt, type Tree } from '../../src/core/platform/forge/forge';
import type { TestsOutcome } from '../../src/core/platform/pipeline/executors/executor';
import type { RenderPort } from '../../src/core/analysis/render/port';
import { decryptingWith } from '../../src/node/platform/cluster-keys';
import { corpusFile } from '../oracles/golden';
import { renderOf } from '../../src/node/platform/fulfil';
import { sourcesOutcome } from '../../src/node/platform/sources';
import { isSource } from '../../src/node/platform/tree';
import { commandRefusal } from '../../src/core/platform/refusal';
import { momentsOf, type Moment } from '../../src/core/platform/view/moment';
import { newPlatform, type PlatformState } from '../../src/core/platform/state';
import { analysisOf, platformBook } from './analysis';

/** Files by name, as a commit. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const id = (text: string) => createHash('sha1').update(text).digest('hex');
  return { commit: id(JSON.stringify(files)), title: 'un commit', author: 'test', files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, id(text)])), texts: Object.fromEntries(Object.entries(files).filter(([name]) => !isSource(name))) };
}

/** Every cluster has the key of the corpus of sops. */
const decrypt = (request: Request & { type: 'decrypt' }) => decryptingWith({ identities: { [request.cluster]: corpusFile('sops', 'keys.txt').trim() }, recipients: {} })(request);

const shared: Engine = platformEngine(platformBook);

/** A platform in memory: its only adapter answers synchronisations with the files given. */
export class Simulation {
  state: PlatformState = newPlatform(1);
  readonly inputs: { readonly at: number; readonly input: Input }[] = [];
  readonly changes: Change[] = [];
  /** What its timeline tells. */
  readonly moments: Moment[] = [];
  /** What tests are said to give. */
  tests: TestsOutcome = { ran: false, reason: 'la plateforme n’y est pas autorisée.' };
  private files: Readonly<Record<string, string>> = {};
  private readonly asked: (Request & { type: 'render' | 'decrypt' | 'analyse-sources' })[] = [];

  constructor(private readonly engine: Engine = shared) {}

  static with(more: Partial<PlatformBook>): Simulation {
    return new Simulation(platformEngine({ ...platformBook, ...more }));
  }

  /** Gives an input now, and answers what it asks for. */
  give(input: Input): this {
    this.inputs.push({ at: this.state.now, input });
    this.keep(this.engine(this.state, this.state.now, input), input);
    return this;
  }

  /** Lets time pass. */
  wait(milliseconds: number): this {
    this.keep(this.engine(this.state, this.state.now + milliseconds));
    return this;
  }

  /** A project with one repository of code and manifests, deployed from `deploiement` in one environment, and its first push. */
  deploy(files: Readonly<Record<string, string>>, { stage = 'dev', cluster = 'hp', cpu = 4, memory = 8, path = 'deploiement', values = [] as readonly string[], commands = [] as readonly Command[], project = 'guichet' } = {}): this {
    this.give({ type: 'create-project', slug: project });
    this.give({ type: 'set-repository', project, repository: { name: 'guichet', source: '/depot', private: false, infra: true, revision: 'HEAD', path, values } });
    this.give({ type: 'set-environment', project, environment: { name: stage === 'prod' ? 'prod' : 'dev', stage, cluster, cpu, memory, autosync: true } });
    for (const command of commands) {
      const refusal = commandRefusal(this.state, command);
      if (refusal !== undefined) throw new Error(refusal);
      this.give(command);
    }
    return this.push(files, project);
  }

  push(files: Readonly<Record<string, string>>, project = 'guichet', repository = 'guichet'): this {
    this.files = files;
    return this.give({ type: 'synchronise', project, repository, branch: 'main' });
  }

  get namespace(): string {
    return namespaceOf('guichet', this.state.console.projects.find(({ slug }) => slug === 'guichet')?.environments[0]?.name ?? 'dev');
  }

  all<T extends KubeObject>(kind: string, group = ''): T[] {
    return list(this.state.cluster.objects, group, kind, this.namespace) as T[];
  }

  get pods(): Pod[] {
    return this.all<Pod>('Pod');
  }

  get deployment(): Deployment {
    const [first] = this.all<Deployment>('Deployment', 'apps');
    if (!first) throw new Error('no Deployment');
    return first;
  }

  /** What was told, each event as `reason: message`. */
  told(kind?: string): string[] {
    return this.all<KubeEvent>('Event').filter(event => kind === undefined || event.involvedObject.kind === kind).sort((a, b) => a.firstTimestamp - b.firstTimestamp || Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion)).map(({ reason, message }) => `${reason}: ${message}`);
  }

  private keep({ state, changes, requests }: ReturnType<Engine>, input?: Input): void {
    this.moments.push(...momentsOf({ before: this.state, after: state, changes, input }));
    this.state = state;
    this.changes.push(...changes);
    for (const request of requests) this.answer(request);
  }

  /** Lets time pass, with the renders and decryptions asked for on the way really done. */
  async pass(milliseconds: number, engines: RenderPort): Promise<this> {
    const end = this.state.now + milliseconds;
    while (this.state.now < end) {
      this.wait(Math.min(end, this.state.timers[0]?.at ?? end) - this.state.now);
      for (let asked = this.asked.shift(); asked; asked = this.asked.shift()) this.give(asked.type === 'analyse-sources' ? await this.sources(asked) : asked.type === 'render' ? { type: 'rendered', application: asked.application, key: asked.key, outcome: await renderOf(asked, engines) } : await decrypt(asked));
    }
    return this;
  }

  private async sources({ pipeline, job }: Request & { type: 'analyse-sources' }): Promise<Input> {
    const texts = Object.fromEntries(Object.entries(this.files).filter(([name]) => isSource(name)));
    const analyse = (files: readonly { readonly file: string; readonly text: string }[]) => Promise.resolve(analysisOf(Object.fromEntries(files.map(({ file, text }) => [file, text]))));
    return { type: 'sources-read', pipeline, job, outcome: await sourcesOutcome(texts, { analyse }) };
  }

  private answer(request: Request): void {
    if (request.type === 'merge') {
      const tree = treeAt(this.state.forge, `${request.project}/${request.repository}`, request.source);
      return void this.give({ type: 'merged', project: request.project, repository: request.repository, iid: request.iid, branch: request.target, outcome: tree ? { ok: true, tree } : { ok: false, message: 'absente' } });
    }
    if (request.type === 'run-tests') return void this.give({ type: 'tests-ran', pipeline: request.pipeline, job: request.job, outcome: this.tests });
    if (request.type !== 'mirror') return void this.asked.push(request);
    const { sync, project, repository, branch } = request;
    this.give({ type: 'mirrored', sync, project, repository, branch, outcome: { ok: true, tree: treeOf(this.files) } });
  }
}
