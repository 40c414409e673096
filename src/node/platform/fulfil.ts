import { isRendered, type RenderPort } from '../../core/analysis/render/port';
import type { Answer, Request } from '../../core/platform/event';
import type { RenderOutcome } from '../../core/platform/gitops/outcome';
import type { Fulfil } from './runner';

/** More than this from one render is not kept: a run would not replay in a reasonable time. */
const maxDocuments = 2_000;
const maxText = 8 * 1024 * 1024;

/** Has each request done by who can: synchronisations by git, decryptions by who has the keys, tests by npm, sources by our rules, renders by the engines. Never rejects: a failure is an answer. */
export function fulfilling(mirror: (request: Request & { type: 'mirror' }) => Promise<Answer>, decrypt: (request: Request & { type: 'decrypt' }) => Promise<Answer>, tests: (request: Request & { type: 'run-tests' }) => Promise<Answer>, merge: (request: Request & { type: 'merge' }) => Promise<Answer>, sources: (request: Request & { type: 'analyse-sources' }) => Promise<Answer>, engines: RenderPort): Fulfil {
  return async request => {
    if (request.type === 'mirror') return mirror(request);
    if (request.type === 'decrypt') return decrypt(request);
    if (request.type === 'merge') return merge(request);
    if (request.type === 'run-tests') return tests(request);
    if (request.type === 'analyse-sources') return sources(request);
    const { application, key } = request;
    return { type: 'rendered', application, key, outcome: await renderOf(request, engines) };
  };
}

/** One render, bounded in what is kept of it. */
export async function renderOf({ request }: Request & { type: 'render' }, engines: RenderPort): Promise<RenderOutcome> {
  const outcome = await engines.render(request).catch((error: Error) => ({ error: error.message, stopped: 'fault' as const }));
  if (!isRendered(outcome)) return { ok: false, error: outcome.error.slice(0, 4_000), ...(outcome.stopped ? { stopped: outcome.stopped } : {}) };
  const documents = outcome.documents.map(({ text }) => text);
  if (documents.length > maxDocuments || documents.reduce((sum, { length }) => sum + length, 0) > maxText) return { ok: false, error: '', stopped: 'size' };
  return { ok: true, documents };
}
