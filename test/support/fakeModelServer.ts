import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server behaves: a status, or one of the ways a stream goes right or wrong. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly pieces: readonly string[]; readonly every?: number; readonly finish?: string | null; readonly done?: boolean }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly location?: string }
  | { readonly kind: 'html' | 'silent' | 'stall' | 'broken' | 'reset' | 'endless' | 'endlessComment' | 'error' };

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeModelServer {
  readonly origin: string;
  readonly baseUrl: string;
  readonly received: Received[];
  /** Resolves when the client closes the connection of a stream. */
  readonly closed: Promise<void>;
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** A server that speaks the protocol of chat completions, well or badly, on a free port of this machine. */
export async function fakeModelServer(initial: Behaviour = { kind: 'answer', pieces: ['Bonjour', ' à vous'] }): Promise<FakeModelServer> {
  let behaviour = initial;
  const received: Received[] = [];
  let close: () => void = () => undefined;
  const closed = new Promise<void>(resolve => (close = resolve));
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.on('close', close);
      play(behaviour, response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin, baseUrl: `${origin}/v1`, received, closed,
    behave: next => (behaviour = next),
    stop: () => new Promise(resolve => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

const event = (content: string, finish: string | null = null) => `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

function play(behaviour: Behaviour, response: http.ServerResponse): void {
  const open = () => response.writeHead(200, { 'content-type': 'text/event-stream' });
  switch (behaviour.kind) {
    case 'status':
      response.writeHead(behaviour.status, { 'content-type': 'application/json', ...(behaviour.location && { location: behaviour.location }) });
      return void response.end(behaviour.body ?? '{"error":{"message":"SECRET DU SERVEUR"}}');
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end('<!doctype html><h1>Portail captif</h1>');
    case 'silent':
      return;
    case 'stall':
      open();
      return void response.write(event('Début'));
    case 'broken':
      open();
      response.write(event('Début'));
      return void response.end('data: {pas du json\n\n');
    case 'error':
      open();
      return void response.end('data: {"error":{"message":"SECRET DU SERVEUR"}}\n\n');
    case 'reset':
      open();
      response.write(event('Début'));
      return void setTimeout(() => response.destroy(), 20);
    case 'endless':
    case 'endlessComment': {
      open();
      const text = behaviour.kind === 'endless' ? event('encore '.repeat(200)) : `: ${'x'.repeat(2000)}\n\n`;
      const more = () => {
        while (!response.destroyed && response.write(text));
      };
      response.on('drain', more);
      return more();
    }
    case 'answer':
      open();
      return void speak(behaviour, response, 0);
  }
}

function speak(answer: Extract<Behaviour, { kind: 'answer' }>, response: http.ServerResponse, at: number): void {
  const piece = answer.pieces[at];
  if (response.destroyed) return;
  if (piece === undefined) {
    response.write(event('', answer.finish === undefined ? 'stop' : answer.finish));
    return void response.end(answer.done === false ? undefined : 'data: [DONE]\n\n');
  }
  response.write(event(piece));
  setTimeout(() => speak(answer, response, at + 1), answer.every ?? 1);
}
