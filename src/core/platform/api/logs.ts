import type { ContainerRun, LogLine, PodRun } from '../cluster/kubelet/run';
import type { Pod } from '../cluster/object';
import type { Time } from '../time';
import type { Renderer } from './render';
import { failure } from './status';
import { forbiddenField, integerOf, invalidField, invalidOptions, isSet } from './options';

/** What `kubectl logs` asks for. */
export interface LogQuery {
  readonly container: string | undefined;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly tailLines: number | undefined;
  /** Lines written at or after this instant. */
  readonly since: Time | undefined;
  readonly timestamps: boolean;
  readonly limitBytes: number | undefined;
}

export type LogAsked = { readonly ok: true; readonly query: LogQuery } | { readonly ok: false; readonly code: number; readonly body: string };

const least: Readonly<Record<string, number>> = { tailLines: 0, sinceSeconds: 1, limitBytes: 1 };

/** Reads what is asked of a pod's log, or says what of it is no option, as the API server does (k8s.io/kubernetes, `ValidatePodLogOptions`). */
export function logQuery(given: Readonly<Record<string, string>>, name: string, now: Time, origin: number): LogAsked {
  const numbers: Record<string, number | undefined> = {};
  for (const key of Object.keys(least)) {
    const read = integerOf(given, key);
    if (!read.ok) return { ok: false, ...read.refusal };
    numbers[key] = read.value;
  }
  const { tailLines, sinceSeconds, limitBytes } = numbers;
  const date = given['sinceTime'] ? Date.parse(given['sinceTime']) : undefined;
  if (Number.isNaN(date)) return { ok: false, ...failure(400, 'BadRequest', `parsing time ${JSON.stringify(given['sinceTime'])} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(given['sinceTime'])} as "2006"`) };
  const both = sinceSeconds !== undefined && date !== undefined;
  const low = (['tailLines', 'limitBytes', ...(both ? [] : ['sinceSeconds'] as const)] as const).filter(key => numbers[key] !== undefined && (numbers[key] ?? 0) < (least[key] ?? 0));
  const faults = low.map(key => invalidField(key, String(numbers[key]), `must be greater than ${key === 'tailLines' ? 'or equal to ' : ''}0`));
  if (both) faults.push(forbiddenField('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  if (given['stream']) faults.push(forbiddenField('stream', 'may not be specified'));
  if (faults.length > 0) return { ok: false, ...invalidOptions('PodLogOptions', '', name, faults) };
  const since = sinceSeconds !== undefined ? now - sinceSeconds * 1000 : date === undefined ? undefined : date - origin;
  return { ok: true, query: { container: given['container'] || undefined, follow: isSet(given['follow']), previous: isSet(given['previous']), timestamps: isSet(given['timestamps']), tailLines, limitBytes, since } };
}

export type LogSource = { readonly ok: true; readonly run: ContainerRun; readonly lines: readonly LogLine[] } | { readonly ok: false; readonly code: number; readonly body: string };

/** The container whose log is asked for and its lines, or the refusal of the API server or the kubelet, in their words. */
export function logSource(pod: Pod, run: PodRun | undefined, query: LogQuery): LogSource {
  const { name } = pod.metadata;
  const names = pod.spec.containers.map(one => one.name);
  const all = [...names, ...(pod.spec.initContainers ?? []).map(one => one.name)];
  const refuse = (message: string): LogSource => ({ ok: false, ...failure(400, 'BadRequest', message) });
  if (query.container === undefined && names.length > 1) return refuse(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
  const wanted = query.container ?? names[0] ?? '';
  if (!all.includes(wanted)) return refuse(`container ${wanted} is not valid for pod ${name}`);
  const container = run?.containers.find(one => one.name === wanted);
  if (!container || (container.attempt === 0 && !container.state.terminated)) {
    const reason = container?.state.waiting?.reason;
    const why = reason === 'ErrImagePull' || reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : (reason ?? 'ContainerCreating');
    return refuse(`container "${wanted}" in pod "${name}" is waiting to start: ${why}`);
  }
  if (!query.previous) return { ok: true, run: container, lines: container.logs };
  // Between two lives, what was written last is the previous container's; once it runs again, it was kept apart.
  if (container.restarts === 0 && container.crashes === 0) return refuse(`previous terminated container "${wanted}" in pod "${name}" not found`);
  return { ok: true, run: container, lines: container.state.running ? container.previousLogs : container.logs };
}

/** The lines written by `now`, as text. */
export function logText(lines: readonly LogLine[], query: LogQuery, now: Time, renderer: Renderer): string {
  const written = lines.filter(({ at }) => at <= now && (query.since === undefined || at >= query.since));
  const last = query.tailLines === undefined ? written : written.slice(Math.max(0, written.length - query.tailLines));
  const text = last.map(line => lineText(line, query, renderer)).join('');
  return query.limitBytes === undefined ? text : text.slice(0, query.limitBytes);
}

export function lineText({ at, text }: LogLine, { timestamps }: LogQuery, { origin }: Renderer): string {
  return timestamps ? `${new Date(origin + at).toISOString().replace('Z', '000000Z')} ${text}\n` : `${text}\n`;
}
