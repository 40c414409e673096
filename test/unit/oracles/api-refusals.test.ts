import assert from 'node:assert/strict';
import { resources } from '../../../src/core/platform/api/resources';
import { defaulted } from '../../../src/core/platform/cluster/admission/defaults';
import type { KubeObject } from '../../../src/core/platform/cluster/object';
import { analysisOf } from '../../support/analysis';
import { apiCorpus, apiServer, apiVersion, inWordsOf133, keyOf, ourVerdict, saidOf, type Said } from '../../support/api-server';

/** What the simulated cluster serves, of the kinds Kubernetes has. */
const served = new Set(resources.map(({ kind }) => kind));

/** Where ours says something else than the server, and why it stays so. */
const known: Readonly<Record<string, string>> = {
  'Pod/privileged-without-escalation': 'both at once are not compared: the platform refuses either before',
  'Deployment/selector-operator': 'the server adds that the selector as a whole is wrong',
  'Deployment/selector-without-values': 'the same',
  'Job/selector-by-hand': 'a Job’s own selector is taken, where only `manualSelector` would allow it',
  'Service/node-port-twice': 'a port of nodes is given out one by one there: the second finds it taken',
  'PersistentVolumeClaim/text-for-modes': 'a description does not tell the names that Go gives to texts',
  'HorizontalPodAutoscaler/no-target': 'a field that is missing is told once, as its description tells it',
  'restricted all-at-once': '`procMount` and `sysctls` are not validated',
};

function check(name: string, said: Said | undefined, ours: () => Said): void {
  it(name, () => {
    assert.ok(said, `${name} has no golden verdict: run npm run oracles -- kube-apiserver`);
    const reason = known[name];
    const theirs = inWordsOf133(said);
    if (reason) return assert.notDeepEqual(ours(), theirs, `${name} no longer differs: take it off the table (${reason})`);
    assert.deepEqual(ours(), theirs);
  });
}

describe(`an object with a fault, beside kube-apiserver ${apiVersion}`, () => {
  for (const object of ['pods', 'workloads', 'others', 'types'].flatMap(file => apiCorpus(`invalid/${file}.yaml`)).filter(({ kind }) => served.has(kind))) check(keyOf(object), apiServer.invalid[keyOf(object)], () => saidOf(ourVerdict(object)));
});

describe(`the audit of an object, beside kube-apiserver ${apiVersion}`, () => {
  for (const object of ['pods', 'workloads', 'others', 'types'].flatMap(file => apiCorpus(`invalid/${file}.yaml`))) {
    it(`${keyOf(object)} is found to be wrong when it is refused, and then only`, () => {
      const { findings } = analysisOf({ 'm.json': JSON.stringify(object) });
      const found = findings.some(({ rule, severity }) => severity === 'error' && (rule === 'kubernetes/schema' || rule === 'kubernetes/selector-matches'));
      const refused = apiServer.invalid[keyOf(object)] !== 'admitted';
      assert.equal(found, refused, JSON.stringify(apiServer.invalid[keyOf(object)]));
    });
  }
});

describe(`Pod Security beside kube-apiserver ${apiVersion}`, () => {
  for (const object of apiCorpus('contexts.yaml')) check(`restricted ${object.metadata.name}`, apiServer.podSecurity[`restricted ${object.metadata.name}`], () => saidOf(ourVerdict(object, { rules: { production: false, flavour: 'kubernetes', firstUser: 1 } })));
});

describe(`quotas beside kube-apiserver ${apiVersion}`, () => {
  const [quota, first, ...others] = apiCorpus('quota.yaml') as [KubeObject, KubeObject, ...KubeObject[]];
  const there = { ...defaulted(first), status: { phase: 'Pending' } };
  for (const object of others) check(object.metadata.name, apiServer.quotas[object.metadata.name], () => saidOf(ourVerdict(object, { others: [quota, there] })));
});
