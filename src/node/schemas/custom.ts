import * as z from 'zod';
import type { Shape } from '../../core/analysis/schema/description';

/**
 * A kind described by hand in `src/schemas/custom/`: the name of each field and what it is, with a star when it is required. A text names a type, a
 * definition of Kubernetes (`io.k8s…`) or the values admitted (`a | b`); `map` is a map of texts, `strings` a list of them, `any` what is not looked at.
 */
export const customKind = z.strictObject({
  kind: z.string(),
  apiVersion: z.string(),
  /** Versions that exist and are not described. */
  older: z.array(z.string()).default([]),
  fields: z.record(z.string(), z.json()),
  /** What fields are for, in French, by the way to them. */
  texts: z.record(z.string(), z.string()).default({}),
});

export type CustomKind = z.infer<typeof customKind>;

/** Throws when a type is none that is known: the build says in which file. */
export function customShape(fields: CustomKind['fields']): Shape {
  const text: Shape = { type: 'string' };
  return mapOf({ apiVersion: 'string', kind: 'string', metadata: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', ...fields });

  function mapOf(named: Readonly<Record<string, unknown>>): Shape {
    const entries = Object.entries(named);
    const required = entries.flatMap(([name]) => (name.endsWith('*') ? [name.slice(0, -1)] : []));
    return { type: 'object', fields: Object.fromEntries(entries.map(([name, value]) => [name.replace(/\*$/, ''), shape(value)])), ...(required.length > 0 ? { required } : {}) };
  }

  function shape(value: unknown): Shape {
    if (Array.isArray(value)) return { type: 'array', items: shape(value[0]) };
    if (typeof value === 'object' && value !== null) return mapOf(value as Readonly<Record<string, unknown>>);
    const name = String(value);
    if (name.includes(' | ')) return { type: 'string', enum: name.split(' | ') };
    if (name.startsWith('io.k8s.')) return { ref: name };
    switch (name) {
      case 'any': return {};
      case 'map': return { type: 'object', values: text };
      case 'strings': return { type: 'array', items: text };
      case 'string':
      case 'integer':
      case 'boolean':
      case 'quantity': return { type: name };
      default: throw new Error(`« ${name} » n’est pas un type connu`);
    }
  }
}
