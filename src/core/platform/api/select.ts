import { meets } from '../../analysis/kubernetes/selector';
import { isBuiltIn, type KubeObject } from '../cluster/object';
import { labelSelector } from './label-selector';

/** Whether an object is asked for, or why the question cannot be answered, in the words of the API server. */
export type Filter = { readonly ok: true; test(object: KubeObject): boolean } | { readonly ok: false; readonly message: string };

/** Reads a label selector as `kubectl -l` writes it. */
export function labelFilter(text: string): Filter {
  const read = labelSelector(text);
  return read.ok ? { ok: true, test: ({ metadata }) => read.requirements.every(requirement => meets(requirement, metadata.labels ?? {})) } : read;
}

/** The fields each kind can be selected by, beside its name and namespace. */
const fields: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork', 'status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName'],
  Event: ['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  Namespace: ['status.phase'],
  Job: ['status.successful'],
};

type Selectable = { readonly kind: string; readonly group: string };

/** How a server refuses a field: one way for the kinds that have fields of their own, one for those of other projects, one for the rest. */
function unsupported(field: string, { kind, group }: Selectable): string {
  if (kind === 'Job') return `field label "${field}" not supported for Job`;
  return fields[kind] || !isBuiltIn(`${group}/`) ? `field label not supported: ${field}` : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

/** Reads a field selector: `metadata.name=a,status.phase!=Running`. */
export function fieldFilter(text: string, selectable: Selectable): Filter {
  const { kind } = selectable;
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const part of text.split(',').filter(Boolean)) {
    const match = /^([^=!]*)(==|=|!=)(.*)$/.exec(part);
    if (!match) return { ok: false, message: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = '', operator, value = ''] = match;
    if (!['metadata.name', 'metadata.namespace', ...(fields[kind] ?? [])].includes(field)) return { ok: false, message: unsupported(field, selectable) };
    tests.push(object => (valueOf(object, field) === value) === (operator !== '!='));
  }
  return { ok: true, test: object => tests.every(test => test(object)) };
}

/** A field as text, as each kind tells it: what a Job has not counted yet is none. */
function valueOf(object: KubeObject, field: string): string {
  if (field === 'source') return String((object['source'] as { component?: string } | undefined)?.component ?? '');
  if (field === 'status.successful') return String((object['status'] as { succeeded?: number } | undefined)?.succeeded ?? 0);
  if (field === 'spec.hostNetwork') return String((object['spec'] as { hostNetwork?: boolean }).hostNetwork === true);
  let value: unknown = object;
  for (const step of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
  return value === undefined || value === null ? '' : String(value);
}
