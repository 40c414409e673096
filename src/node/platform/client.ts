import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Command } from '../../core/platform/event';
import type { TeamView } from '../../core/platform/console/team-view';
import type { ForgeView } from '../../core/platform/forge/view';
import type { ChangesView } from '../../core/platform/view/changes';
import type { MapView } from '../../core/platform/view/map';
import type { StatusView } from '../../core/platform/view/status';
import type { PastView, TimelineView } from '../../core/platform/view/timeline';
import type { SecretView } from '../../core/platform/vault/view';
import type { Language } from '../../core/platform/view/words/language';
import { Fault, phrase, said, type Said } from '../../core/platform/view/words/said';
import type { Explanation } from '../../core/platform/view/why';
import type { Endpoint } from './folder';
import { lives } from './lock';

/** What a client may ask a platform that runs. Everything rejects with a sentence, in its client's language, when it cannot be reached. */
export interface PlatformClient {
  readonly endpoint: Endpoint;
  status(): Promise<StatusView>;
  /** What is not well and why, in French or in English. */
  why(language?: Language): Promise<Explanation[]>;
  /** The map of an Argo CD application; undefined when there is none of that name. */
  map(application: string): Promise<MapView | undefined>;
  /** The secrets that projects keep, without their values. */
  vault(): Promise<SecretView[]>;
  /** Merge requests, issues, protected branches, and what happened. */
  forge(): Promise<ForgeView>;
  /** What a merge request of a repository (`project/name`) changes; undefined when the forge no longer has its branches. */
  changes(repository: string, iid: number): Promise<ChangesView | undefined>;
  /** The text of a file of a repository at a commit; empty when it is not there. */
  fileAt(repository: string, commit: string, file: string): Promise<string>;
  /** Teams and the console's journal. */
  team(): Promise<TeamView[]>;
  jobLog(id: number): Promise<string>;
  /** The log of a job from its first line, as it is written until the job is over; what is read of it fails when the platform goes, or `signal` says so. */
  followJob(id: number, signal: AbortSignal): Promise<AsyncIterable<string>>;
  /** What happened since the run began, and how fast it goes. */
  timeline(): Promise<TimelineView>;
  /** The platform as it was at an instant of its past. */
  past(at: number, language?: Language): Promise<PastView>;
  /** How many times as fast as the clock the run goes while something is to be expected. */
  hurry(pace: 1 | 10): Promise<void>;
  give(command: Command): Promise<{ readonly ok: boolean; readonly message?: string }>;
  /** Lets time pass as fast as possible until nothing more is to be expected; false when that did not come. `signal` has it stop there: time then goes as the clock does. */
  settle(signal?: AbortSignal): Promise<boolean>;
  down(): Promise<void>;
  /** Tells of each change, once at first, until what it returns is called; `ended` when the platform has gone. As long as this lasts, the platform has a client. */
  follow(changed: () => void, ended: () => void): () => void;
}

/** The platform that runs for a state folder, which is to answer in a language; undefined when none does. */
export async function findPlatform(root: string, language: () => Language = () => 'fr'): Promise<PlatformClient | undefined> {
  const endpoint = await readFile(path.join(root, 'platform.json'), 'utf8').then(text => JSON.parse(text) as Endpoint, () => undefined);
  return endpoint && lives(endpoint.pid) ? clientOf(endpoint, 10_000, language) : undefined;
}

/** `patience` is how long the platform may take to answer: it does so in some milliseconds, unless its process is suspended or its machine overwhelmed. */
export function clientOf(endpoint: Endpoint, patience = 10_000, language: () => Language = () => 'fr'): PlatformClient {
  const ask = async (method: string, address: string, body?: unknown, signal: AbortSignal = AbortSignal.timeout(patience)): Promise<Response> => {
    const request = { method, headers: { authorization: `Bearer ${endpoint.token}`, connection: 'close', 'accept-language': language() }, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return fetch(`${endpoint.console}${address}`, request).catch((error: Error) => Promise.reject(failureOf(error, endpoint, patience, language())));
  };
  return {
    endpoint,
    status: async () => (await (await ask('GET', '/cpin/status')).json()) as StatusView,
    why: async (asked = language()) => (await (await ask('GET', `/cpin/why?language=${asked}`)).json()) as Explanation[],
    map: async application => {
      const response = await ask('GET', `/cpin/map?application=${encodeURIComponent(application)}`);
      return response.ok ? ((await response.json()) as MapView) : undefined;
    },
    vault: async () => (await (await ask('GET', '/cpin/vault')).json()) as SecretView[],
    forge: async () => (await (await ask('GET', '/cpin/forge')).json()) as ForgeView,
    changes: async (repository, iid) => {
      const response = await ask('GET', `/cpin/changes?${new URLSearchParams({ repository, iid: String(iid) }).toString()}`);
      return response.ok ? ((await response.json()) as ChangesView) : undefined;
    },
    fileAt: async (repository, commit, file) => {
      const answer = (await (await ask('GET', `/cpin/file?${new URLSearchParams({ repository, commit, file }).toString()}`)).json()) as { text?: string; message?: string };
      if (answer.text === undefined) throw new Error(answer.message);
      return answer.text;
    },
    team: async () => (await (await ask('GET', '/cpin/team')).json()) as TeamView[],
    jobLog: async id => {
      const response = await ask('GET', `/cpin/job?id=${id}`);
      if (!response.ok) throw new Error(((await response.json()) as { message: string }).message);
      return response.text();
    },
    followJob: (id, signal) => stream(endpoint, `/cpin/job?id=${id}&follow=true`, signal, language()),
    timeline: async () => (await (await ask('GET', '/cpin/timeline', undefined, AbortSignal.timeout(6 * patience))).json()) as TimelineView,
    past: async (at, asked = language()) => {
      const response = await ask('GET', `/cpin/past?at=${at}&language=${asked}`, undefined, AbortSignal.timeout(6 * patience));
      if (!response.ok) throw new Error(((await response.json()) as { message: string }).message);
      return (await response.json()) as PastView;
    },
    hurry: async pace => void (await ask('POST', '/cpin/pace', pace)),
    give: async command => (await (await ask('POST', '/cpin/command', command)).json()) as { ok: boolean; message?: string },
    settle: async signal => {
      const alive = attended(() => ask('GET', '/cpin/alive'), patience, signal);
      try {
        const answer = (await (await ask('POST', '/cpin/settle', undefined, alive.signal)).json()) as { settled?: boolean; message?: string };
        if (answer.settled === undefined) throw new NoAnswer(answer.message ?? '', language());
        return answer.settled;
      } finally {
        alive.end();
      }
    },
    down: async () => void (await ask('POST', '/cpin/down')),
    follow: (changed, ended) => follow(endpoint, changed, ended),
  };
}

/** A platform that was asked and not heard, or that could not do what it was asked. */
export class NoAnswer extends Fault {
  constructor(told: Said, language: Language) {
    super(told);
    this.message = said(language, told);
  }
}

/** Why a platform was not heard, as a sentence that says what to do. What its asker gave up stays as it is. */
function failureOf(error: Error, { pid }: Endpoint, patience: number, language: Language): Error {
  if (error.name === 'AbortError' || error instanceof NoAnswer) return error;
  if (error.name === 'TimeoutError') return new NoAnswer(phrase('silent', pid, patience / 1000), language);
  return new NoAnswer(phrase('noAnswer', (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message), language);
}

/** A question that may take minutes is given up when its platform no longer answers a short one, or when whoever asks does. */
function attended(ask: () => Promise<unknown>, patience: number, given?: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const stop = new AbortController();
  const timer = setInterval(() => void ask().catch((error: Error) => stop.abort(error)), patience / 2);
  return { signal: given ? AbortSignal.any([stop.signal, given]) : stop.signal, end: () => clearInterval(timer) };
}

/** An answer that goes on, of which nothing may come for hours. */
function stream({ console: address, token }: Endpoint, path: string, signal: AbortSignal, language: Language): Promise<AsyncIterable<string>> {
  return new Promise((resolve, reject) => {
    http.get(`${address}${path}`, { headers: { authorization: `Bearer ${token}`, 'accept-language': language }, agent: false, signal }, response => {
      response.setEncoding('utf8');
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(new NoAnswer(phrase('logGone'), language));
    }).on('error', reject);
  });
}

/** A stream that may say nothing for hours, which `fetch` would give up. */
function follow({ console: address, token }: Endpoint, changed: () => void, ended: () => void): () => void {
  const request = http.get(`${address}/cpin/follow`, { headers: { authorization: `Bearer ${token}` }, agent: false }, response => response.on('data', changed).on('close', ended));
  request.on('error', ended);
  return () => {
    request.off('error', ended).on('error', () => undefined).once('response', response => response.off('close', ended)).destroy();
  };
}
