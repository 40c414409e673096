import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { brotliDecompress } from 'node:zlib';
import type { Rendered, RenderFailure, RenderRequest } from '../../core/analysis/render/port';
import '../../engines/artifacts/wasm_exec.js';
import { withMemoryLimit } from './memory';

interface GoProgram {
  readonly importObject: object;
  run(instance: object): Promise<void>;
}

interface Globals {
  readonly WebAssembly: { instantiate(module: Uint8Array, imports: object): Promise<{ readonly instance: object }> };
  Go: new () => GoProgram;
  __coachRender?: (request: string) => string;
  fetch?: unknown;
}

/** Beyond this much memory a render is taken for one that explodes. The engines need a quarter of it for the charts that are met. */
const memory = 512 * 1024 * 1024;

/** How much a function runs before V8 compiles it again, and better, beside: by default so little that a short run spends more on that than it gains. */
const patient = '--wasm-tiering-budget=200000000';

/** Starts Helm and Kustomize, packed at `artifact`, in this thread: what is rendered reaches no network. With `brief`, the process is soon to end, and its compiler is told so. `ended` is called when the program ends, which it does for want of memory; the render it was at then gives nothing. */
export async function startEngines(artifact: string, brief: boolean, ended: () => void): Promise<(request: RenderRequest) => Rendered | RenderFailure | undefined> {
  const globals = globalThis as unknown as Globals;
  delete globals.fetch;
  // An editor's process is not ours to set.
  if (brief && process.versions['electron'] === undefined) setFlagsFromString(patient);
  const packed = await promisify(brotliDecompress)(await readFile(artifact));
  const go = new globals.Go();
  const { instance } = await globals.WebAssembly.instantiate(withMemoryLimit(packed, memory), go.importObject);
  void go.run(instance).then(ended, ended);
  return request => {
    const answer = globals.__coachRender?.(JSON.stringify(request));
    if (answer === undefined) return undefined;
    return outcomeOf(JSON.parse(answer) as Answer);
  };
}

/** As the engines write it: an error may come with parts of a result. */
interface Answer extends Partial<Omit<Rendered, 'documents'>> {
  readonly documents: Rendered['documents'] | null;
  readonly error?: string;
  readonly place?: RenderFailure['place'];
  readonly stopped?: 'size';
}

function outcomeOf({ documents, error, place, stopped, templates = {}, marks = [], notes }: Answer): Rendered | RenderFailure {
  if (error) return { error, templates, ...(place ? { place } : {}), ...(stopped ? { stopped } : {}) };
  return { documents: documents ?? [], marks, templates, ...(notes === undefined ? {} : { notes }) };
}
