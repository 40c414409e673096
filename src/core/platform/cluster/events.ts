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

/** Who tells what of which object; `field` is the way to the part concerned, `spec.containers{app}`. */
export interface Telling {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly by: string;
  readonly host?: string;
  readonly field?: string;
  /** How many times it happened; once by default. */
  readonly times?: number;
}

/** Records a Kubernetes Event, and answers how many times it was told. The same one told again counts once more, as the recorder of client-go correlates them. */
export function tell(work: Work, about: KubeObject, { type, reason, message, by, host, field, times = 1 }: Telling): number {
  const { namespace = 'default', name, uid, resourceVersion } = about.metadata;
  const id = `${name}.${hex(fnv32(`${uid}${reason}${message}${field ?? ''}`))}${hex(fnv32(`${by}${type}${uid}`))}`;
  const known = work.find<KubeEvent>({ group: '', kind: 'Event', namespace, name: id });
  const event: KubeEvent = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: known?.metadata ?? { name: id, namespace, uid: work.chance.uid(), resourceVersion: '', creationTimestamp: work.now },
    involvedObject: { kind: about.kind, ...(about.metadata.namespace === undefined ? {} : { namespace }), name, uid, apiVersion: about.apiVersion, resourceVersion, ...(field === undefined ? {} : { fieldPath: field }) },
    reason, message, type,
    source: host === undefined ? { component: by } : { component: by, host },
    firstTimestamp: known?.firstTimestamp ?? work.now,
    lastTimestamp: work.now,
    count: (known?.count ?? 0) + times,
    eventTime: null,
    reportingComponent: by,
    reportingInstance: host ?? '',
  };
  return work.record(event, known).count;
}

function hex(digest: number): string {
  return digest.toString(16).padStart(8, '0');
}
