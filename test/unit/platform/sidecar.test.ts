import assert from 'node:assert/strict';
import { podCells, statusText } from '../../../src/core/platform/api/pod-columns';
import type { Job } from '../../../src/core/platform/cluster/controllers/job';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const resources = 'resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 50m, memory: 32Mi } }';
const inits = `initContainers:
        - { name: journal, restartPolicy: Always, image: "docker.io/library/busybox:1.37.0", command: [sh, -c, "tail -F /journal"], ${resources} }
        - { name: attente, image: "docker.io/library/busybox:1.37.0", command: [sh, -c, "echo pret"], ${resources} }
      containers:`;

describe('sidecars', () => {
  it('start before the application, go on beside it, and count with it', () => {
    const run = new Simulation().deploy(but('deploiement/deployment.yaml', 'containers:', inits)).wait(10 * minute);
    const [pod] = run.pods;
    assert.ok(pod);
    assert.deepEqual(podCells(pod, run.state.now).slice(1, 4), ['2/2', 'Running', '0']);
    assert.deepEqual(pod.status.initContainerStatuses?.map(({ name, state, ready, started }) => [name, Object.keys(state), ready, started]), [['journal', ['running'], true, true], ['attente', ['terminated'], true, false]]);
    assert.deepEqual(pod.status.conditions?.map(({ type, status }) => [type, status]), [['PodReadyToStartContainers', 'True'], ['Initialized', 'True'], ['Ready', 'True'], ['ContainersReady', 'True'], ['PodScheduled', 'True']]);
    assert.equal(run.told('Pod').filter(text => text === 'Started: Started container attente').length, run.pods.length, 'each init container runs once');
  });

  it('are stopped with the Job they serve', () => {
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: { name: reprise }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      ${inits}\n        - { name: reprise, image: "docker.io/library/busybox:1.37.0", command: [sh, -c, "echo fait"], ${resources} }\n`;
    const run = new Simulation().deploy({ ...guichet, 'deploiement/job.yaml': job }).wait(5 * minute);
    assert.equal(run.all<Job>('Job', 'batch')[0]?.status.succeeded, 1);
    const pod = run.pods.find(({ metadata }) => metadata.labels?.['job-name'] === 'reprise');
    assert.ok(pod);
    assert.deepEqual([statusText(pod), pod.status.initContainerStatuses?.[0]?.state.terminated?.reason], ['Completed', 'Completed']);
  });
});
