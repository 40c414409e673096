import { isBuiltIn, type KubeObject } from '../cluster/object';
import { isoSecond, type Time } from '../time';

/** The fields that hold an instant; wherever one is a number, it is virtual milliseconds. */
const instants = new Set(['creationTimestamp', 'deletionTimestamp', 'startTime', 'completionTime', 'startedAt', 'finishedAt', 'lastTransitionTime', 'lastUpdateTime', 'firstTimestamp', 'lastTimestamp', 'lastScheduleTime', 'lastScaleTime', 'lastSuccessfulTime', 'deployedAt']);

/** Writes objects as the API does. Each is written once: an object never changes, and the date a run began only when time is accelerated. */
export class Renderer {
  private readonly written = new WeakMap<object, string>();
  private readonly partial = new WeakMap<object, string>();

  constructor(readonly origin: number) {}

  json(object: KubeObject): string {
    const known = this.written.get(object);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.plain(object));
    this.written.set(object, text);
    return text;
  }

  /** An object in a list, which says the kind of Kubernetes' own itself; what other projects add says its own each time. */
  item(object: KubeObject): string {
    const text = this.json(object);
    const head = `{"kind":"${object.kind}","apiVersion":"${object.apiVersion}",`;
    return isBuiltIn(object.apiVersion) && text.startsWith(head) ? `{${text.slice(head.length)}` : text;
  }

  /** What the rows of a Table carry of an object: its metadata alone. */
  metadata({ metadata }: KubeObject): string {
    const known = this.partial.get(metadata);
    if (known !== undefined) return known;
    const text = JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: this.dated(metadata, true) });
    this.partial.set(metadata, text);
    return text;
  }

  /** The object with its instants as texts. Only metadata, status and an event's own fields hold some: what users write is left alone. */
  plain(object: KubeObject): KubeObject {
    const { kind, apiVersion, metadata, status, ...rest } = object;
    return { kind, apiVersion, metadata: this.dated(metadata, true), ...(this.dated(rest, false) as object), ...(status === undefined ? {} : { status: this.dated(status, true) }) } as KubeObject;
  }

  date(time: Time): string {
    return isoSecond(this.origin, time);
  }

  private dated(value: unknown, deep: boolean): unknown {
    if (Array.isArray(value)) return deep ? value.map(item => this.dated(item, true)) : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, typeof inner === 'number' && instants.has(key) ? this.date(inner) : deep ? this.dated(inner, true) : inner]])));
  }
}
