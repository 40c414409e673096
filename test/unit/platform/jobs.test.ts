import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/platform/cluster/controllers/job';
import { route } from '../../../src/core/platform/cluster/router';
import { isSettled } from '../../../src/core/platform/settled';
import { explain } from '../../../src/core/platform/view/why';
import { guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const limits = (memory: string) => `resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 100m, memory: ${memory} } }`;
const job = (more: string, script: string, { restart = 'Never', memory = '64Mi' } = {}) => ({ ...guichet, 'deploiement/job.yaml': `apiVersion: batch/v1\nkind: Job\nmetadata: { name: reprise }\nspec:\n  ${more}\n  template:\n    spec:\n      restartPolicy: ${restart}\n      containers: [{ name: reprise, image: "docker.io/library/busybox:1.37.0", command: [sh, -c, "${script}"], ${limits(memory)} }]\n` });
const started = (files: Readonly<Record<string, string>>, milliseconds: number) => {
  const run = new Simulation().deploy(files).wait(milliseconds);
  const [one] = run.all<Job>('Job', 'batch');
  assert.ok(one);
  return { run, one, conditions: (one.status.conditions ?? []).map(({ type, status, reason, message }) => [type, status, reason, message]) };
};
const whys = (run: Simulation) => explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n');

describe('Jobs', () => {
  it('fail once their pod has started again in place as often as they allow', () => {
    const { run, one, conditions } = started(job('backoffLimit: 2', 'echo rien; exit 1', { restart: 'OnFailure' }), 5 * minute);
    assert.deepEqual(conditions, [['FailureTarget', 'True', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'], ['Failed', 'True', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit']]);
    assert.deepEqual([one.status.failed, run.pods.filter(pod => pod.metadata.labels?.['job-name'] === 'reprise')], [1, []], 'the pod is deleted, and its log with it');
  });

  it('give each of their pods a number when they are indexed, and start again the one that failed', () => {
    const { run, one } = started(job('completions: 4\n  parallelism: 2\n  completionMode: Indexed', 'echo part $JOB_COMPLETION_INDEX'), 5 * minute);
    assert.deepEqual([one.status.completedIndexes, one.status.succeeded], ['0-3', 4]);
    const mine = run.pods.filter(pod => pod.metadata.labels?.['job-name'] === 'reprise').sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    assert.deepEqual(mine.map(({ metadata, spec }) => [metadata.name.replace(/-\w{5}$/, ''), spec.hostname, metadata.annotations?.['batch.kubernetes.io/job-completion-index']]), [0, 1, 2, 3].map(index => [`reprise-${index}`, `reprise-${index}`, String(index)]));
    assert.deepEqual(mine.map(({ metadata }) => run.state.cluster.runs.get(metadata.uid)?.containers[0]?.logs.map(({ text }) => text)), [0, 1, 2, 3].map(index => [`part ${index}`]));
    const failing = started(job('completions: 2\n  parallelism: 2\n  backoffLimit: 1\n  completionMode: Indexed', 'exit 1'), 5 * minute);
    assert.deepEqual([failing.one.status.completedIndexes, failing.conditions.at(-1)?.[2]], ['', 'BackoffLimitExceeded']);
  });

  it('fail once they have run longer than they may', () => {
    const { conditions, run } = started(job('activeDeadlineSeconds: 60', 'sleep 3600'), 2 * minute);
    assert.deepEqual(conditions.at(-1), ['Failed', 'True', 'DeadlineExceeded', 'Job was active longer than specified deadline']);
    assert.ok(run.told('Job').includes('DeadlineExceeded: Job was active longer than specified deadline'));
  });

  it('wait while they are suspended, and the platform is then at rest', () => {
    const files = job('suspend: true', 'echo fait');
    const { run, conditions } = started(files, 10 * minute);
    assert.deepEqual(conditions, [['Suspended', 'True', 'JobSuspended', 'Job suspended']]);
    assert.ok(run.told('Job').includes('Suspended: Job suspended'));
    assert.ok(isSettled(run.state));
    run.push(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace('suspend: true', 'suspend: false')]))).wait(10 * minute);
    assert.ok(run.told('Job').includes('Resumed: Job resumed') && run.told('Job').includes('Completed: Job completed'), run.told('Job').join('\n'));
  });

  it('are refused by a quota again and again, and nothing more is then expected', () => {
    const { run } = started(job('backoffLimit: 1', 'echo fait', { memory: '64Gi' }), 10 * minute);
    assert.ok(run.told('Job').some(text => /^FailedCreate: Error creating: pods "reprise-\w{5}" is forbidden: exceeded quota: dso-quota/.test(text)));
    assert.ok(isSettled(run.state));
    assert.match(whys(run), /Le pod du Job « reprise » ne peut pas être créé\. ← .*exceeded quota: dso-quota/);
  });
});

describe('what comes through the router', () => {
  it('meets the policies of the environment', () => {
    const host = 'guichet.app.exemple.fr';
    const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: guichet }\nspec: { rules: [{ host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: guichet, port: { name: http } } } }] } }] }\n`;
    const run = new Simulation().deploy({ ...guichet, 'deploiement/ingress.yaml': ingress }).wait(10 * minute);
    assert.equal(route(run.state, host, '/', 0)?.code, 200);
    run.give({ type: 'change-by-hand', object: { group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: run.namespace, name: 'allow-from-ingress' } });
    assert.equal(route(run.state, host, '/', 0)?.code, 503);
    assert.match(whys(run), /mais rien ne répond à guichet\.app\.exemple\.fr\/ \(503\)\. ← NetworkPolicy « .*deny-default.* » : aucune ne laisse entrer le routeur/);
    run.give({ type: 'reprovision', project: 'guichet' });
    assert.equal(route(run.state, host, '/', 0)?.code, 200);
    assert.equal(whys(run), '');
  });

  it('does not know an Ingress that asks for another controller, and knows it once it asks for none', () => {
    const host = 'guichet.app.exemple.fr';
    const ingress = (more: string) => ({ ...guichet, 'deploiement/ingress.yaml': `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: guichet }\nspec:\n  ${more}\n  rules: [{ host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: guichet, port: { name: http } } } }] } }]\n` });
    const run = new Simulation().deploy(ingress('ingressClassName: nginx')).wait(10 * minute);
    assert.equal(route(run.state, host, '/', 0)?.code, 503);
    run.push(ingress('')).wait(10 * minute);
    assert.equal(route(run.state, host, '/', 0)?.code, 200);
    const bare = new Simulation().deploy(ingress('ingressClassName: openshift-default'), { cluster: 'pax' }).wait(10 * minute);
    assert.equal(route(bare.state, host, '/', 0)?.code, 404);
  });
});
