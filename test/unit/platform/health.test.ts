import assert from 'node:assert/strict';
import { applicationHealth, environmentHealth, pipelineHealth, podHealth, projectHealth, workloadHealth, worst } from '../../../src/core/platform/view/health';
import { statusView, type PodView, type ProjectView } from '../../../src/core/platform/view/status';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const deployed = (files: Readonly<Record<string, string>>): ProjectView => statusView(new Simulation().deploy(files).wait(20 * minute).state).projects[0] ?? assert.fail('no project');
const pod = (status: string, ready = false): PodView => ({ name: 'p', status, ready, restarts: 0 });

describe('the health of what the platform shows', () => {
  it('is good everywhere once a sound application runs', () => {
    const project = deployed(guichet);
    assert.equal(projectHealth(project), 'good');
    assert.deepEqual(project.environments.flatMap(({ workloads }) => workloads.map(workloadHealth)), ['good']);
  });

  it('is bad from the pod up to the project when an image is not found', () => {
    const project = deployed(but('deploiement/deployment.yaml', ':main', ':jamais'));
    const [environment] = project.environments;
    assert.deepEqual([environment?.workloads[0]?.pods.map(podHealth)[0], environment?.workloads.map(workloadHealth)[0], projectHealth(project)], ['bad', 'bad', 'bad']);
    assert.equal(project.pipelines.map(pipelineHealth)[0], 'good');
  });

  it('is bad for a pipeline that fails, and for one that GitLab refuses', () => {
    assert.equal(deployed(but('Dockerfile', 'COPY src', 'COPY absent')).pipelines.map(pipelineHealth)[0], 'bad');
    assert.equal(deployed(but('.gitlab-ci-dso.yml', 'stage: test-app', 'stage: inconnu')).pipelines.map(pipelineHealth)[0], 'bad');
  });

  it('shows all that runs pods, whatever its kind, and beside it what Git asks for and runs none', () => {
    const job = `apiVersion: batch/v1
kind: Job
metadata: { name: reprise, labels: { app: guichet, env: dev, tier: backend } }
spec:
  template:
    metadata: { labels: { app: guichet, env: dev, tier: backend, tache: reprise } }
    spec:
      restartPolicy: Never
      containers:
        - name: reprise
          image: docker.io/library/node:22.14.0
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 100m, memory: 64Mi } }
`;
    const night = job.replace('kind: Job', 'kind: CronJob').replace('name: reprise', 'name: nuit').replace(/spec:\n([\s\S]*)$/, (_, inner: string) => `spec:\n  schedule: "0 3 * * *"\n  jobTemplate:\n    spec:\n${inner.replace(/^/gm, '    ')}`);
    const bare = job.replace('batch/v1', 'v1').replace('kind: Job', 'kind: Pod').replace('name: reprise', 'name: seul').replace(/spec:\n {2}template:[\s\S]*?spec:\n/, 'spec:\n').replace(/^ {4}/gm, '');
    const [environment] = deployed({ ...guichet, 'deploiement/job.yaml': job, 'deploiement/nuit.yaml': night, 'deploiement/seul.yaml': bare }).environments;
    assert.deepEqual(environment?.workloads.map(({ kind, name, schedule }) => [kind, name, schedule]), [['Deployment', 'guichet', undefined], ['CronJob', 'nuit', '0 3 * * *'], ['Job', 'reprise', undefined], ['Pod', 'seul', undefined]]);
    assert.deepEqual(environment.workloads.filter(({ kind }) => kind !== 'CronJob').map(({ kind, ready, wanted, pods }) => [kind, ready, wanted, pods.length]), [['Deployment', 2, 2, 2], ['Job', 1, 1, 1], ['Pod', 0, 0, 1]]);
    assert.deepEqual(environment.resources?.map(({ kind, name, sync }) => [kind, name, sync]), [['ConfigMap', 'guichet', 'Synced'], ['Service', 'guichet', 'Synced']]);
    assert.equal(environmentHealth(environment), 'good');
  });

  it('tells what a pod goes through from what is wrong with it', () => {
    for (const status of ['Pending', 'ContainerCreating', 'Init:0/1', 'Running', 'Terminating']) assert.equal(podHealth(pod(status)), 'moving', status);
    for (const status of ['CrashLoopBackOff', 'ImagePullBackOff', 'Init:Error', 'OOMKilled', 'Error', 'ExitCode:3']) assert.equal(podHealth(pod(status)), 'bad', status);
    assert.deepEqual([podHealth(pod('Running', true)), podHealth(pod('Completed'))], ['good', 'good']);
  });

  it('is moving for an application that Argo CD still brings up', () => {
    assert.equal(applicationHealth({ name: 'a', repository: 'r', sync: 'Synced', health: 'Progressing' }), 'moving');
    assert.equal(applicationHealth({ name: 'a', repository: 'r', sync: 'OutOfSync', health: 'Missing', message: 'refusé' }), 'bad');
  });

  it('is the worst of all that counts', () => {
    assert.deepEqual([worst([]), worst(['good', 'idle']), worst(['good', 'moving']), worst(['moving', 'bad', 'good'])], ['idle', 'good', 'moving', 'bad']);
  });
});
