// What a client reads: objects as they are kept, server-side tables, discovery and the description of kinds.
import { create, keyOf, namespace, objectsIn, undrawn } from './documents.mjs';

const files = ['others.yaml', 'pods.yaml', 'workloads.yaml'];

/** Each object as it is kept when it has just been created, without what changes from one run to the next. */
export async function kept(asked) {
  const place = await namespace(asked, 'objects');
  const objects = {};
  for (const object of files.flatMap(file => objectsIn(asked.corpus, `objects/${file}`))) {
    const { status, body } = await create(asked, place, object);
    if (status >= 300) throw new Error(`${keyOf(object)} of the corpus is not valid: ${body.message}`);
    objects[keyOf(object)] = stable(body);
  }
  return objects;
}

function stable({ metadata, ...object }) {
  const { name, labels, annotations, generation, finalizers } = metadata;
  const text = JSON.stringify({ ...object, metadata: { name, labels, annotations, generation, finalizers } });
  // Addresses, ports and names that the server draws.
  return JSON.parse(undrawn(text).replace(/"172\.30\.\d+\.\d+"/g, '"ADDRESS"').replace(/kube-api-access-\w{5}/g, 'kube-api-access-DRAWN'));
}

/** The table of each kind: its columns, and the cells of its objects; a duration is told as one. */
export async function tables(asked) {
  const place = await namespace(asked, 'objects');
  const all = files.flatMap(file => objectsIn(asked.corpus, `objects/${file}`));
  // What bounds the others comes after them.
  for (const object of [...all].sort((a, b) => bounds(a) - bounds(b))) await make(asked, place, object);
  await asked.client.until(`/api/v1/namespaces/${place}/resourcequotas/pods-of-it`, ({ status }) => status?.used?.pods === String(all.filter(one => one.kind === 'Pod' && !/Succeeded|Failed/.test(one.status?.phase)).length));
  const found = {};
  for (const key of [...new Set(all.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`)), 'v1/Namespace']) {
    const { name, namespaced, root, kind } = asked.resources.get(key);
    const query = kind === 'Namespace' ? '?fieldSelector=metadata.name%3Dobjects' : '';
    const { body } = await asked.client.ask('GET', `${root}${namespaced ? `/namespaces/${place}` : ''}/${name}${query}`, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    const columns = body.columnDefinitions.map(({ name: title, type, format, priority }) => ({ name: title, type, format, priority }));
    found[kind] = { columns, rows: Object.fromEntries(body.rows.filter(({ object }) => wanted(all, kind, object.metadata.name)).map(({ cells, object }) => [object.metadata.name, cells.map(timeless)])) };
  }
  return found;
}

const bounds = ({ kind }) => Number(['ResourceQuota', 'LimitRange'].includes(kind));

/** What the controllers add to a namespace is not of the corpus. */
function wanted(all, kind, name) {
  return kind === 'Namespace' || all.some(one => one.kind === kind && one.metadata.name === name);
}

async function make(asked, place, object) {
  const { status, body } = await create(asked, place, object, { dryRun: false });
  if (status >= 300) throw new Error(`${keyOf(object)}: ${body.message}`);
  if (object.status === undefined) return;
  const { root, name } = asked.resources.get(`${object.apiVersion}/${object.kind}`);
  const answer = await asked.client.ask('PUT', `${root}/namespaces/${place}/${name}/${object.metadata.name}/status`, { body: { ...body, status: object.status } });
  if (answer.status >= 300) throw new Error(`${keyOf(object)}: ${answer.body.message}`);
}

function timeless(cell) {
  if (typeof cell !== 'string') return cell;
  return /^(\d+[smhdy])+$/.test(cell) ? 'DURATION' : /^\d{4}-\d\d-\d\dT/.test(cell) ? 'DATE' : undrawn(cell).replace(/172\.30\.\d+\.\d+/g, 'ADDRESS');
}

/** Every resource that is served, with what discovery says of it. */
export async function discovery({ client }) {
  const { body } = await client.ask('GET', '/apis', { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' });
  const core = await client.ask('GET', '/api', { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' });
  return Object.fromEntries([...core.body.items, ...body.items].flatMap(({ metadata, versions }) => versions.filter(({ version }) => !/alpha|beta/.test(version)).flatMap(({ version, resources }) => resources.map(({ verbs, subresources = [], ...one }) => [
    `${metadata.name ? `${metadata.name}/` : ''}${version}/${one.responseKind.kind}`,
    { ...one, verbs: [...verbs].sort(), subresources: Object.fromEntries(subresources.map(sub => [sub.subresource, { kind: sub.responseKind?.kind, verbs: [...sub.verbs].sort() }])) },
  ]))));
}

/** The definitions of the groups whose kinds the corpus has: each field with its type, as a short text. */
export async function openApi({ client, corpus }) {
  const versions = [...new Set(files.flatMap(file => objectsIn(corpus, `objects/${file}`)).map(({ apiVersion }) => (apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`)))].sort();
  const definitions = {};
  for (const version of versions) {
    const { body } = await client.ask('GET', `/openapi/v3/${version}`);
    for (const [name, schema] of Object.entries(body.components.schemas)) definitions[name] = { ...(schema.properties ? Object.fromEntries(Object.entries(schema.properties).map(([field, one]) => [field, typeOf(one)])) : { '': typeOf(schema) }), ...(schema.required ? { ' required': [...schema.required].sort().join(' ') } : {}) };
  }
  return Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typeOf(schema) {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref) return ref.split('/').at(-1);
  if (schema.type === 'array') return `[${typeOf(schema.items)}]`;
  if (schema.additionalProperties) return `{${typeOf(schema.additionalProperties)}}`;
  if (schema.oneOf) return schema.oneOf.map(typeOf).join('|');
  return [schema.type, schema.format].filter(Boolean).join(' ');
}
