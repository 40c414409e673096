// Documents sent to be created, and what the server says of each. Nothing is kept: each is a dry run.
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** The objects of a file of the corpus of the API, as a client sends them: YAML as the cluster reads it, in JSON. */
export function objectsIn(corpus, file) {
  return parseAllDocuments(fs.readFileSync(path.join(corpus, 'api', file), 'utf8'), { version: '1.1' }).map(document => document.toJS());
}

/** Creates an object in a namespace; a kind that is not served has no place to be sent to. */
export function create({ client, resources }, namespace, object, { dryRun = true, strict = false, ...more } = {}) {
  const resource = resources.get(`${object.apiVersion}/${object.kind}`);
  if (!resource) return { status: 404, warnings: [], body: { reason: 'NotFound', message: `no matches for kind "${object.kind}" in version "${object.apiVersion}"` } };
  return client.ask('POST', `${resource.root}${resource.namespaced ? `/namespaces/${namespace}` : ''}/${resource.name}?${strict ? 'fieldValidation=Strict&' : ''}${dryRun ? 'dryRun=All' : ''}`, { body: object, ...more });
}

const drawn = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A text without the identifiers that the server draws. */
export const undrawn = text => text.replace(drawn, 'UID');

export const verdictOf = ({ status, body }) => (status < 300 ? 'admitted' : { code: status, reason: body.reason, message: undrawn(body.message) });

export async function namespace({ client }, name, labels = {}) {
  await client.ask('POST', '/api/v1/namespaces', { body: { metadata: { name, labels } } });
  await client.until(`/api/v1/namespaces/${name}/serviceaccounts/default`, () => true);
  return name;
}

/** The corpus of schemas: each document as it is written, in YAML, so that the server's own reader reads it. */
export async function created(asked) {
  const place = await namespace(asked, 'created');
  const folder = path.join(asked.corpus, 'kubernetes');
  const verdicts = {};
  for (const file of fs.readdirSync(folder).sort()) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    verdicts[file] = await Promise.all(parseAllDocuments(text, { version: '1.1', uniqueKeys: false }).flatMap(document => documentsOf(document, text)).map(async ({ object, body }) => {
      const verdict = verdictOf(await create(asked, place, object, { body, type: 'application/yaml', strict: true }));
      return verdict === 'admitted' ? verdict : `refused: ${verdict.message}`;
    }));
  }
  return verdicts;
}

/** The items of a list are sent one by one, as kubectl does. */
function documentsOf(document, text) {
  const object = document.toJS();
  if (object === null) return [];
  if (object.kind === 'List') return object.items.map(item => ({ object: item, body: JSON.stringify(item) }));
  return [{ object, body: text.slice(document.range[0], document.range[1]) }];
}

/** Objects with one fault each: the status, word for word. */
export async function invalid(asked) {
  const place = await namespace(asked, 'invalid');
  const verdicts = {};
  for (const file of ['pods.yaml', 'workloads.yaml', 'others.yaml', 'types.yaml']) {
    for (const object of objectsIn(asked.corpus, `invalid/${file}`)) verdicts[keyOf(object)] = verdictOf(await create(asked, place, object));
  }
  return verdicts;
}

export const keyOf = ({ kind, metadata }) => `${kind}/${metadata.name ?? ''}`;

/** Pods where Pod Security is enforced, at each level that refuses. */
export async function podSecurity(asked) {
  const verdicts = {};
  for (const level of ['baseline', 'restricted']) {
    const place = await namespace(asked, level, { 'pod-security.kubernetes.io/enforce': level });
    for (const object of objectsIn(asked.corpus, 'contexts.yaml')) verdicts[`${level} ${object.metadata.name}`] = verdictOf(await create(asked, place, object));
  }
  return verdicts;
}

/** Pods where a quota already counts one: the first two objects of the file are made, the others asked about. */
export async function quotas(asked) {
  const place = await namespace(asked, 'quotas');
  const [quota, first, ...others] = objectsIn(asked.corpus, 'quota.yaml');
  await create(asked, place, quota, { dryRun: false });
  await asked.client.until(`/api/v1/namespaces/${place}/resourcequotas/${quota.metadata.name}`, ({ status }) => status?.used !== undefined);
  await create(asked, place, first, { dryRun: false });
  const used = await asked.client.until(`/api/v1/namespaces/${place}/resourcequotas/${quota.metadata.name}`, ({ status }) => status.used.pods === '1');
  const verdicts = { used: used.status };
  for (const object of others) verdicts[object.metadata.name] = verdictOf(await create(asked, place, object));
  return verdicts;
}
