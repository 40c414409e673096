// Composition root of the rendering thread: Helm and Kustomize, which answer each message with one outcome.
import { parentPort, workerData } from 'node:worker_threads';
import type { RenderRequest } from './core/analysis/render/port';
import { startEngines } from './node/render/engines';

const { artifact, brief } = workerData as { readonly artifact: string; readonly brief: boolean };
/** Without its program, the thread has nothing to answer with: it ends, and whoever asked is told. */
const engines = startEngines(artifact, brief, () => process.exit(70));

parentPort?.on('message', (request: RenderRequest) => void engines.then(render => {
  const outcome = render(request);
  if (outcome) parentPort?.postMessage(outcome);
}));
