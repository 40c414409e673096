import { fnv32 } from '../chance';
import type { KubeObject } from './object';
import type { Work } from './work';

export interface KubeEvent extends KubeObject {
  readonly involvedObject: { readonly kind: string; readonly namespace?: string; readonly name: string; readonly uid: string; readonly apiVersion: string; readonly resourceVersion?: string; readonly fieldPath?: string };
  readonly reason: string;
  readonly message: string;
  readonly type: 'Normal' | 'Warning';
  readonly source: { readonly component: string; readonly host?: string };
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
  readonly count: number;
}

/** What is told of an object. */
export interface Telling {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** How many times it happened; once by default. */
  readonly times?: number;
}

/** Who tells it; `field` is the way to the part concerned, `spec.containers{app}`. */
export interface Teller {
  readonly by: string;
  readonly host?: string;
  readonly field?: string;
}

/** Records a Kubernetes Event, and answers how many times it was told. The same one told again counts once more and stays as it was otherwise, as the recorder of client-go correlates them. */
export function tell(work: Work, about: KubeObject, telling: Telling & Teller): number {
  return tellBy(work, about, telling, telling);
}

/** The same, by somebody who tells much. */
export function tellBy(work: Work, about: KubeObject, { type, reason, message, times = 1 }: Telling, { by, host, field }: Teller): number {
  const { namespace = 'default', name, uid, resourceVersion } = about.metadata;
  const id = `${name}.${hex(fnv32(`${uid}${reason}${message}${field ?? ''}`))}${hex(fnv32(`${by}${type}${uid}`))}`;
  const known = work.find<KubeEvent>({ group: '', kind: 'Event', namespace, name: id });
  if (known) return work.record({ ...known, lastTimestamp: work.now, count: known.count + times }, known).count;
  const event: KubeEvent = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: id, namespace, uid: work.chance.uid(), resourceVersion: '', creationTimestamp: work.now },
    involvedObject: { kind: about.kind, ...(about.metadata.namespace === undefined ? {} : { namespace }), name, uid, apiVersion: about.apiVersion, resourceVersion, ...(field === undefined ? {} : { fieldPath: field }) },
    reason, message, type,
    source: host === undefined ? { component: by } : { component: by, host },
    firstTimestamp: work.now,
    lastTimestamp: work.now,
    count: times,
    eventTime: null,
    reportingComponent: by,
    reportingInstance: host ?? '',
  };
  return work.record(event, undefined).count;
}

function hex(digest: number): string {
  return digest.toString(16).padStart(8, '0');
}
