import { randomBytes } from 'node:crypto';
import type { Server } from 'node:net';
import path from 'node:path';
import { OpenApi } from '../../core/platform/api/openapi';
import { platformEngine, type PlatformBook } from '../../core/platform/engine';
import { freeze, newPlatform, thaw, type PlatformState } from '../../core/platform/state';
import { namespaceOf } from '../../core/platform/console/console';
import type { Input } from '../../core/platform/event';
import type { ContentPort } from '../../core/curriculum/catalog';
import { workerAnalysis } from '../analysis/worker-client';
import { enginesIn } from '../render/render-thread';
import { schemasIn } from '../schemas/load';
import { apiServer } from './api-server';
import { makeCertificate, type Certificate } from './certificate';
import { wallClock, type Clock } from './clock';
import { clusterKeys, decryptingWith } from './cluster-keys';
import { consoleServer } from './console-server';
import { clearLeftovers } from './leftovers';
import { notKept, StateFolder, type Endpoint, type Recorded } from './folder';
import { fulfilling } from './fulfil';
import { History } from './history';
import { kubeconfig } from './kubeconfig';
import { mergingIn } from './merge';
import { mirrorIn } from './mirror';
import { Presence } from './presence';
import { Runner } from './runner';
import { runningTests } from './run-tests';
import { readingSources } from './sources';

/** A platform that runs. */
export interface Platform {
  readonly endpoint: Endpoint;
  readonly runner: Runner;
  /** The kubeconfig that reaches it, as it would be written now. */
  kubeconfig(): string;
  /** Stops it: what it holds is on disk when this resolves. */
  stop(): Promise<void>;
  /** Resolves once it has stopped, asked to or because nobody needs it any more. */
  readonly stopped: Promise<void>;
}

/** How long a platform stays without a client. */
export const patience = 10 * 60_000;

/** Grows when the state of the platform is laid out in another way. */
const layout = 14;

interface Snapshot {
  /** How many recorded inputs it holds. */
  readonly inputs: number;
  /** How a state is laid out: one laid out otherwise is computed again. */
  readonly layout?: number;
  readonly content: string;
  readonly state: unknown;
}

/** What a platform is made with. `version` is that of the content: a snapshot made with another is computed again from its inputs. */
export interface PlatformContent {
  readonly book: PlatformBook;
  readonly version: string;
  readonly openApi: OpenApi;
  /** The folder of the rendering engines, as they ship. */
  readonly engines: string;
}

/** What whoever starts a platform lets it do. */
export interface PlatformOptions {
  /** Whether the tests of Node projects are really run: they are programs of the repository. */
  readonly runTests?: boolean;
}

/** Starts the platform that a folder keeps, or a new one. Rejects with a French sentence when another process holds the folder (`Held`), or when the folder takes nothing (`NotKept`). */
export async function startPlatform(root: string, content: PlatformContent, clock: Clock = wallClock, options: PlatformOptions = {}): Promise<Platform> {
  const folder = new StateFolder(root);
  await folder.take().catch((error: unknown) => Promise.reject(notKept(error, root)));
  try {
    await clearLeftovers(folder.file('git'));
    return await start(folder, content, clock, options);
  } catch (error) {
    folder.release();
    throw notKept(error, root);
  }
}

async function start(folder: StateFolder, { book, version, openApi, engines }: PlatformContent, clock: Clock, options: PlatformOptions): Promise<Platform> {
  const engine = platformEngine(book);
  const recorded = await folder.recorded();
  const snapshot = folder.read<Snapshot>('snapshot.json');
  const fresh = snapshot?.content === version && snapshot.layout === layout && snapshot.inputs <= recorded.length;
  let state: PlatformState = fresh ? thaw(snapshot.state) : newPlatform(1);
  let inputs = recorded.length;
  for (const { at, input } of recorded.slice(fresh ? snapshot.inputs : 0)) ({ state } = engine(state, Math.max(state.now, at), input));
  // The past is replayed for who asks for it: from then on, its inputs are kept beside their file.
  let past: { readonly history: History; readonly lines: Recorded[] } | undefined;
  const log = { append: (at: number, input?: Input) => (folder.append(at, input), void inputs++, void past?.lines.push({ at, ...(input ? { input } : {}) })) };
  const history = () => {
    if (!past) {
      const lines = folder.written();
      past = { lines, history: new History(engine, lines) };
    }
    return past.history;
  };
  const render = enginesIn(engines);
  const analysis = workerAnalysis({ script: path.resolve(engines, 'worker.js'), rules: () => Promise.resolve(book), idle: 20_000 });
  const keys = await clusterKeys(folder, state.console.clusters.map(({ name }) => name));
  const runner = new Runner(state, engine, log, fulfilling(mirrorIn(folder.file('git')), decryptingWith(keys), runningTests(folder.file('git'), options.runTests === true), mergingIn(folder.file('git')), readingSources(folder.file('git'), analysis), render), clock);
  for (const { name, key } of state.console.clusters) if (key !== keys.recipients[name]) runner.learn({ type: 'cluster-key', cluster: name, recipient: keys.recipients[name] ?? '' });
  if ((state.pipelines.runsTests === true) !== (options.runTests === true)) runner.learn({ type: 'tests-allowed', allowed: options.runTests === true });
  runner.resume();
  const token = secretOf(folder);
  const certificate = await certificateOf(folder, clock);
  let finish: () => void = () => undefined;
  const stopped = new Promise<void>(resolve => (finish = resolve));
  const api = apiServer(runner, certificate, token, openApi);
  const http = consoleServer(runner, { token, repositories: folder.file('git'), history, stop: () => void stop() });
  const presence = new Presence([api, http], clock, patience, () => void stop());
  const ports = folder.read<{ api: number; console: number }>('ports.json');
  const taken = { api: await listen(api, ports?.api), console: await listen(http, ports?.console) };
  folder.write('ports.json', JSON.stringify(taken));
  const endpoint: Endpoint = { pid: process.pid, api: `https://127.0.0.1:${taken.api}`, console: `http://127.0.0.1:${taken.console}`, token };
  folder.write('platform.json', JSON.stringify(endpoint));
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= (async () => {
    presence.close();
    await Promise.all([api, http].map(close));
    await runner.quiet();
    render.dispose();
    analysis.dispose();
    runner.stop();
    try {
      // Without it, as when the disk is full, the state is computed again from its inputs.
      folder.write('snapshot.json', JSON.stringify({ inputs, layout, content: version, state: freeze(runner.state) } satisfies Snapshot));
    } finally {
      folder.release();
      finish();
    }
  })());
  return {
    endpoint, runner, stop, stopped,
    kubeconfig: () => {
      const [project] = runner.state.console.projects;
      const [environment] = project?.environments ?? [];
      return kubeconfig({ server: endpoint.api, certificate: certificate.certificate, token, namespace: project && environment && namespaceOf(project.slug, environment.name) });
    },
  };
}

/** The token is kept, so that a kubeconfig serves as long as its folder. */
function secretOf(folder: StateFolder): string {
  const known = folder.read<{ token: string }>('secret.json')?.token;
  if (known) return known;
  const token = randomBytes(32).toString('base64url');
  folder.write('secret.json', JSON.stringify({ token }));
  return token;
}

async function certificateOf(folder: StateFolder, clock: Clock): Promise<Certificate> {
  const known = folder.read<Certificate>('certificate.json');
  if (known?.key && known.certificate) return known;
  const made = await makeCertificate(clock.now());
  folder.write('certificate.json', JSON.stringify(made));
  return made;
}

/** The port of last time if it is free, so that a kubeconfig goes on serving; else one the system chooses. On the loopback interface alone. */
function listen(server: Server, wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (wanted !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES') ? resolve(listen(server)) : reject(error));
    server.once('error', failed);
    server.listen(wanted, '127.0.0.1', () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function close(server: Server & { closeAllConnections?(): void }): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}

/** The content of an installation, whose files are in `product`, as the platform takes it. Rejects with a French sentence when it is damaged. */
export async function platformContent(content: ContentPort, product: string): Promise<PlatformContent> {
  const { rules, catalogue, version } = await content.catalog();
  const described = schemasIn(path.join(product, 'schemas'));
  return { book: { rules, catalogue, description: described.kubernetes, pipelineShape: described.pipeline }, version, openApi: new OpenApi(described.kubernetes, described.texts), engines: product };
}
