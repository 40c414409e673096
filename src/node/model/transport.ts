import http from 'node:http';
import https from 'node:https';
import { Transform, type Readable } from 'node:stream';
import { connectionFailure, failures, statusFailure } from './failure';
import type { ModelServer } from './server';

export interface Limits {
  /** Milliseconds without a first byte, then between two. */
  readonly firstByte: number;
  readonly stall: number;
  /** Milliseconds for the whole answer. */
  readonly total: number;
  /** Bytes on the wire, and UTF-16 code units of text shown. */
  readonly bytes: number;
  readonly text: number;
}

/** No proxy from the environment reaches this agent: what is addressed to this machine stays on it. */
const direct = new http.Agent();

/**
 * A `fetch` for one server, and for one POST at a time. It reaches no other origin, follows no redirect, sends no header but those needed, and
 * refuses what is not a stream of events. Where the host's own proxies and authorities are set up, https follows them.
 */
export function transportTo(server: ModelServer, model: string, limits: Limits): typeof fetch {
  return (input, init) => new Promise((resolve, reject) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== server.origin) return reject(new Error(`Adresse inattendue : ${url.origin}`));
    const headers = wanted(new Headers(init?.headers));
    const options = { method: init?.method ?? 'POST', headers, ...(server.loopback && url.protocol === 'http:' && { agent: direct }), ...(init?.signal && { signal: init.signal }) };
    const request = (url.protocol === 'https:' ? https : http).request(url, options);
    const silence = setTimeout(() => request.destroy(failures.silent(Math.round(limits.firstByte / 1000))), limits.firstByte);
    request.on('error', error => {
      clearTimeout(silence);
      reject(explained(error, server.origin));
    });
    request.on('response', response => {
      clearTimeout(silence);
      const status = response.statusCode ?? 0;
      const refused = status < 200 || status >= 300 ? statusFailure(status, model) : /^text\/event-stream\b/i.test(response.headers['content-type'] ?? '') ? undefined : failures.notAStream();
      if (refused) {
        response.destroy();
        return reject(refused);
      }
      resolve(new Response(webStream(guarded(response, server.origin, limits)), { status, headers: { 'content-type': 'text/event-stream' } }));
    });
    request.end(typeof init?.body === 'string' ? init.body : undefined);
  });
}

/** The client adds what it knows of this machine (system, runtime, retries): none of it was shown to the user, so none of it leaves. */
function wanted(headers: Headers): Record<string, string> {
  const kept = ['authorization', 'content-type', 'accept'].flatMap(name => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...kept, ['accept', 'text/event-stream']]);
}

/** The body, ended with a sentence when it stalls or goes past its size. */
function guarded(response: http.IncomingMessage, origin: string, limits: Limits): Readable {
  let received = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      stall.refresh();
      if (received > limits.bytes) return done(failures.endless());
      done(null, chunk);
    },
  });
  const stall = setTimeout(() => body.destroy(failures.stalled(Math.round(limits.stall / 1000))), limits.stall);
  const total = setTimeout(() => body.destroy(failures.endless()), limits.total);
  body.on('close', () => {
    clearTimeout(stall);
    clearTimeout(total);
    response.destroy();
  });
  response.on('error', error => body.destroy(explained(error, origin)));
  response.on('aborted', () => body.destroy(connectionFailure('ECONNRESET', origin)));
  return response.pipe(body);
}

/** Node's own conversion throws out of reach when a reader leaves before the end, so pieces are handed over one by one, as they are asked for. */
function webStream(body: Readable): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = (await pieces.next()) as IteratorResult<Buffer>;
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: () => void body.destroy(),
  });
}

function explained(error: Error, origin: string): Error {
  if (error.name === 'ModelFailure' || error.name === 'AbortError') return error;
  // Trying several addresses of one host fails with several errors: the first says enough.
  const inner = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined) : (error as NodeJS.ErrnoException);
  return connectionFailure(inner?.code, origin);
}
