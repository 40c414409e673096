import assert from 'node:assert/strict';
import { celFunc, celMethod, CelScalar, isCelError, run } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { parseAllDocuments } from 'yaml';
import { exportRules, whyNot } from '../../../src/core/compliance/admission/export';
import { policyOf, validationsOf } from '../../../src/core/compliance/admission/policy';
import { parseKubernetes } from '../../../src/core/analysis/kubernetes/parse';
import type { KubernetesObject } from '../../../src/core/analysis/kubernetes/object';
import { valueAt } from '../../../src/core/analysis/yaml/plain';
import { parseQuantity } from '../../../src/core/analysis/quantity';
import { analysisOf, cards } from '../../support/analysis';
import { deployment, service } from '../../support/compliance';

type Policy = { kind: string; metadata: { name: string; annotations: Record<string, string> }; spec: { matchConstraints: { resourceRules: { resources: string[] }[] }; variables?: { name: string; expression: string }[]; validations: { expression: string; message: string }[]; failurePolicy: string } };
type Binding = { kind: string; spec: { policyName: string; validationActions: string[] } };

/** Quantities as Kubernetes adds them to CEL, in whole bytes: enough for storage. */
const bytes = (text: string) => (parseQuantity(text) ?? assert.fail(text)) / 1_000_000_000n;
const funcs = [...strings, celFunc('quantity', [CelScalar.STRING], CelScalar.INT, bytes), celMethod('isGreaterThan', CelScalar.INT, [CelScalar.INT], CelScalar.BOOL, function (other) {
  return this > other;
})];

/** A value as an API server hands it to CEL: maps, integers, and no nulls. */
function toInput(value: unknown): never {
  const convert = (one: unknown): unknown => {
    if (typeof one === 'number') return Number.isInteger(one) ? BigInt(one) : one;
    if (Array.isArray(one)) return one.map(convert);
    return typeof one === 'object' && one !== null ? new Map(Object.entries(one).filter(([, item]) => item !== null).map(([key, item]) => [key, convert(item)])) : one;
  };
  return convert(value) as never;
}

/** What a cluster answers: the validations, each true or false, or an error. */
function ask({ spec }: Policy, object: KubernetesObject): unknown[] {
  const variables = new Map<string, unknown>();
  const scope = { object: toInput(object.value), variables: variables as never };
  for (const { name, expression } of spec.variables ?? []) variables.set(name, run(expression, scope, { funcs }));
  return spec.validations.map(({ expression }) => run(expression, scope, { funcs }));
}

/** An API server fills in, or refuses, an object whose pods have no specification: a policy never sees it. */
const isWhole = ({ podTemplate, kind, value }: KubernetesObject) => (podTemplate ? valueAt(podTemplate.value, 'spec') !== undefined : valueAt(value, 'spec') !== undefined || kind === 'ConfigMap');

const more = [deployment, service, deployment.replace(':1.4.2', ''), deployment.replace('image: harbor.apps.dso.numerique-interieur.com/guichet/api:1.4.2', 'image: registre:5000/app'), deployment.replace('containers:', 'initContainers: [{ name: i, image: "nginx@sha256:aa" }]\n      containers:'),
  deployment.replace('containers:', 'securityContext: { fsGroup: 3 }\n      containers:'), deployment.replace('8080 }]', '80 }]'), deployment.replace('kind: Deployment', 'kind: DaemonSet'), deployment.replace(/labels: \{ app: guichet, env: prod/g, 'labels: { app: guichet, env: ""'),
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: s }\nspec: { template: { spec: { containers: [] } }, volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 1000G } } } }, { spec: { resources: { requests: { storage: 2Ti } } } }] }\n',
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: p }\nspec: { resources: { requests: { storage: 1024Gi } } }\n',
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i, annotations: { nginx.ingress.kubernetes.io/affinity: cookie } }\nspec: {}\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { key: a, PASSWORD: b }\n'];
const objects = [...cards.flatMap(({ appliesTo, examples }) => (appliesTo === 'kubernetes' ? [examples.passing, examples.failing] : [])), ...more].flatMap(text => parseKubernetes({ file: 'm.yaml', text }).objects.map(object => ({ text, object })));

describe('rules at admission', () => {
  it('are exported, or said not to be with the reason', () => {
    for (const card of cards) assert.equal(validationsOf(card).length === 0, whyNot(card) !== undefined, card.id);
    assert.ok(cards.filter(card => validationsOf(card).length > 0).length >= 12);
    for (const card of cards) assert.match(whyNot(card) ?? 'Oui.', /^\p{Lu}.*\.$/u);
  });

  it('leave out no more than advice and what the reasons say', () => {
    for (const card of cards.filter(one => validationsOf(one).length > 0)) {
      const missing = card.variants.filter(({ id, severity }) => severity !== 'information' && !validationsOf(card).some(({ variant }) => variant.id === id));
      assert.deepEqual(missing.map(({ id }) => id), [], card.id);
    }
  });

  for (const card of cards.filter(one => validationsOf(one).length > 0)) {
    it(`${card.id} refuses what our test finds, in another engine of CEL`, () => {
      const [policy] = policyOf(card, 'prod') as unknown as readonly [Policy, Binding];
      const validations = validationsOf(card);
      const kinds = new Set(validations.flatMap(one => one.kinds.map(({ kind }) => kind)));
      let refused = 0;
      for (const { text, object } of objects.filter(({ object: { kind } }) => kinds.has(kind)).filter(({ object }) => isWhole(object))) {
        const found = analysisOf({ 'm.yaml': text }).findings.filter(finding => finding.rule === card.id && finding.resource?.index === object.resource.index && finding.resource.name === object.name);
        ask(policy, object).forEach((answer, index) => {
          assert.ok(!isCelError(answer), `${policy.spec.validations[index]?.expression ?? ''}\n${String(answer)}\n${text}`);
          const { variant, kinds: own } = validations[index] ?? assert.fail();
          const wrong = own.some(({ kind }) => kind === object.kind) && found.some(({ key }) => key.split('|')[0] === variant.id);
          assert.equal(answer, !wrong, `${variant.id}\n${text}`);
          if (wrong) refused++;
        });
      }
      assert.ok(refused > 0, 'no object was refused');
    });
  }

  it('are one YAML text: a policy and a binding a rule, which refuse in production alone', () => {
    for (const [environment, actions] of [['dev', ['Warn', 'Audit']], ['preprod', ['Warn', 'Audit']], ['prod', ['Deny']]] as const) {
      const documents = parseAllDocuments(exportRules(cards, environment));
      assert.ok(Array.isArray(documents));
      const values = documents.map(document => {
        assert.deepEqual(document.errors, []);
        return document.toJS() as Policy & Binding;
      });
      const policies = values.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
      const bindings = values.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
      assert.equal(policies.length + bindings.length, values.length);
      assert.deepEqual(bindings.map(({ spec }) => spec.policyName), policies.map(({ metadata }) => metadata.name));
      assert.equal(new Set(policies.map(({ metadata }) => metadata.name)).size, policies.length);
      assert.deepEqual(bindings[policies.findIndex(({ metadata }) => metadata.annotations['cpin/rule'] === 'kubernetes/probes-required')]?.spec.validationActions, actions);
      assert.ok(policies.every(({ spec }) => spec.validations.every(({ message }) => message.length > 10 && !message.includes('\n') && !message.includes('{'))));
    }
  });

  it('spare the pods themselves of what the platform writes in them', () => {
    const card = cards.find(({ id }) => id === 'kubernetes/no-imposed-security-context') ?? assert.fail();
    const [policy] = policyOf(card, 'prod') as unknown as readonly [Policy];
    assert.ok(policy.spec.matchConstraints.resourceRules.every(({ resources }) => !resources.includes('pods')));
  });
});
