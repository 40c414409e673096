import type { KubeObject } from '../cluster/object';
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
    const { status } = object;
    return { ...(this.dated(object, false) as object), metadata: this.dated(object.metadata, true), ...(status === undefined ? {} : { status: this.dated(status, true) }) } as KubeObject;
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
