import type { Shape } from '../../core/analysis/schema/description';

/** The part of an OpenAPI v3 schema that Kubernetes and its extensions use. */
export interface OpenApi {
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly $ref?: string;
  readonly allOf?: readonly OpenApi[];
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly items?: OpenApi;
  readonly additionalProperties?: OpenApi | boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

const known: Readonly<Record<string, Shape>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'int-or-string' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string' },
};

/** The definition a schema refers to, if that is all it does. */
export function referenceOf({ $ref, allOf }: OpenApi): string | undefined {
  return ($ref ?? allOf?.[0]?.$ref)?.replace('#/components/schemas/', '');
}

/** What of a schema decides whether a value fits. With `defaults`, a required field that has one may be left out: so it is for kinds that a cluster adds, not for Kubernetes' own. */
export function shapeOf(schema: OpenApi, defaults = false): Shape {
  const ref = referenceOf(schema);
  if (ref !== undefined) return known[ref] ?? { ref };
  if (schema['x-kubernetes-int-or-string']) return { type: 'int-or-string' };
  switch (schema.type) {
    case 'object': return mapShape(schema, defaults);
    case 'array': return { type: 'array', ...(schema.items ? { items: shapeOf(schema.items, defaults) } : {}) };
    case 'integer': return { type: 'integer', ...(schema.format === 'int32' ? { short: true as const } : {}), ...values(schema) };
    case 'string': return schema.format === 'byte' ? { type: 'base64' } : { type: 'string', ...values(schema) };
    case 'number':
    case 'boolean': return { type: schema.type, ...values(schema) };
    default: return {};
  }
}

function mapShape({ properties, required, additionalProperties, 'x-kubernetes-preserve-unknown-fields': open }: OpenApi, defaults: boolean): Shape {
  const fields = properties && Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, shapeOf(field, defaults)]));
  const asked = required?.filter(name => !defaults || properties?.[name]?.default === undefined);
  const free = typeof additionalProperties === 'object' ? shapeOf(additionalProperties, defaults) : undefined;
  return {
    type: 'object',
    ...(fields ? { fields } : {}),
    ...(asked && asked.length > 0 ? { required: asked } : {}),
    ...(free ? { values: free } : {}),
    ...(open === true || additionalProperties === true || (!fields && !free) ? { open: true as const } : {}),
  };
}

const values = (schema: OpenApi): Shape => (schema.enum ? { enum: schema.enum } : {});

/** What each field of a schema is for, by the way to it: `spec.replicas`, without the places in lists. */
export function textsOf(schema: OpenApi, at = ''): Record<string, string> {
  const found: Record<string, string> = schema.description ? { [at]: schema.description } : {};
  const below = at === '' ? '' : `${at}.`;
  for (const [name, field] of Object.entries(schema.properties ?? {})) Object.assign(found, textsOf(field, `${below}${name}`));
  for (const inner of [schema.items, schema.additionalProperties]) {
    if (typeof inner !== 'object') continue;
    const { [at]: _own, ...inside } = textsOf(inner, at);
    Object.assign(found, inside, found[at] === undefined && _own !== undefined ? { [at]: _own } : {});
  }
  return found;
}
