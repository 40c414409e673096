import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { upgradeRefusal } from '../../core/platform/api/access';
import { answer, type ApiAnswer, type ApiRequest } from '../../core/platform/api/answer';
import type { OpenApi } from '../../core/platform/api/openapi';
import { accessReviewIn } from '../../core/platform/api/protobuf';
import { find } from '../../core/platform/cluster/store';
import { failure } from '../../core/platform/api/status';
import type { Certificate } from './certificate';
import { bearer, bytesOf, isLocalHost, sameSecret } from './guard';
import { streamLog } from './log-stream';
import type { Runner } from './runner';
import { streamWatch } from './watch-stream';

/** The Kubernetes API over TLS. Nothing is answered without the token, nor to a request sent under another name than this machine's. */
export function apiServer(runner: Runner, { key, certificate }: Certificate, token: string, openApi: OpenApi): Server {
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void respond(runner, openApi, token, portOf(server), request, response).catch(() => {
      if (!response.headersSent) send(response, failure(500, 'InternalError', 'Internal error occurred'));
      else response.destroy();
    });
  });
  // exec, attach and port-forward ask for an upgrade: they are refused like any other write, in plain HTTP.
  server.on('upgrade', (request, socket) => {
    const { code, body } = refusal(request, token, portOf(server)) ?? upgradeRefusal(request.method ?? 'GET', new URL(request.url ?? '/', 'https://localhost').pathname);
    socket.end(`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
    request.resume();
  });
  server.keepAliveTimeout = 15_000;
  return server;
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function respond(runner: Runner, openApi: OpenApi, token: string, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusal(request, token, port);
  if (refused) return send(response, refused);
  const asked = await readRequest(request, runner.oldest);
  const given = answer(asked, runner.state, runner.renderer, openApi);
  if (given.kind === 'watch') return streamWatch(runner, given.watch, response);
  if (given.kind === 'log') return streamLog(runner, given, response);
  send(response, given.kind === 'command' ? done(runner, given) : given);
}

/** Why a request is not even read. */
function refusal(request: IncomingMessage, token: string, port: number): ReturnType<typeof failure> | undefined {
  if (!isLocalHost(request, port)) return failure(403, 'Forbidden', 'the Host header does not name this machine');
  return sameSecret(bearer(request), token) ? undefined : failure(401, 'Unauthorized', 'Unauthorized');
}

async function readRequest(request: IncomingMessage, oldest: number): Promise<ApiRequest> {
  const url = new URL(request.url ?? '/', 'https://localhost');
  const body = request.method === 'GET' ? Buffer.alloc(0) : await bytesOf(request);
  return { method: request.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams), accept: request.headers.accept ?? '', body: parsed(body), ...(request.headers['content-type'] ? { type: request.headers['content-type'] } : {}), oldest };
}

/** A body that is neither JSON nor a review in protobuf is of no command we take: the answer only needs to know that. */
function parsed(body: Buffer): unknown {
  try {
    return body.length === 0 ? undefined : (accessReviewIn(body, bytes => Buffer.from(bytes).toString('utf8')) ?? (JSON.parse(body.toString('utf8')) as unknown));
  } catch {
    return undefined;
  }
}

/** Gives a command, then shows its object as it became; one that is gone already is shown as it was. */
function done(runner: Runner, { command, object }: ApiAnswer & { kind: 'command' }): { code: number; body: string } {
  const before = find(runner.state.cluster.objects, object);
  runner.give(command);
  const shown = find(runner.state.cluster.objects, object) ?? before;
  return { code: 200, body: shown ? runner.renderer.json(shown) : failure(404, 'NotFound', 'not found').body };
}

function send(response: ServerResponse, { code, body, type, warning }: { readonly code: number; readonly body: string; readonly type?: string; readonly warning?: string }): void {
  response.writeHead(code, { 'content-type': type ?? (body.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8'), 'content-length': Buffer.byteLength(body), 'cache-control': 'no-cache, private', ...(warning === undefined ? {} : { warning: `299 - ${JSON.stringify(warning)}` }) }).end(body);
}
