import type { Description, Shape, Texts } from '../../analysis/schema/description';
import { fnv32 } from '../chance';
import { groupVersion, resources, type Resource } from './resources';

/** The OpenAPI v3 documents of the kinds that are served: what `kubectl explain` reads, and where `kubectl apply` learns that the server validates. Each is written once. */
export class OpenApi {
  private readonly written = new Map<string, string>();

  constructor(private readonly described: () => Description, private readonly texts: () => Texts) {}

  /** The document at a path below `/openapi/v3`; undefined when there is none. */
  document(path: string): string | undefined {
    if (path === '/openapi/v3') return JSON.stringify({ paths: Object.fromEntries(versions.map(version => [pathOf(version), { serverRelativeURL: `/openapi/v3/${pathOf(version)}?hash=${fnv32(version).toString(16)}` }])) });
    const version = versions.find(one => path === `/openapi/v3/${pathOf(one)}`);
    if (version === undefined) return undefined;
    const known = this.written.get(version);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.make(version));
    this.written.set(version, text);
    return text;
  }

  private make(version: string): object {
    const own = resources.filter(one => groupVersion(one) === version);
    const schemas: Record<string, object> = {};
    for (const resource of own) {
      const name = this.described().kinds[`${version}/${resource.kind}`];
      if (!name) continue;
      this.add(name, schemas);
      schemas[name] = { ...schemas[name], 'x-kubernetes-group-version-kind': [gvk(resource)] };
    }
    const paths = Object.fromEntries(own.flatMap(resource => pathsOf(resource, this.described().kinds[`${version}/${resource.kind}`] ?? undefined)));
    return { openapi: '3.0.0', info: { title: 'Kubernetes', version: 'simulation' }, paths, components: { schemas } };
  }

  private add(name: string, schemas: Record<string, object>): void {
    const shape = this.described().definitions[name];
    if (!shape || schemas[name]) return;
    schemas[name] = {};
    schemas[name] = this.schema(shape, name, '', schemas);
  }

  private schema(shape: Shape, definition: string, field: string, schemas: Record<string, object>): object {
    const said = this.texts()[definition]?.[field];
    const described = said === undefined ? {} : { description: said };
    if (shape.ref) {
      this.add(shape.ref, schemas);
      return { ...described, allOf: [{ $ref: `#/components/schemas/${shape.ref}` }] };
    }
    const plain = simple[shape.type ?? ''];
    if (plain) return { ...described, ...plain, ...(shape.enum ? { enum: shape.enum } : {}), ...(shape.short ? { format: 'int32' } : {}) };
    if (shape.type === 'array') return { ...described, type: 'array', items: shape.items ? this.schema(shape.items, definition, ' ', schemas) : {} };
    const properties = Object.entries(shape.fields ?? {}).map(([key, inner]) => [key, this.schema(inner, definition, key, schemas)] as const);
    return { ...described, type: 'object', ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}), ...(shape.required ? { required: shape.required } : {}), ...(shape.values ? { additionalProperties: this.schema(shape.values, definition, ' ', schemas) } : {}) };
  }
}

const simple: Readonly<Record<string, object>> = {
  string: { type: 'string' }, integer: { type: 'integer', format: 'int64' }, number: { type: 'number', format: 'double' }, boolean: { type: 'boolean' },
  quantity: { type: 'string' }, base64: { type: 'string', format: 'byte' }, 'int-or-string': { type: 'string', format: 'int-or-string' },
};

const versions = [...new Set(resources.map(groupVersion))];
const pathOf = (version: string) => (version.includes('/') ? `apis/${version}` : `api/${version}`);
const gvk = ({ group, version, kind }: Resource) => ({ group, version, kind });

/** The addresses of a kind, with the parameter by which a server says that it validates fields itself. */
function pathsOf(resource: Resource, definition: string | undefined): [string, object][] {
  const root = `/${pathOf(groupVersion(resource))}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.plural}`;
  const content = definition === undefined ? {} : { content: { 'application/json': { schema: { $ref: `#/components/schemas/${definition}` } } } };
  const operation = (action: string, parameters: readonly object[] = []) => ({ 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': gvk(resource), parameters, responses: { 200: { description: 'OK', ...content } } });
  const validated = [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }, { name: 'dryRun', in: 'query', schema: { type: 'string' } }];
  return [[root, { get: operation('list'), post: operation('post', validated) }], [`${root}/{name}`, { get: operation('get'), patch: operation('patch', validated) }]];
}
