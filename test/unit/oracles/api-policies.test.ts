import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { resources } from '../../../src/core/platform/api/resources';
import { policyOf, validationsOf } from '../../../src/core/compliance/admission/policy';
import { admissionCases } from '../../oracles/admission';
import { analysisOf, cards } from '../../support/analysis';
import { apiServer, apiVersion, inWordsOf133, ourVerdict, saidOf } from '../../support/api-server';
import type { KubeObject } from '../../../src/core/platform/cluster/object';

const exported = cards.filter(card => validationsOf(card).length > 0);
const nameOf = (id: string) => `cpin-${id.split('/')[1] ?? id}`;

describe(`exported policies on kube-apiserver ${apiVersion}`, () => {
  for (const card of exported) {
    it(`${nameOf(card.id)} is taken, with its binding, without a warning, and its expressions have the right types`, () => {
      for (const kind of ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']) {
        const said = apiServer.policies[`${kind}/${nameOf(card.id)}`] ?? assert.fail('never applied: run npm run oracles -- kube-apiserver');
        assert.deepEqual([said.verdict, said.warnings, said.typeChecking?.expressionWarnings ?? []], ['admitted', [], []]);
      }
    });
  }
});

/** Kinds that the simulated cluster has: what it refuses is what the server refuses. */
const served = new Set(resources.map(({ kind }) => kind));

/** Where the policies do not find what the rules find, and why it stays so. */
const known: Readonly<Record<string, string>> = {
  'Pod c8dba7987b': 'a server of 1.34 drops the volumes made of an image, unless it is asked to know them',
  'Pod ef3342e1ea': 'what is a variable in a file, yet to be given a value, is a text for a server',
  'Pod 5a42be79b7': 'the same',
  'Pod 5d929700c7': 'the same',
  'Pod 2452eab41a': 'the same',
  'Pod 8e3cf16db8': 'the same',
  'Pod cb131066b4': 'a server gives a pod the requests that its limits say, before any policy looks',
  'Pod 306bd33a4b': 'the same',
  'Deployment 5f36085bc7': 'what says `$patch` is a part of an overlay, which nobody sends to a server',
  'Pod adf5f82e68': 'a server writes `Always` itself for an image without a tag: there, nothing tells it from a choice',
};

/** The policies that refuse in production; the others warn there too. */
const refusing = new Set(exported.filter(card => (policyOf(card, 'prod')?.[1] as { spec: { validationActions: string[] } }).spec.validationActions.includes('Deny')).map(({ id }) => nameOf(id)));

describe(`objects of our rules on kube-apiserver ${apiVersion}, which asks the exported policies`, () => {
  for (const [key, object] of admissionCases()) {
    it(`${key}: the policies find what the rules find`, () => {
      const { verdict, warned } = apiServer.admission[key] ?? assert.fail(`no golden verdict of\n${stringify(object)}\nrun npm run oracles -- kube-apiserver`);
      if (typeof verdict !== 'string') return served.has(object.kind) ? assert.deepEqual(saidOf(ourVerdict(object as unknown as KubeObject)), inWordsOf133(verdict)) : undefined;
      const { findings } = analysisOf({ 'm.yaml': stringify(object) });
      const found = (rule: string, variant: string) => findings.some(finding => finding.rule === rule && finding.key.split('|')[0] === variant);
      const ours = exported.filter(card => validationsOf(card).some(({ variant, kinds }) => kinds.some(({ kind }) => kind === object.kind) && found(card.id, variant.id))).map(({ id }) => nameOf(id)).sort();
      const theirs = [...new Set(warned.filter(name => name.startsWith('cpin-')))].sort();
      if (known[key]) return assert.notDeepEqual(theirs, ours, `${key} no longer differs: take it off the table (${known[key]})`);
      assert.deepEqual(theirs, ours, stringify(object));
      assert.equal(verdict === 'denied', ours.some(name => refusing.has(name)), 'refused in production');
    });
  }

  it('knows no difference about an object that is asked about no more', () => assert.deepEqual(Object.keys(known).filter(key => !admissionCases().has(key)), []));
});
