import { parseQuantity } from '../quantity';
import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import type { Description, Shape } from './description';

/** What does not fit, and where: counted from the object's root. */
export type Misfit =
  | { readonly is: 'unknown'; readonly path: Path; readonly field: string; readonly known: readonly string[] }
  | { readonly is: 'missing'; readonly path: Path; readonly field: string }
  | { readonly is: 'empty'; readonly path: Path }
  | { readonly is: 'type'; readonly path: Path; readonly expected: Expected; readonly found: Plain }
  | { readonly is: 'value'; readonly path: Path; readonly admitted: readonly (string | number | boolean)[]; readonly found: Plain };

export type Expected = NonNullable<Shape['type']> | 'short';

/** A value that the server would not read as it is written: nothing at all (`null`), a text that another program replaces, or something of a wrong type. */
export interface Unread {
  readonly path: Path;
  /** Nothing, which the server passes over. */
  readonly absent: boolean;
  /** A text where one is expected: it may stay. */
  readonly kept: boolean;
}

/**
 * What an object's value holds that its description does not admit, as the API server's strict decoder reads it: nulls are absent, and `status` is the cluster's own.
 * `literal`: no text stands for another that a program will put in its place. What is not read is added to `unread`.
 */
export function misfitsOf(value: PlainMap, definition: string, description: Description, { literal = false, unread = [] }: { readonly literal?: boolean; readonly unread?: Unread[] } = {}): Misfit[] {
  const root = resolve({ ref: definition }, description);
  const checker = new Checker(description, literal, unread);
  const { status: _status, ...own } = value;
  checker.map(own, root, []);
  const spec = root.fields?.['spec'];
  // No description says so, yet an object whose `spec` has required fields is refused without one.
  const needs = spec ? resolve(spec, description).required : undefined;
  if (needs && needs.length > 0 && isAbsent(value['spec']) && !root.required?.includes('spec')) checker.found.push({ is: 'missing', path: [], field: 'spec' });
  return checker.found;
}

/** Follows references to what they name. */
export function resolve(shape: Shape, description: Description): Shape {
  let found = shape;
  for (let steps = 0; found.ref !== undefined && steps < 8; steps++) found = description.definitions[found.ref] ?? { open: true };
  return found;
}

class Checker {
  readonly found: Misfit[] = [];

  constructor(private readonly description: Description, private readonly literal: boolean, private readonly unread: Unread[]) {}

  map(value: PlainMap, shape: Shape, path: Path): void {
    // The simulated server says in words of its own what is there and empty.
    const empty = this.literal ? [] : (shape.filled?.filter(field => isEmpty(value[field])) ?? []);
    for (const [key, item] of Object.entries(value)) {
      if (empty.includes(key)) {
        this.found.push({ is: 'empty', path: [...path, key] });
        continue;
      }
      const field = shape.fields && Object.hasOwn(shape.fields, key) ? shape.fields[key] : shape.values;
      if (field) this.check(item, field, [...path, key]);
      else if (!shape.open && !(path.length === 0 && key === 'sops')) this.found.push({ is: 'unknown', path: [...path, key], field: key, known: Object.keys(shape.fields ?? {}) });
    }
    for (const field of shape.required ?? []) if (isAbsent(value[field]) && !shape.unneeded?.includes(field)) this.found.push({ is: 'missing', path, field });
  }

  private check(value: Plain, reference: Shape, path: Path): void {
    if (value === null) return void this.unread.push({ path, absent: true, kept: false });
    const shape = resolve(reference, this.description);
    if (!this.literal && isVariable(value)) return void this.unread.push({ path, absent: false, kept: shape.type === 'string' && typeof value === 'string' });
    if (!fits(value, shape)) {
      this.unread.push({ path, absent: false, kept: false });
      this.found.push({ is: 'type', path, expected: shape.short ? 'short' : (shape.type ?? 'object'), found: value });
    } else if (isPlainMap(value)) {
      if (shape.type === 'object') this.map(value, shape, path);
    } else if (Array.isArray(value)) {
      const { items } = shape;
      if (items) value.forEach((item, index) => this.check(item, items, [...path, index]));
    } else if (shape.enum && !shape.enum.includes(value) && !(shape.emptied && value === '')) this.found.push({ is: 'value', path, admitted: shape.enum, found: value });
  }
}

function fits(value: Plain, shape: Shape): boolean {
  switch (shape.type) {
    case 'object': return isPlainMap(value);
    case 'array': return Array.isArray(value);
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    case 'number': return typeof value === 'number';
    case 'integer': return Number.isInteger(value) && (!shape.short || Math.abs(Number(value)) < 2 ** 31);
    case 'int-or-string': return typeof value === 'string' || Number.isInteger(value);
    case 'quantity': return (typeof value === 'string' || typeof value === 'number') && parseQuantity(value) !== undefined;
    case 'base64': return typeof value === 'string' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/[\r\n]/g, ''));
    default: return true;
  }
}

function isAbsent(value: Plain | undefined): boolean {
  return value === undefined || value === null;
}

const isEmpty = (value: Plain | undefined): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Text that another program replaces before the cluster reads it, or that SOPS encrypted: what it will be is not known here. */
export function isVariable(value: Plain): boolean {
  // `{{ x }}` without quotes is a map whose only key is a map.
  if (isPlainMap(value)) return Object.keys(value).length === 1 && Object.keys(value)[0]?.startsWith('{') === true;
  return typeof value === 'string' && /\$[\w{(]|\{\{|^ENC\[|^<.*>$|^@\w+@$/.test(value);
}
