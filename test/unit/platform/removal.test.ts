import assert from 'node:assert/strict';
import type { KubeObject } from '../../../src/core/platform/cluster/object';
import { find } from '../../../src/core/platform/cluster/store';
import { teamView } from '../../../src/core/platform/console/team-view';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { isSettled } from '../../../src/core/platform/settled';
import { explain } from '../../../src/core/platform/view/why';
import { statusView } from '../../../src/core/platform/view/status';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minutes = (count: number) => count * 60_000;
const project = 'guichet';
const deployed = (files: Readonly<Record<string, string>> = guichet) => new Simulation().deploy(files).wait(minutes(10));
const namespaceIn = (run: Simulation) => find(run.state.cluster.objects, { group: '', kind: 'Namespace', namespace: '', name: run.namespace }) as (KubeObject & { status: { phase: string; conditions?: { message: string }[] } }) | undefined;
const within = (run: Simulation) => [...run.state.cluster.objects.kinds.values()].flatMap(kinds => [...(kinds.get(run.namespace)?.keys() ?? [])]);

describe('an environment that the console removes', () => {
  it('goes with all it holds: Terminating, then nothing, its application too; the journal says who', () => {
    const run = deployed();
    run.give({ type: 'remove-environment', project, environment: 'dev' });
    assert.equal(namespaceIn(run)?.status.phase, 'Terminating');
    run.wait(minutes(2));
    assert.deepEqual([namespaceIn(run), within(run), run.state.gitops.applications, run.all('Application'), run.pods], [undefined, [], [], [], []]);
    assert.deepEqual([statusView(run.state).projects[0]?.environments, explain(run.state), isSettled(run.state)], [[], [], true]);
    assert.deepEqual(teamView(run.state)[0]?.journal.slice(0, 1).map(({ action, about, by }) => [action, about, by]), [['remove-environment', 'dev', 'propriétaire']]);
  });

  it('is made again once it has gone, and not before', () => {
    const run = deployed();
    const again = { type: 'set-environment', project, environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: true } } as const;
    run.give({ type: 'remove-environment', project, environment: 'dev' });
    assert.match(commandRefusal(run.state, again) ?? '', /« dev » est en cours de suppression : son namespace est Terminating/);
    run.wait(minutes(2));
    assert.equal(commandRefusal(run.state, again), undefined);
    assert.equal(run.give(again).wait(minutes(10)).pods.filter(({ status }) => status.phase === 'Running').length, 2);
  });

  it('waits for what a finalizer holds, in the words of the namespace controller', () => {
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, finalizers: [exemple.fr/garde] }\nspec: { podSelector: {} }\n';
    const run = deployed({ ...guichet, 'deploiement/politique.yaml': policy, ...but('deploiement/configmap.yaml', 'metadata: {', 'metadata: { finalizers: [exemple.fr/garde],') });
    run.give({ type: 'remove-environment', project, environment: 'dev' }).wait(minutes(5));
    assert.deepEqual(namespaceIn(run)?.status.conditions?.map(({ message }) => message).slice(1), ['Some resources are remaining: configmaps. has 1 resource instances, networkpolicies.networking.k8s.io has 1 resource instances', 'Some content in the namespace has finalizers remaining: exemple.fr/garde in 2 resource instances']);
  });

  it('is asked for by those who may, and only where it is', () => {
    const run = deployed().give({ type: 'add-member', project, email: 'lectrice@exemple.fr' });
    assert.match(commandRefusal(run.state, { type: 'remove-environment', project, environment: 'dev', by: 'lectrice@exemple.fr' }) ?? '', /MANAGE_ENVIRONMENTS/);
    assert.match(commandRefusal(run.state, { type: 'remove-environment', project, environment: 'prod' }) ?? '', /n’a pas d’environnement « prod ». Il a : dev/);
  });
});

describe('a repository that the console removes', () => {
  it('takes what was deployed from it, and leaves the environment', () => {
    const run = deployed();
    run.give({ type: 'remove-repository', project, repository: 'guichet' }).wait(minutes(2));
    assert.deepEqual([run.pods, run.state.gitops.applications, namespaceIn(run)?.status.phase, isSettled(run.state)], [[], [], 'Active', true]);
    assert.deepEqual(statusView(run.state).projects[0]?.repositories, []);
  });
});
