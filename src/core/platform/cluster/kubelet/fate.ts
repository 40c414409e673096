import type { Behaviour } from '../../registry/behaviour';
import { lacks, type Content } from '../../registry/content';
import type { Image, ImageConfig } from '../../registry/image';
import { parseQuantity } from '../../../analysis/quantity';
import { addressIn, type Connection } from '../network/connect';
import { isSidecar, type Container, type Pod, type Probe } from '../object';
import { scriptOf, type Script } from './shell';
import { firstSuccess, notFound, outcomeOf, probeTime, type Listening, type ProbeKind } from './probes';

/** A probe failure seen at a moment of an instance's life, after its start. */
export interface Unhealthy {
  readonly after: number;
  readonly probe: ProbeKind;
  readonly message: string;
}

/** Everything one instance of a container will live, if nobody stops it. Durations are counted from its start. */
export interface Fate {
  /** Set when the runtime cannot even start it. */
  readonly startError?: string;
  readonly lines: readonly { readonly after: number; readonly text: string }[];
  /** When its startup probe has succeeded, and when it is ready; undefined: never. */
  readonly startedAfter?: number;
  readonly readyAfter?: number;
  readonly unhealthy: readonly Unhealthy[];
  /** Probes that fail for ever and end nothing go on failing, from an instant and at their period. */
  readonly keepsFailing?: readonly { readonly probe: ProbeKind; readonly from: number; readonly period: number; readonly message: string }[];
  readonly exit?: { readonly after: number; readonly code: number; readonly reason: string; readonly killedBy?: ProbeKind };
}

/** What becomes of a connection that a program opens. */
export type Reach = (host: string, port: number) => Connection;

/** What an instance lives, from what its image does and what its manifest gives it. */
export function fateOf(pod: Pod, container: Container, config: ImageConfig, behaviour: Behaviour, env: Readonly<Record<string, string>>, reach: Reach, content?: Content): Fate {
  const words = [...(container.command ?? config.entrypoint), ...(container.args ?? (container.command ? [] : config.command))];
  const [program] = words;
  if (program === undefined) return refused('no command specified');
  if ((container.command && behaviour.programs && !behaviour.programs.includes(program.split('/').pop() ?? '')) || lacks(content, { ...config, env: { ...config.env, ...env } }, program)) return refused(notFound(program));
  const script = scriptOf(container, env);
  if (script?.end || script?.waits) return scripted(pod, container, behaviour, script);
  const own = script ? { ...behaviour, logs: { starting: [], ready: [] } } : behaviour;
  const life = living(pod, container, config, own, env, reach) ?? probed(pod, container, listeningOf(config, behaviour, env, content), own);
  return script ? { ...life, lines: [...script.lines, ...life.lines] } : life;
}

/** A script in place of the application: nothing of it runs, and nothing listens. One that ends at once is never ready. */
function scripted(pod: Pod, container: Container, behaviour: Behaviour, { lines, end }: Script): Fate {
  const exit = end && { after: end.after, code: end.code, reason: end.code === 0 ? 'Completed' : 'Error' };
  if (exit && exit.after < 5_000) return { lines, unhealthy: [], exit };
  const life = probed(pod, container, { ports: [], answers: {}, from: 0 }, { ...behaviour, logs: {} });
  return { ...life, lines, ...(exit && (!life.exit || exit.after < life.exit.after) ? { exit } : {}) };
}

/** In the words of runc, as containerd passes them on. */
function refused(why: string): Fate {
  return { startError: `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}: unknown`, lines: [], unhealthy: [] };
}

/** How an image is set up, in a container: of a published one of which nothing is known, what its manifest declares is believed. */
export function configIn({ config, guessed }: Image, { ports = [] }: Container): ImageConfig {
  return guessed && ports.length > 0 ? { ...config, ports: ports.map(({ containerPort }) => containerPort) } : config;
}

/** Where an image listens, with the environment it is given, and what it answers. */
export function listeningOf(config: ImageConfig, behaviour: Behaviour, env: Readonly<Record<string, string>>, content?: Content): Listening {
  const asked = behaviour.portVariable === undefined ? undefined : env[behaviour.portVariable];
  const ports = asked && /^\d+$/.test(asked) ? [Number(asked)] : (behaviour.listens ?? config.ports);
  return { ports, answers: behaviour.answers, from: behaviour.readyAfter, lacks: program => lacks(content, { ...config, env: { ...config.env, ...env } }, program) };
}

/** Why it ends of itself, if it does: a variable it lacks, a port it may not open, a file it may not write, too little memory, or its work done. */
function living(pod: Pod, container: Container, config: ImageConfig, behaviour: Behaviour, env: Readonly<Record<string, string>>, reach: Reach): Fate | undefined {
  const starting = (behaviour.logs.starting ?? []).map(text => ({ after: 200, text }));
  const ends = (after: number, code: number, reason: string, ...texts: string[]): Fate => ({ lines: [...starting, ...texts.map(text => ({ after, text }))], unhealthy: [], exit: { after, code, reason } });
  const missing = behaviour.needs?.find(({ variable }) => !env[variable]);
  if (missing) return ends(900, 1, 'Error', missing.message);
  const privileged = listeningOf(config, behaviour, env).ports.find(port => port < 1024);
  if (privileged !== undefined && !runsAsRoot(pod, container, config)) return ends(600, 1, 'Error', `Error: listen EACCES: permission denied 0.0.0.0:${privileged}`);
  const folder = container.securityContext?.readOnlyRootFilesystem ? behaviour.writes?.find(path => !container.volumeMounts?.some(mount => !mount.readOnly && (path === mount.mountPath || path.startsWith(`${mount.mountPath}/`)))) : undefined;
  if (folder !== undefined) return ends(700, 1, 'Error', `Error: EROFS: read-only file system, open '${folder}'`);
  const limit = container.resources?.limits?.['memory'];
  const allowed = limit === undefined ? undefined : parseQuantity(limit);
  if (allowed !== undefined && allowed < BigInt(Math.ceil(behaviour.memory)) * 1_000_000_000n) return { lines: starting, unhealthy: [], exit: { after: Math.max(500, behaviour.readyAfter), code: 137, reason: 'OOMKilled' } };
  const edited = editFault(pod, container, config, behaviour);
  if (behaviour.fault) return ends(900, behaviour.fault.code, 'Error', ...edited, behaviour.fault.line);
  if (edited.length > 0) return ends(700, 1, 'Error', ...edited);
  const cut = connectionFault(behaviour, env, reach);
  if (cut) return ends(cut.after, 1, 'Error', cut.line);
  const work = behaviour.endsAfter ?? (isWork(pod, container) ? 3_000 : undefined);
  if (work !== undefined) return ends(work, 0, 'Completed', ...(behaviour.endsAfter === undefined ? [] : (behaviour.logs.ready ?? [])));
  return undefined;
}

/** A file of the image belongs to root: whoever else runs may not rewrite it. */
function editFault(pod: Pod, container: Container, config: ImageConfig, { edits = [] }: Behaviour): string[] {
  const sealed = container.securityContext?.readOnlyRootFilesystem === true;
  const [file] = sealed || !runsAsRoot(pod, container, config) ? edits.filter(path => !container.volumeMounts?.some(mount => !mount.readOnly && path.startsWith(`${mount.mountPath}/`))) : [];
  return file === undefined ? [] : [`sed: couldn't open temporary file ${file.slice(0, file.lastIndexOf('/'))}/sedHk2vQx: ${sealed ? 'Read-only file system' : 'Permission denied'}`];
}

function connectionFault({ connects = [] }: Behaviour, env: Readonly<Record<string, string>>, reach: Reach): { readonly after: number; readonly line: string } | undefined {
  for (const { variable, address, port, line = 'Error: {error}' } of connects) {
    const to = addressIn((variable === undefined ? address : env[variable]) ?? '', port);
    const outcome = to && reach(to.host, to.port);
    if (!to || !outcome || outcome.ok) continue;
    const call = outcome.code === 'ENOTFOUND' || outcome.code === 'EAI_AGAIN' ? `getaddrinfo ${outcome.code} ${to.host}` : `connect ${outcome.code} ${to.host}:${to.port}`;
    return { after: outcome.code === 'ETIMEDOUT' ? 10_000 : 800, line: line.replace('{error}', call) };
  }
  return undefined;
}

/** What is not to run for ever is supposed to do its work and end, when no scenario says more. */
function isWork({ spec }: Pod, container: Container): boolean {
  const { name } = container;
  return !isSidecar(container) && ((spec.restartPolicy ?? 'Always') !== 'Always' || spec.initContainers?.some(one => one.name === name) === true);
}

/** The user an instance runs as is root: the manifest's, else the image's. */
export function runsAsRoot(pod: Pod, container: Container, config: ImageConfig): boolean {
  const uid = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
  if (uid !== undefined) return uid === 0;
  const user = config.user.split(':')[0] ?? '';
  return user === '' || user === 'root' || /^0+$/.test(user);
}

/** The life of a server: what its probes make of it. One that waits to have started is asked nothing else. */
function probed(pod: Pod, container: Container, listening: Listening, behaviour: Behaviour): Fate {
  const [port = ''] = listening.ports;
  const fill = (text: string) => text.replace('{port}', String(port));
  const lines = [...(behaviour.logs.starting ?? []).map(text => ({ after: 200, text: fill(text) })), ...(behaviour.logs.ready ?? []).map(text => ({ after: behaviour.readyAfter, text: fill(text) }))];
  const startup = container.startupProbe && judge('Startup', container.startupProbe, container, pod, listening, 0);
  if (startup?.killedAt !== undefined) return { lines, unhealthy: startup.unhealthy, exit: killed('Startup', startup.killedAt) };
  if (startup && startup.at === undefined) return { lines, unhealthy: startup.unhealthy, keepsFailing: startup.goesOn };
  const from = startup?.at ?? 0;
  const readiness = container.readinessProbe && judge('Readiness', container.readinessProbe, container, pod, listening, from);
  const liveness = container.livenessProbe && judge('Liveness', container.livenessProbe, container, pod, listening, from);
  const unhealthy = [...(startup?.unhealthy ?? []), ...(readiness?.unhealthy ?? []), ...(liveness?.unhealthy ?? [])].sort((a, b) => a.after - b.after);
  const ready = container.readinessProbe ? readiness?.at : from;
  return {
    lines, unhealthy, startedAfter: from,
    ...(ready === undefined ? {} : { readyAfter: ready }),
    keepsFailing: [...(readiness?.goesOn ?? []), ...(liveness?.goesOn ?? [])],
    ...(liveness?.killedAt === undefined ? {} : { exit: killed('Liveness', liveness.killedAt) }),
  };
}

/** A probe kills with SIGTERM; a program that does not mind it ends with 143. */
function killed(probe: ProbeKind, after: number): NonNullable<Fate['exit']> {
  return { after, code: 143, reason: 'Error', killedBy: probe };
}

/** What comes of one probe of an instance. */
interface Judged {
  /** When it first succeeds, or has the container killed; neither when it fails for ever. */
  readonly at?: number;
  readonly killedAt?: number;
  readonly unhealthy: readonly Unhealthy[];
  readonly goesOn: NonNullable<Fate['keepsFailing']>;
}

/** The failures of one probe, from when it begins. What cannot even be asked counts neither for nor against (k8s.io/kubernetes, `worker.doProbe`). */
function judge(kind: ProbeKind, probe: Probe, container: Container, pod: Pod, listening: Listening, from: number): Judged {
  const outcome = outcomeOf(probe, container, pod, listening);
  const threshold = probe.failureThreshold ?? 3;
  const failures = (count: number, message: string) => Array.from({ length: count }, (_, n): Unhealthy => ({ after: from + probeTime(probe, n), probe: kind, message }));
  const forEver = (message: string): Judged => {
    const unhealthy = failures(threshold, message);
    const period = 1000 * (probe.periodSeconds || 10);
    return { unhealthy, goesOn: [{ probe: kind, from: (unhealthy.at(-1)?.after ?? 0) + period, period, message }] };
  };
  const dies = (message: string): Judged => {
    const fails = forEver(`${kind} probe failed: ${message}`);
    return kind === 'Readiness' ? fails : { unhealthy: fails.unhealthy, goesOn: [], killedAt: fails.unhealthy.at(-1)?.after ?? 0 };
  };
  if ('errsWith' in outcome) return forEver(`${kind} probe errored and resulted in unknown state: ${outcome.errsWith}`);
  if ('failsWith' in outcome) return dies(outcome.failsWith);
  const { at, failures: count } = firstSuccess(probe, Math.max(0, outcome.succeedsAt - from));
  if (kind !== 'Readiness' && count >= threshold) return dies(outcome.before ?? '');
  return { at: from + at, unhealthy: failures(count, `${kind} probe failed: ${outcome.before ?? ''}`), goesOn: [] };
}
