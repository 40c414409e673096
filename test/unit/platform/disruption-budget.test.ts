import assert from 'node:assert/strict';
import { healthOf } from '../../../src/core/platform/gitops/status';
import { list } from '../../../src/core/platform/cluster/store';
import type { DisruptionBudget } from '../../../src/core/platform/cluster/controllers/disruption-budget';
import { guichet, image } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const database = (more = 'instances: 3') => ({ 'deploiement/base.yaml': `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: donnees }\nspec: { ${more}, storage: { size: 1Gi }, resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } } }\n` });
const budget = (spec: string) => ({ 'deploiement/budget.yaml': `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: guichet }\nspec: ${spec}\n` });
const budgets = ({ state }: Simulation) => list(state.cluster.objects, 'policy', 'PodDisruptionBudget') as DisruptionBudget[];
const shown = (run: Simulation) => budgets(run).map(({ metadata, spec, status: { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } }) => [metadata.name, spec.minAvailable, disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods]);

describe('PodDisruptionBudget', () => {
  it('rounds shares up, and follows the size that controllers are given', () => {
    const run = new Simulation().deploy({ ...guichet, ...budget('{ minAvailable: 51%, selector: { matchLabels: { app: guichet } } }') }).wait(5 * minute);
    assert.deepEqual(shown(run), [['guichet', '51%', 0, 2, 2, 2]]);
    run.push({ ...guichet, ...budget('{ maxUnavailable: 51%, selector: {} }') }).wait(5 * minute);
    assert.deepEqual(shown(run), [['guichet', undefined, 2, 2, 0, 2]]);
    assert.deepEqual(budgets(run)[0]?.status.conditions?.map(({ status, reason, observedGeneration }) => [status, reason, observedGeneration]), [['True', 'SufficientPods', 2]]);
  });

  it('tells of pods that nothing controls, and counts them as none', () => {
    const alone = { 'deploiement/seul.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: seul, labels: { app: seul, env: dev, tier: backend } }\nspec: { imagePullSecrets: [{ name: registry-pull-secret }], containers: [{ name: seul, image: "${image}", resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } } }] }\n` };
    const run = new Simulation().deploy({ ...guichet, ...alone, ...budget('{ maxUnavailable: 1, selector: { matchLabels: { app: seul } } }') }).wait(5 * minute);
    assert.deepEqual(shown(run), [['guichet', undefined, 0, 1, 0, 0]]);
    assert.ok(run.told().some(text => text.startsWith('UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: seul,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged.')), run.told().join('\n'));
    assert.equal(healthOf(budgets(run)[0] ?? assert.fail())?.status, 'Healthy');
  });

  it('without a selector or a number takes no pod, and is no error', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/budget.yaml': 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: guichet }\n' }).wait(5 * minute);
    assert.deepEqual(shown(run), [['guichet', undefined, 0, 0, 0, 0]]);
  });

  it('is made for a database, by its instances, unless it says otherwise', () => {
    const run = new Simulation().deploy({ ...guichet, ...database() }).wait(10 * minute);
    assert.deepEqual(shown(run), [['donnees', 1, 1, 2, 1, 2], ['donnees-primary', 1, 0, 1, 1, 1]]);
    run.push({ ...guichet, ...database('instances: 2') }).wait(5 * minute);
    assert.deepEqual(shown(run).map(([name]) => name), ['donnees-primary']);
    run.push({ ...guichet, ...database('instances: 2, enablePDB: false') }).wait(5 * minute);
    assert.deepEqual(shown(run), []);
  });
});
