import assert from 'node:assert/strict';
import { applicationHealth, pipelineHealth, podHealth, projectHealth, workloadHealth, worst } from '../../../src/core/platform/view/health';
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
