import { resources, type Resource } from './resources';

/** An address of the API, cut into what it names. */
export interface Route {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Undefined when it is not one the API serves. */
  readonly resource: Resource | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string;
}

/** Reads `/api/v1/namespaces/ns/pods/name/log` and its kin; undefined for a path that names no resource. */
export function routeOf(path: string): Route | undefined {
  const steps = path.split('/').filter(Boolean).map(step => safeDecode(step));
  const [root, ...after] = steps;
  const isCore = root === 'api' && after[0] === 'v1';
  if (!isCore && !(root === 'apis' && after.length >= 2)) return undefined;
  const [group, version, rest] = isCore ? ['', 'v1', after.slice(1)] : [after[0] ?? '', after[1] ?? '', after.slice(2)];
  if (rest.length === 0) return undefined;
  const inside = rest[0] === 'namespaces' && rest.length >= 3 && !(rest.length === 3 && rest[2] === 'status');
  const [namespace, plural = '', name, ...sub] = inside ? [rest[1], rest[2], rest[3], ...rest.slice(4)] : [undefined, rest[0], rest[1], ...rest.slice(2)];
  return { group, version, plural, namespace, name, subresource: sub.join('/'), resource: resources.find(one => one.group === group && one.version === version && one.plural === plural) };
}

function safeDecode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
