import { meets } from '../cluster/selector';
import type { KubeObject, Requirement } from '../cluster/object';

/** Whether an object is asked for, or why the question cannot be answered, in the words of the API server. */
export type Filter = { readonly ok: true; test(object: KubeObject): boolean } | { readonly ok: false; readonly message: string };

/** Reads a label selector as `kubectl -l` writes it: `a=b,c!=d,e in (f,g),!h`. */
export function labelFilter(text: string): Filter {
  const requirements: Requirement[] = [];
  for (const part of split(text)) {
    const requirement = requirementOf(part.trim());
    if (!requirement) return { ok: false, message: `unable to parse requirement: found '${part.trim()}', expected: ',' or 'end of string'` };
    requirements.push(requirement);
  }
  return { ok: true, test: ({ metadata }) => requirements.every(requirement => meets(requirement, metadata.labels ?? {})) };
}

/** Cuts at commas, those between parentheses left alone. */
function split(text: string): string[] {
  return text === '' ? [] : [...text.matchAll(/(?:\([^)]*\)|[^,(])+/g)].map(([part]) => part);
}

const key = '[A-Za-z0-9]([A-Za-z0-9./_-]*[A-Za-z0-9])?';

function requirementOf(part: string): Requirement | undefined {
  const set = new RegExp(`^(${key}) +(in|notin) *\\(([^)]*)\\)$`).exec(part);
  if (set) return { key: set[1] ?? '', operator: set[3] === 'in' ? 'In' : 'NotIn', values: (set[4] ?? '').split(',').map(value => value.trim()) };
  const equal = new RegExp(`^(${key}) *(==|=|!=) *([A-Za-z0-9._-]*)$`).exec(part);
  if (equal) return { key: equal[1] ?? '', operator: equal[3] === '!=' ? 'NotIn' : 'In', values: [equal[4] ?? ''] };
  const order = new RegExp(`^(${key}) *([<>]) *(\\d+)$`).exec(part);
  if (order) return { key: order[1] ?? '', operator: order[3] === '>' ? 'Gt' : 'Lt', values: [order[4] ?? ''] };
  const presence = new RegExp(`^(!?) *(${key})$`).exec(part);
  return presence ? { key: presence[2] ?? '', operator: presence[1] ? 'DoesNotExist' : 'Exists' } : undefined;
}

/** The fields each kind can be selected by, beside its name and namespace. */
const fields: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'status.phase', 'status.podIP', 'status.nominatedNodeName'],
  Event: ['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type'],
  Secret: ['type'],
  Namespace: ['status.phase'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
};

/** Reads a field selector: `metadata.name=a,status.phase!=Running`. */
export function fieldFilter(text: string, kind: string): Filter {
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const part of text.split(',').filter(Boolean)) {
    const match = /^([\w.]+)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) return { ok: false, message: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = '', operator, value = ''] = match;
    if (!['metadata.name', 'metadata.namespace', ...(fields[kind] ?? [])].includes(field)) return { ok: false, message: `field label not supported: ${field}` };
    tests.push(object => (valueOf(object, field) === value) === (operator !== '!='));
  }
  return { ok: true, test: object => tests.every(test => test(object)) };
}

function valueOf(object: KubeObject, field: string): string {
  if (field === 'source') return String((object['source'] as { component?: string } | undefined)?.component ?? '');
  let value: unknown = object;
  for (const step of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
  return value === undefined || value === null ? '' : String(value);
}
