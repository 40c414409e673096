import { sha256Hex } from '../../chance';
import type { Container, Pod, Probe } from '../object';

/** What an instance of a container answers, as far as probes can tell. */
export interface Listening {
  readonly ports: readonly number[];
  readonly answers: Readonly<Record<string, number>>;
  /** When it begins to listen, after its start; undefined when it never does. */
  readonly from: number | undefined;
  /** Whether its image surely lacks a program. */
  readonly lacks?: (program: string) => boolean;
}

export type ProbeKind = 'Startup' | 'Readiness' | 'Liveness';

/** How one probe of an instance turns out: when it first succeeds, with which message it fails for ever, or why it cannot even be asked. */
export type Outcome = { readonly succeedsAt: number; readonly before?: string } | { readonly failsWith: string } | { readonly errsWith: string };

/** The port a probe aims at; a name is that of a port of the container. Undefined when there is none of that name. */
export function portOf(container: Container, port: number | string): number | undefined {
  if (typeof port === 'number') return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}

/** What one probe sees, in the words of the kubelet (k8s.io/kubernetes, `pkg/probe`). */
export function outcomeOf(probe: Probe, container: Container, pod: Pod, listening: Listening): Outcome {
  if (probe.exec) return execOutcome(probe.exec.command ?? [], pod, listening);
  const wanted = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  const port = wanted === undefined ? undefined : portOf(container, wanted);
  if (port === undefined) return { errsWith: typeof wanted === 'string' ? `strconv.Atoi: parsing ${JSON.stringify(wanted)}: invalid syntax` : `missing probe handler for ${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid}):${container.name}` };
  const address = `${pod.status.podIP ?? ''}:${port}`;
  const path = probe.httpGet?.path || '/';
  const scheme = (probe.httpGet?.scheme ?? 'HTTP').toLowerCase();
  const refused = `dial tcp ${address}: connect: connection refused`;
  const closed = probe.httpGet ? `Get "${scheme}://${address}${path.startsWith('/') ? path : `/${path}`}": ${refused}` : probe.grpc ? `timeout: failed to connect service "${address}" within 1s: context deadline exceeded` : refused;
  if (listening.from === undefined || !listening.ports.includes(port)) return { failsWith: closed };
  if (!probe.httpGet) return probe.grpc ? { failsWith: `timeout: failed to connect service "${address}" within 1s: context deadline exceeded` } : { succeedsAt: listening.from, before: closed };
  if (scheme === 'https') return { failsWith: `Get "https://${address}${path}": http: server gave HTTP response to HTTPS client` };
  const status = listening.answers[path.split('?')[0] ?? '/'] ?? listening.answers['*'] ?? 404;
  return status >= 200 && status < 400 ? { succeedsAt: listening.from, before: closed } : { failsWith: `HTTP probe failed with statuscode: ${status}` };
}

/** A command in the container: one of which nothing is known is supposed to succeed, one that its image lacks cannot be started (containerd, `ExecSync`). */
function execOutcome([program = '']: readonly string[], { metadata }: Pod, { lacks }: Listening): Outcome {
  if (!lacks?.(program)) return { succeedsAt: 0 };
  return { errsWith: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${sha256Hex(`${metadata.uid} ${program}`)}": OCI runtime exec failed: exec failed: unable to start container process: ${notFound(program)}: unknown` };
}

/** How runc says that a program is not there. */
export function notFound(program: string): string {
  return `exec: "${program}": ${program.includes('/') ? `stat ${program}: no such file or directory` : 'executable file not found in $PATH'}`;
}

/** When a probe runs for the `n`th time (0 first), after the container's start. */
export function probeTime(probe: Probe, n: number): number {
  return 1000 * ((probe.initialDelaySeconds ?? 0) + n * (probe.periodSeconds || 10));
}

/** The first run of a probe that succeeds, once something listens at `from`. */
export function firstSuccess(probe: Probe, from: number): { readonly at: number; readonly failures: number } {
  const first = probeTime(probe, 0);
  const period = 1000 * (probe.periodSeconds || 10);
  const failures = from <= first ? 0 : Math.ceil((from - first) / period);
  return { at: first + failures * period + ((probe.successThreshold ?? 1) - 1) * period, failures };
}
