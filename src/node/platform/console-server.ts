import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Command } from '../../core/platform/event';
import { route } from '../../core/platform/cluster/router';
import { teamView } from '../../core/platform/console/team-view';
import { forgeView } from '../../core/platform/forge/view';
import { mapView } from '../../core/platform/view/map';
import { statusView } from '../../core/platform/view/status';
import type { Language } from '../../core/platform/view/words/language';
import { phrase, said, toldBy } from '../../core/platform/view/words/said';
import { explain } from '../../core/platform/view/why';
import { vaultView } from '../../core/platform/vault/view';
import { isSettled } from '../../core/platform/settled';
import { momentViews, type PastView, type TimelineView } from '../../core/platform/view/timeline';
import { bearer, bodyOf, isLocalHost, sameSecret } from './guard';
import { gitRequest, isGit } from './git-http';
import { changesOf, fileAt } from './changes';
import type { History } from './history';
import { streamJob } from './job-stream';
import type { Runner } from './runner';
import { trigger } from './trigger';

/** What the console's process can be asked beside commands. */
export interface ConsoleActions {
  readonly token: string;
  /** The folder of the secondary repositories. */
  readonly repositories: string;
  /** The past of the run, made at the first question. */
  history(): History;
  stop(): void;
}

/** The console's API and GitLab's trigger, on the loopback interface. Nothing but the trigger, which has a token of its own, is answered without the platform's token. */
export function consoleServer(runner: Runner, actions: ConsoleActions): Server {
  let turn = 0;
  const accelerating = waitersOf(runner);
  const server = createServer((request, response) => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    // Each request to an application goes to the next of its endpoints.
    if (!isLocalHost(request, port) && application(runner, turn++, request, response)) return;
    void respond(runner, actions, accelerating, port, request, response).catch((error: Error) => json(response, 500, { message: said(languageOf(request), toldBy(error)) }));
  });
  return server;
}

async function respond(runner: Runner, actions: ConsoleActions, accelerating: (response: ServerResponse) => Promise<boolean>, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocalHost(request, port)) return json(response, 403, { message: 'L’en-tête Host ne désigne pas cette machine.' });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const project = /^\/api\/v4\/projects\/([^/]+)\/trigger\/pipeline$/.exec(pathname)?.[1];
  if (project !== undefined && request.method === 'POST') return trigger(runner, actions.token, decodeURIComponent(project), await bodyOf(request), request.headers['content-type'] ?? '', response);
  if (isGit(pathname)) return gitRequest(runner, actions.token, actions.repositories, pathname, searchParams.toString(), request, response);
  if (!sameSecret(bearer(request), actions.token)) return json(response, 401, { message: 'Jeton absent ou faux.' });
  switch (`${request.method} ${pathname}`) {
    case 'GET /cpin/status': return json(response, 200, statusView(runner.state, languageOf(request)));
    case 'GET /cpin/why': return json(response, 200, explain(runner.state, languageOf(request, searchParams)));
    case 'GET /cpin/map': return map(runner, searchParams.get('application') ?? '', response);
    case 'GET /cpin/team': return json(response, 200, teamView(runner.state));
    case 'GET /cpin/forge': return json(response, 200, forgeView(runner.state.forge, languageOf(request)));
    case 'GET /cpin/changes': return changes(runner, actions.repositories, searchParams, languageOf(request), response);
    case 'GET /cpin/file': return json(response, 200, { text: await fileAt(actions.repositories, searchParams.get('repository') ?? '', searchParams.get('commit') ?? '', searchParams.get('file') ?? '') });
    case 'GET /cpin/vault': return json(response, 200, vaultView(runner.state));
    case 'GET /cpin/job': return jobLog(runner, Number(searchParams.get('id')), searchParams.get('follow') === 'true', languageOf(request), response);
    case 'GET /cpin/timeline': return timeline(runner, actions.history(), languageOf(request), response);
    case 'GET /cpin/past': return past(runner, actions.history(), Number(searchParams.get('at')), languageOf(request, searchParams), response);
    case 'POST /cpin/pace': return pace(runner, await bodyOf(request), response);
    case 'POST /cpin/command': return command(runner, await bodyOf(request), languageOf(request), response);
    case 'GET /cpin/alive': return json(response, 200, {});
    case 'POST /cpin/settle': return json(response, 200, { settled: await accelerating(response) });
    case 'GET /cpin/follow': return follow(runner, response);
    case 'POST /cpin/down':
      json(response, 200, {});
      return void response.on('close', () => actions.stop());
    default: return json(response, 404, { message: 'Adresse inconnue.' });
  }
}

/** Accelerates for whoever waits; once none of them does any longer, time goes as the clock does. */
function waitersOf(runner: Runner): (response: ServerResponse) => Promise<boolean> {
  let waiting = 0;
  return async response => {
    waiting++;
    response.once('close', () => --waiting === 0 && runner.halt());
    return runner.settle();
  };
}

/** Answers for an application by its host name, as the platform's router does, whoever asks: what it says is simulated, and holds no secret. False when no Ingress has this host. */
function application(runner: Runner, turn: number, request: IncomingMessage, response: ServerResponse): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const answer = route(runner.state, host, (request.url ?? '/').replace(/[?#].*$/, ''), turn);
  if (!answer) return false;
  response.writeHead(answer.code, { 'content-type': `${answer.type}; charset=utf-8`, 'cache-control': 'no-store', 'x-simulation': 'cpin' }).end(request.method === 'HEAD' ? '' : answer.body);
  return true;
}

function command(runner: Runner, body: string, language: Language, response: ServerResponse): void {
  let asked: Command;
  try {
    asked = JSON.parse(body) as Command;
  } catch {
    return json(response, 400, { ok: false, message: 'Commande illisible.' });
  }
  const outcome = runner.give(asked, language);
  json(response, outcome.ok ? 200 : 422, outcome);
}

function map(runner: Runner, application: string, response: ServerResponse): void {
  const view = mapView(runner.state, application);
  json(response, view ? 200 : 404, view ?? { message: `Aucune application ne s’appelle « ${application} ».` });
}

async function changes(runner: Runner, repositories: string, asked: URLSearchParams, language: Language, response: ServerResponse): Promise<void> {
  const request = runner.state.forge.items.mergeRequests.find(one => one.repository === asked.get('repository') && one.iid === Number(asked.get('iid')));
  const view = request && (await changesOf(repositories, request));
  json(response, view ? 200 : 404, view ?? { message: said(language, phrase('branchesGone')) });
}

function jobLog(runner: Runner, id: number, followed: boolean, language: Language, response: ServerResponse): void {
  if (!streamJob(runner, id, followed, language, response)) json(response, 404, { message: said(language, phrase('noJob', id)) });
}

async function timeline(runner: Runner, history: History, language: Language, response: ServerResponse): Promise<void> {
  const { now } = runner.state;
  const moments = momentViews(await history.momentsUntil(now), language);
  const view: TimelineView = { now, pace: runner.accelerates ? 'fastest' : runner.pace, settled: isSettled(runner.state), moments };
  json(response, 200, view);
}

async function past(runner: Runner, history: History, at: number, language: Language, response: ServerResponse): Promise<void> {
  if (!Number.isInteger(at) || at < 0 || at > runner.state.now) return json(response, 400, { message: said(language, phrase('noInstant')) });
  const state = await history.stateAt(at);
  const view: PastView = { at, status: statusView(state, language), why: explain(state, language) };
  json(response, 200, view);
}

/** The language a client asks to be answered in: what its question says, else what its head does. */
function languageOf({ headers }: IncomingMessage, asked?: URLSearchParams): Language {
  return (asked?.get('language') ?? headers['accept-language']) === 'en' ? 'en' : 'fr';
}

function pace(runner: Runner, body: string, response: ServerResponse): void {
  if (body !== '1' && body !== '10') return json(response, 400, { message: 'Allure inconnue : 1 ou 10.' });
  runner.pace = body === '1' ? 1 : 10;
  json(response, 200, {});
}

/** A line each time something changes, for clients that show it; as long as it is open, the platform has a client. */
function follow(runner: Runner, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.write('{}\n');
  const tell = () => void response.write('{}\n');
  const forget = runner.listen({ changed: tell, rewound: tell, moved: tell });
  response.on('close', forget);
}

function json(response: ServerResponse, code: number, body: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
