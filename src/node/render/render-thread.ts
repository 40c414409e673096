import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Rendered, RenderFailure, RenderPort, RenderRequest } from '../../core/analysis/render/port';
import { threadOf } from '../thread';

export interface RenderOptions {
  /** The bundled script of the rendering thread. */
  readonly script: string;
  /** The packed engines. */
  readonly artifact: string;
  readonly idle?: number;
  readonly limit?: number;
  /** For a process that ends soon after: the engines are compiled quickly rather than well. It changes a setting of the whole process. */
  readonly brief?: boolean;
}

export interface RenderThread extends RenderPort {
  /** Starts the thread before the first render, for which its second or so is then no wait. */
  start(): void;
  dispose(): void;
}

/** The real engines, in a thread of their own that starts with the first render. One that lasts or takes too much memory is stopped, and says so. */
export function renderThread({ script, artifact, idle = 30_000, limit = 5_000, brief = false }: RenderOptions): RenderThread {
  const thread = threadOf<RenderRequest, Rendered | RenderFailure>({
    start: () => {
      // What the engines print is for the terminal they think they have.
      const worker = new Worker(script, { workerData: { artifact, brief }, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 512 } });
      worker.stdout.resume();
      worker.stderr.resume();
      return worker;
    },
    failed: (_, why) => (typeof why === 'string' ? { error: `more than ${limit} ms`, stopped: 'time' } : { error: why.message, stopped: /memory|exit/i.test(why.message) ? 'memory' : 'fault' }),
    idle,
    limit: () => limit,
  });
  return { render: request => thread.ask(request), start: () => thread.start(), dispose: () => thread.dispose() };
}

/** The engines as they ship in `folder`. Nothing starts before the first render. */
export function enginesIn(folder: string, options: Pick<RenderOptions, 'limit' | 'brief'> = {}): RenderThread {
  return renderThread({ script: path.resolve(folder, 'engine.js'), artifact: path.resolve(folder, 'engines.wasm.br'), ...options });
}
