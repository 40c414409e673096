import assert from 'node:assert/strict';
import { withoutToken } from '../../../src/core/platform/cluster/admission/account';
import type { KubeObject } from '../../../src/core/platform/cluster/object';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

interface Report extends KubeObject {
  readonly scope: { readonly kind: string; readonly name: string; readonly uid: string };
  readonly results: readonly { readonly policy: string; readonly rule: string; readonly result: string; readonly message: string }[];
  readonly summary: { readonly pass: number; readonly fail: number };
}

const reports = (run: Simulation) => run.all<Report>('PolicyReport', 'wgpolicyk8s.io');
const reportOf = (run: Simulation, kind: string) => reports(run).find(({ scope }) => scope.kind === kind);
const faulty = but('deploiement/service.yaml', 'spec:', 'spec:\n  type: NodePort', but('deploiement/deployment.yaml', /          readinessProbe: .*\n/, ''));

describe('Kyverno’s policies', () => {
  it('note in development what they would refuse in production, object by object', () => {
    const run = new Simulation().deploy(faulty).wait(600_000);
    const failed = (kind: string) => reportOf(run, kind)?.results.filter(({ result }) => result === 'fail').map(({ policy, rule }) => `${policy}/${rule}`);
    assert.deepEqual(failed('Service'), ['restrict-nodeport/restrict-nodeport']);
    assert.deepEqual(failed('Deployment'), ['need-liveness-readiness/autogen-need-liveness-readiness']);
    assert.deepEqual(failed('Pod'), ['need-liveness-readiness/need-liveness-readiness']);
    assert.deepEqual(failed('ConfigMap'), []);
    assert.ok(run.told('Service').some(text => text === 'PolicyViolation: policy restrict-nodeport/restrict-nodeport fail: validation error: Services of type NodePort are not allowed.'));
    assert.equal(reports(run).filter(({ scope }) => scope.kind === 'ReplicaSet').length, 0);
  });

  it('see the pods of a workload alike, whatever their tokens are called', () => {
    const specs = new Simulation().deploy(guichet).wait(600_000).pods.map(({ spec }) => spec);
    const named = specs.map(({ volumes = [] }) => volumes.map(({ name }) => name).join());
    assert.equal(specs.length, 2);
    assert.notEqual(named[0], named[1]);
    const [first, second] = specs.map(spec => ({ ...withoutToken(spec), nodeName: '' }));
    assert.deepEqual(first, second);
    const disguised = { containers: [], volumes: [{ name: 'kube-api-access-abcde', hostPath: { path: '/' } }] };
    assert.equal(withoutToken(disguised), disguised);
    assert.deepEqual([first?.volumes, first?.containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter(({ name }) => name.startsWith('kube-api-access-')))], [[], []]);
  });

  it('report on what is there: a report follows its object, and goes with it', () => {
    const run = new Simulation().deploy(faulty).wait(600_000);
    run.push(guichet).wait(600_000);
    assert.deepEqual(reports(run).filter(({ summary }) => summary.fail > 0), []);
    const living = new Set([...run.pods, run.deployment, ...run.all('Service'), ...run.all('ConfigMap')].map(({ metadata }) => metadata.uid));
    assert.deepEqual(reports(run).filter(({ scope }) => !living.has(scope.uid)).map(({ scope }) => scope.name), []);
  });

  it('give a Job the time to live of the platform, unless it has its own', () => {
    const job = (name: string, more: string) => `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name} }\nspec:\n${more}  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: tache, image: docker.io/library/busybox:1.37.0, command: [sh, -c, exit 0], resources: { requests: { cpu: 10m, memory: 64Mi }, limits: { cpu: 10m, memory: 64Mi } } }]\n`;
    const run = new Simulation().deploy({ ...guichet, 'deploiement/a.yaml': job('sans', ''), 'deploiement/b.yaml': job('avec', '  ttlSecondsAfterFinished: 60\n') }).wait(30_000);
    assert.deepEqual(run.all('Job', 'batch').map(({ metadata, ...object }) => [metadata.name, (object as unknown as { spec: { ttlSecondsAfterFinished: number } }).spec.ttlSecondsAfterFinished]), [['avec', 60], ['sans', 900]]);
  });
});
