import { setTimeout as pause } from 'node:timers/promises';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import type { KubeReader } from './kube';

/** A container of a pod. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

type State = Readonly<Partial<Record<'running' | 'waiting' | 'terminated', { readonly reason?: string; readonly exitCode?: number }>>>;
interface Status {
  readonly name: string;
  readonly restartCount: number;
  readonly state?: State;
  readonly lastState?: State;
}
interface Pod {
  readonly spec: { readonly restartPolicy?: string };
  readonly status: { readonly phase?: string; readonly containerStatuses?: readonly Status[]; readonly initContainerStatuses?: readonly Status[] };
}
interface Seen {
  readonly version: string;
  readonly pod?: Pod;
  readonly status?: Status;
}

/** What was written so far: of which life, how much of its log, and what was said of what it waits for. */
interface Told {
  life: number;
  length: number;
  readonly said: Set<string>;
}

/** What following needs at every step. */
interface Following {
  readonly api: KubeReader;
  readonly place: Place;
  readonly words: Strings['platformView'];
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  readonly told: Told;
}

/**
 * Writes the log of a container as it comes, from one life to the next, until it has ended for good or its pod is gone; `write` is given whole pieces of text, ours
 * between two lives. No line is lost nor told twice: which life is being read is asked before a log is opened and after, and the life before is read when one was
 * missed, which is all that Kubernetes keeps. Rejects when the API refuses, does not answer or leaves, and when `signal` says so.
 */
export async function followPodLog(api: KubeReader, place: Place, words: Strings['platformView'], write: (text: string) => void, signal: AbortSignal): Promise<void> {
  const following: Following = { api, place, words, write, signal, told: { life: -1, length: 0, said: new Set() } };
  for (;;) {
    const { version, pod, status } = await look(api, place);
    if (!pod) return write(`${words.logPodGone}\n`);
    const lived = status?.state?.running ?? status?.state?.terminated ?? status?.lastState?.terminated;
    if (status && lived && (status.restartCount > following.told.life || status.state?.running)) {
      // A stream that was cut in the middle of a life, and may be again at once.
      if (status.restartCount === following.told.life) await pause(1000, undefined, { signal });
      await readLife(following, status.restartCount);
      continue;
    }
    const end = status?.state?.terminated ?? status?.lastState?.terminated;
    const how = { reason: end?.reason ?? '', code: end?.exitCode ?? 0 };
    if (over(pod, status)) return write(`${format(words.logEnded, how)}\n`);
    say(following, lived ? format(words.logStopped, how) : await refusal(following));
    await changed(following, version);
  }
}

/** Writes the log of a life to its end, after that of the one before if it was missed; nothing when another one has begun meanwhile. */
async function readLife(following: Following, life: number): Promise<void> {
  const { api, place, words, write, signal, told } = following;
  const missed = told.life < 0 ? 0 : life - told.life - 1;
  const before = missed > 0 ? await api.read(`${logOf(place)}&previous=true`) : '';
  const closing = new AbortController();
  const stream = await api.open(`${logOf(place)}&follow=true`, AbortSignal.any([signal, closing.signal]));
  if ((await look(api, place)).status?.restartCount !== life) return closing.abort();
  if (missed > 1) write(`${format(words.logLost, { n: missed - 1 })}\n`);
  if (missed > 0) write(`${format(words.logRestart, { n: life - 1 })}\n${before}`);
  if (told.life >= 0 && told.life < life) write(`${format(words.logRestart, { n: life })}\n`);
  // A stream that was cut is read again from the first line of the same life: what was told is passed over.
  let known = told.life === life ? told.length : 0;
  if (told.life < life) Object.assign(told, { life, length: 0 }).said.clear();
  for await (const text of stream) {
    const rest = text.slice(known);
    known -= text.length - rest.length;
    told.length += rest.length;
    if (rest) write(rest);
  }
}

const logOf = ({ namespace, pod, container }: Place) => `/api/v1/namespaces/${namespace}/pods/${pod}/log?container=${encodeURIComponent(container)}`;

/** What the API answers of a container that has not begun, as kubectl would show it. */
function refusal({ api, place }: Following): Promise<string> {
  return api.read(logOf(place)).then(() => '', (error: Error) => error.message);
}

/** Says once in a life what is waited for. */
function say({ told: { said }, write }: Following, text: string): void {
  if (text !== '' && !said.has(text)) write(`${text}\n`);
  said.add(text);
}

/** Whether a container will not live again. */
function over({ spec, status: { phase } }: Pod, status: Status | undefined): boolean {
  const end = status?.state?.terminated;
  return end !== undefined && (phase === 'Succeeded' || phase === 'Failed' || spec.restartPolicy === 'Never' || (spec.restartPolicy === 'OnFailure' && end.exitCode === 0));
}

const pods = ({ namespace, pod }: Place) => `/api/v1/namespaces/${namespace}/pods?fieldSelector=${encodeURIComponent(`metadata.name=${pod}`)}`;

async function look(api: KubeReader, place: Place): Promise<Seen> {
  const { metadata, items } = JSON.parse(await api.read(pods(place))) as { metadata: { resourceVersion: string }; items: readonly Pod[] };
  const [pod] = items;
  const status = [...(pod?.status.containerStatuses ?? []), ...(pod?.status.initContainerStatuses ?? [])].find(({ name }) => name === place.container);
  return { version: metadata.resourceVersion, ...(pod ? { pod } : {}), ...(status ? { status } : {}) };
}

/** Resolves when the pod has changed since a version, or the watch has ended and it is time to look again. */
async function changed({ api, place, signal }: Following, version: string): Promise<void> {
  for await (const _ of await api.open(`${pods(place)}&watch=true&resourceVersion=${version}`, signal)) return;
}
