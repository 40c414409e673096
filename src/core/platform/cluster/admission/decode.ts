import { misfitsOf, resolve, type Misfit } from '../../../analysis/schema/check';
import type { Description, Shape } from '../../../analysis/schema/description';
import { isPlainMap, type Plain } from '../../../analysis/yaml/plain';
import type { Path } from '../../../analysis/yaml/nodes';

/** A manifest as its author wrote it. */
export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What the API server makes of a manifest: it cannot be decoded; or it lacks or misuses fields of its description, and has others that it drops. */
export type Reading = { readonly ok: true; readonly faults: readonly Fault[]; readonly unknown: readonly Path[] } | { readonly ok: false; readonly message: string };

export interface Fault {
  readonly path: string;
  readonly fault: string;
}

export type Read = (manifest: Written) => Reading;

/**
 * Reads manifests as the API server does for Argo CD, which asks for no strictness (argoproj/gitops-engine, `newApplyOptions` leaves kubectl's `ValidationDirective` empty, and the
 * server's default is `Warn`): by the same description as the editor, in the server's words. A kind that is not described is taken as it is.
 */
export function reader(description: () => Description): Read {
  return manifest => {
    const { apiVersion, kind } = manifest;
    const described = description();
    const definition = described.kinds[`${apiVersion}/${kind}`];
    if (!definition || !isPlainMap(manifest)) return { ok: true, faults: [], unknown: [] };
    const misfits = misfitsOf(manifest, definition, described, { literal: true });
    const native = definition.startsWith('io.k8s.');
    const fault = native ? typeFault(misfits, definition, described) : undefined;
    if (fault !== undefined) return { ok: false, message: `${kind} in version "${apiVersion.split('/').pop()}" cannot be handled as a ${kind}: ${fault}` };
    return { ok: true, faults: misfits.flatMap(misfit => faultOf(misfit, native)), unknown: unknownFields(misfits, kind, manifest) };
  };
}

function unknownFields(misfits: readonly Misfit[], kind: string, manifest: object): readonly Path[] {
  const unknown = misfits.filter(({ is }) => is === 'unknown').map(({ path }) => path);
  return kind !== 'SopsSecret' && 'sops' in manifest ? [...unknown, ['sops']] : unknown;
}

/** What the server warns of each field it drops. */
export function unknownField(path: Path): string {
  return `unknown field "${written(path)}"`;
}

/** A value without what is at some paths. */
export function pruned(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  const below = (key: string | number) => paths.filter(([first]) => first === key).map(path => path.slice(1));
  if (Array.isArray(value)) return value.map((item, index) => pruned(item, below(index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
    const inside = below(key);
    return inside.some(path => path.length === 0) ? [] : [[key, pruned(inner, inside)] as const];
  }));
}

/** The first value that Go's decoder cannot put where it belongs: what clients send has its keys in order. */
function typeFault(misfits: readonly Misfit[], definition: string, description: Description): string | undefined {
  const [misfit] = misfits.filter(one => one.is === 'type').sort((a, b) => inOrder(a.path, b.path));
  if (misfit?.is !== 'type') return undefined;
  if (misfit.expected === 'quantity') return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  if (misfit.expected === 'base64' && typeof misfit.found === 'string') return `illegal base64 data at input byte ${/[^A-Za-z0-9+/=]/.exec(misfit.found)?.index ?? misfit.found.length - 1}`;
  const { struct, shape } = holderOf(misfit.path, definition, description);
  const fields = misfit.path.filter(step => typeof step === 'string');
  // A value of a map is told by the map.
  const where = shape.inMap ? fields.slice(0, -1) : fields;
  return `json: cannot unmarshal ${found(misfit.found, misfit.expected)} into Go struct field ${struct}.${where.join('.')} of type ${goType(shape.of, misfit.expected)}`;
}

/** The struct that holds a field, by its Go name, and what the field is. */
function holderOf(path: Path, definition: string, description: Description): { readonly struct: string; readonly shape: { readonly of: Shape; readonly inMap: boolean } } {
  let of: Shape = { ref: definition };
  let struct = goName(definition);
  let inMap = false;
  for (const step of path) {
    if (of.ref !== undefined) struct = goName(of.ref);
    const parent = resolve(of, description);
    inMap = typeof step === 'string' && parent.fields?.[step] === undefined;
    of = (typeof step === 'number' ? parent.items : (parent.fields?.[step] ?? parent.values)) ?? {};
  }
  return { struct, shape: { of, inMap } };
}

function inOrder(a: Path, b: Path): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  const [left = '', right = ''] = [a[at], b[at]];
  return at < 0 || left === right ? 0 : left < right ? -1 : 1;
}

const goName = (definition: string) => definition.split('.').at(-1) ?? '';
/** `v1.Container`. */
const qualified = (definition: string) => definition.split('.').slice(-2).join('.');

/** A number says its value where another number would do. */
function found(value: Plain, expected: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return ['short', 'integer', 'int-or-string'].includes(expected) ? `number ${value}` : 'number';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function goType(shape: Shape, expected: string): string {
  if (shape.ref !== undefined) return qualified(shape.ref);
  if (expected === 'array') return `[]${shape.items ? goType(shape.items, shape.items.type ?? 'object') : 'interface {}'}`;
  if (expected === 'object') return shape.values?.type === 'quantity' ? 'v1.ResourceList' : shape.values ? `map[string]${goType(shape.values, shape.values.type ?? 'string')}` : 'struct';
  return ({ short: 'int32', integer: 'int64', boolean: 'bool', number: 'float64', base64: '[]uint8', 'int-or-string': 'int32' } as Record<string, string>)[expected] ?? expected;
}

/** A field that decodes and that validation refuses; types of a custom resource are told there too (k8s.io/apiextensions-apiserver). */
function faultOf(misfit: Misfit, native: boolean): Fault[] {
  const path = written(misfit.path);
  if (misfit.is === 'missing') return [{ path: path === '' ? misfit.field : `${path}.${misfit.field}`, fault: 'Required value' }];
  if (misfit.is === 'value') return [{ path, fault: `Unsupported value: ${JSON.stringify(misfit.found)}: supported values: ${[...misfit.admitted].map(value => JSON.stringify(value)).sort().join(', ')}` }];
  if (misfit.is !== 'type' || native) return [];
  const expected = misfit.expected === 'short' ? 'integer' : misfit.expected;
  const type = Array.isArray(misfit.found) ? 'array' : typeof misfit.found === 'object' ? 'object' : typeof misfit.found === 'number' ? (Number.isInteger(misfit.found) ? 'integer' : 'number') : typeof misfit.found;
  return [{ path, fault: `Invalid value: "${type}": ${path} in body must be of type ${expected}: "${type}"` }];
}

function written(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}
