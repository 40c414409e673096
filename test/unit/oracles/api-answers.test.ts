import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { answer } from '../../../src/core/platform/api/answer';
import { Renderer } from '../../../src/core/platform/api/render';
import { groupVersion, resources } from '../../../src/core/platform/api/resources';
import { defaulted } from '../../../src/core/platform/cluster/admission/defaults';
import { emptyCluster } from '../../../src/core/platform/cluster/cluster';
import type { KubeObject } from '../../../src/core/platform/cluster/object';
import { Draft, noObjects } from '../../../src/core/platform/cluster/store';
import { newPlatform } from '../../../src/core/platform/state';
import { apiCorpus, apiServer, apiVersion } from '../../support/api-server';
import { corpusFile } from '../../oracles/golden';

const groups = parse(corpusFile('api', 'requests.yaml')) as Record<string, string[]>;

/** The objects of the corpus in a platform of their own, with the namespace that holds them. */
function held() {
  const draft = new Draft(noObjects);
  const put = (object: KubeObject, namespace?: string) => draft.put({ ...object, metadata: { ...object.metadata, ...(namespace ? { namespace } : {}), uid: 'UID', resourceVersion: '', creationTimestamp: 0 } });
  put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'objects' } } as KubeObject);
  for (const object of ['others', 'pods', 'workloads'].flatMap(file => apiCorpus(`objects/${file}.yaml`))) {
    const resource = resources.find(one => groupVersion(one) === object.apiVersion && one.kind === object.kind);
    // What is no pod's status is of no use here; it has dates.
    if (resource) put(defaulted({ ...object, metadata: { ...object.metadata, uid: 'UID' } }), resource.namespaced ? 'objects' : undefined);
  }
  return { ...newPlatform(1), cluster: { ...emptyCluster(1), objects: draft.result() } };
}

const state = held();
const renderer = new Renderer(0);

/** What we answer, told as the oracle tells what the server does. */
function ours(request: string) {
  const [address = '', accept = 'application/json'] = request.split(' | ');
  const url = new URL(address.replace('PODS', '/api/v1/namespaces/objects/pods'), 'https://localhost');
  const given = answer({ method: 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams), accept: accept.replaceAll('"', ''), body: undefined }, state, renderer);
  assert.equal(given.kind, 'text', request);
  const { code, body, warning } = given as { code: number; body: string; warning?: string };
  const warned = warning === undefined ? {} : { warnings: [warning] };
  if (!body.startsWith('{')) return { code, ...warned, text: body.trim() };
  const read = JSON.parse(body) as Record<string, unknown> & { items?: { kind?: string }[]; rows?: { object: { kind: string } | null }[]; columnDefinitions: { name: string }[] };
  if (code >= 300) return JSON.parse(JSON.stringify({ code, ...warned, reason: read['reason'], message: String(read['message']).replace(/current: \d+/, 'current: N'), details: read['details'] })) as object;
  const own = { code, ...warned, kind: read['kind'], apiVersion: read['apiVersion'] };
  if (read.items) return { ...own, items: read.items.length, each: read.items[0]?.kind ?? null };
  return read.rows ? { ...own, rows: read.rows.length, each: read.rows[0]?.object?.kind ?? null, columns: read.columnDefinitions.map(({ name }) => name).join(' ') } : own;
}

/** A server of the simulated platform writes JSON alone. */
function inJson<T>(said: T): T {
  return JSON.parse(JSON.stringify(said).replace(/, application\/(yaml|vnd\.kubernetes\.protobuf)(;stream=watch)?/g, '')) as T;
}

describe(`answers to addresses, options and forms, beside kube-apiserver ${apiVersion}`, () => {
  for (const request of Object.values(groups).flat()) {
    it(request, () => {
      assert.deepEqual(ours(request), inJson(apiServer.answers[request] ?? assert.fail('no golden answer: run npm run oracles -- kube-apiserver')));
    });
  }
});
