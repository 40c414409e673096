import assert from 'node:assert/strict';
import { printers } from '../../../src/core/platform/api/columns';
import { discovery } from '../../../src/core/platform/api/discovery';
import { OpenApi } from '../../../src/core/platform/api/openapi';
import { groupVersion, resources } from '../../../src/core/platform/api/resources';
import { completed } from '../../../src/core/platform/cluster/admission/account';
import { defaulted } from '../../../src/core/platform/cluster/admission/defaults';
import type { KubeObject, Pod } from '../../../src/core/platform/cluster/object';
import { schemasIn } from '../../../src/node/schemas/load';
import { apiCorpus, apiServer, apiVersion, keyOf } from '../../support/api-server';

/** Kubernetes' own groups: a server knows nothing of the kinds that other projects add to a cluster. */
const own = resources.filter(({ group }) => !group.includes('.') || group.endsWith('.k8s.io'));
const objects = ['others', 'pods', 'workloads'].flatMap(file => apiCorpus(`objects/${file}.yaml`)).filter(({ apiVersion: version, kind }) => own.some(one => groupVersion(one) === version && one.kind === kind));
const now = Date.parse('2027-01-01T00:00:00Z');

/** Ours are milliseconds. */
const instants = /("(?:\w+(?:Time|Timestamp|At))":)"(\d{4}-[^"]+)"/g;
const simulated = (object: KubeObject) => JSON.parse(JSON.stringify(object).replace(instants, (_, key: string, date: string) => `${key}${Date.parse(date)}`)) as KubeObject;

/** An object as it is kept: of a pod, with what admission adds to it where no account says otherwise. */
const admitted = (object: KubeObject) => (object.kind === 'Pod' ? completed({ find: () => undefined }, defaulted(object) as Pod, undefined) : defaulted(object));

/** What differs in an object that is kept, and why it stays so: each is taken away on both sides. */
const left: Readonly<Record<string, { readonly why: string; readonly fields: readonly string[] }>> = {
  Service: { why: 'addresses are drawn otherwise', fields: ['clusterIP', 'clusterIPs', 'nodePort', 'healthCheckNodePort'] },
  PersistentVolumeClaim: { why: 'the storage of the platform answers at once', fields: ['volumeName', 'storageClassName', 'status'] },
  Ingress: { why: 'the router of the platform answers at once', fields: ['status'] },
  ResourceQuota: { why: 'the platform writes its own quotas, in their shortest form', fields: ['hard', 'status'] },
  Endpoints: { why: 'controllers of ours write them whole', fields: ['protocol'] },
  EndpointSlice: { why: 'the same', fields: ['endpoints', 'ports'] },
  Event: { why: 'the same', fields: ['eventTime', 'reportingComponent', 'reportingInstance'] },
};
/** The status is what a controller makes of it; 1.33 writes dates that are not known yet. */
const always = ['creationTimestamp', 'status'];

function without(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.filter(item => !fields.includes((item as { name?: string } | null)?.name ?? '')).map(item => without(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !fields.includes(key)).map(([key, inner]) => [key, without(inner, fields)] as const);
  // A list of which nothing is left was made by what was taken away.
  return Object.fromEntries(entries.filter(([, inner]) => !Array.isArray(inner) || inner.length > 0));
}

describe(`objects as they are kept, beside kube-apiserver ${apiVersion}`, () => {
  for (const object of objects) {
    it(keyOf(object), () => {
      const { metadata, ...kept } = apiServer.kept[keyOf(object)] ?? assert.fail('no golden object: run npm run oracles -- kube-apiserver');
      const { metadata: ours, ...rest } = admitted({ ...object, metadata: { ...object.metadata, uid: 'UID' } });
      const fields = [...always, ...(left[object.kind]?.fields ?? [])];
      assert.deepEqual(without(JSON.parse(JSON.stringify(rest).replace(/kube-api-access-\w{5}/g, 'kube-api-access-DRAWN')), fields), without(kept, fields));
      assert.deepEqual([ours.labels, ours.annotations], [metadata.labels, metadata.annotations]);
      if (object.kind === 'Pod') assert.equal(ours.generation, metadata.generation);
    });
  }
});

/** What a controller of ours writes at once, where the server’s waits: their rows are compared when the corpus says their status. */
const awaited = new Set(['PersistentVolumeClaim', 'Ingress', 'ResourceQuota']);

describe(`tables beside kube-apiserver ${apiVersion}`, () => {
  for (const { kind } of own) {
    it(`${kind}: the columns, and what they hold`, () => {
      const { columns, rows } = apiServer.tables[kind] ?? assert.fail('no golden table: run npm run oracles -- kube-apiserver');
      const printer = printers[kind] ?? assert.fail('no table of ours');
      assert.deepEqual(printer.columns.map(({ name, type, format, priority }) => ({ name, type, format, priority })), columns);
      for (const object of objects.filter(one => one.kind === kind && (one['status'] !== undefined || !awaited.has(kind)))) {
        const given = simulated({ ...defaulted({ ...object, metadata: { ...object.metadata, uid: 'UID' } }), ...(object['status'] !== undefined ? { status: object['status'] } : kind === 'Pod' ? { status: { phase: 'Pending' } } : {}) });
        const cells = printer.cells({ ...given, metadata: { ...given.metadata, creationTimestamp: now } }, now).map(cell => (typeof cell === 'string' && /^(\d+[smhdy])+$/.test(cell) ? 'DURATION' : typeof cell === 'string' ? cell.replace(/172\.30\.\d+\.\d+/g, 'ADDRESS') : cell));
        // A cell that is true or false is told so in a text or not: clients print both alike.
        assert.deepEqual(cells, rows[object.metadata.name]?.map(cell => (typeof cell === 'boolean' ? String(cell) : cell)), object.metadata.name);
      }
    });
  }
});

describe(`discovery beside kube-apiserver ${apiVersion}`, () => {
  for (const one of own) {
    it(`${groupVersion(one)}/${one.kind}`, () => {
      const said = apiServer.discovery[`${groupVersion(one)}/${one.kind}`] ?? assert.fail('no such kind');
      assert.deepEqual([one.plural, one.singular, one.namespaced ? 'Namespaced' : 'Cluster', one.shortNames, one.categories], [said.resource, said.singularResource, said.scope, said.shortNames, said.categories]);
      for (const sub of one.subresources ?? []) assert.ok(said.subresources[sub], `${one.plural}/${sub} is not served`);
    });
  }

  it('lists no verb that the server has not', () => {
    for (const version of new Set(own.map(groupVersion))) {
      const list = discovery(version === 'v1' ? '/api/v1' : `/apis/${version}`, false) as { resources: { name: string; kind: string; verbs: string[] }[] };
      for (const { kind, name, verbs } of list.resources.filter(one => !one.name.includes('/'))) assert.deepEqual(verbs.filter(verb => !apiServer.discovery[`${version}/${kind}`]?.verbs.includes(verb)), [], name);
    }
  });
});

describe(`the description of kinds beside kube-apiserver ${apiVersion}`, () => {
  type Schema = { type?: string; format?: string; $ref?: string; allOf?: Schema[]; items?: Schema; additionalProperties?: Schema; properties?: Record<string, Schema>; required?: string[] };
  const { kubernetes, texts } = schemasIn('dist/schemas');
  const openApi = new OpenApi(kubernetes, texts);
  /** What the server describes apart and ours where it is: texts and numbers with a form of their own. */
  const plain: Readonly<Record<string, string>> = { Time: 'string', MicroTime: 'string', Quantity: 'string', IntOrString: 'string int-or-string' };
  const withoutNames = (said: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(said).map(([field, type]) => [field, type.replace(/io\.k8s\.[\w.]+\.(Time|MicroTime|Quantity|IntOrString)\b/, (_, name: string) => plain[name] ?? '')]));
  const typeOf = (schema: Schema): string => {
    const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (ref) return ref.split('/').at(-1) ?? '';
    if (schema.type === 'array') return `[${typeOf(schema.items ?? {})}]`;
    if (schema.additionalProperties) return `{${typeOf(schema.additionalProperties)}}`;
    return [schema.type, schema.format].filter(Boolean).join(' ');
  };
  for (const version of new Set(own.map(groupVersion))) {
    it(version, () => {
      const { components } = JSON.parse(openApi.document(`/openapi/v3/${version === 'v1' ? 'api/v1' : `apis/${version}`}`) ?? '{}') as { components: { schemas: Record<string, Schema> } };
      for (const [name, schema] of Object.entries(components.schemas)) {
        const said = apiServer.openApi[name] ?? assert.fail(`${name} is not described`);
        assert.deepEqual({ ...(schema.properties ? Object.fromEntries(Object.entries(schema.properties).map(([field, one]) => [field, typeOf(one)])) : { '': typeOf(schema) }), ...(schema.required ? { ' required': [...schema.required].sort().join(' ') } : {}) }, withoutNames(said), name);
      }
    });
  }
});
