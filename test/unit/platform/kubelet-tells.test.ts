import assert from 'node:assert/strict';
import { podCells } from '../../../src/core/platform/api/pod-columns';
import type { KubeEvent } from '../../../src/core/platform/cluster/events';
import { but } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const deployment = 'deploiement/deployment.yaml';
const volumes = but(deployment, '      containers:', '      volumes: [{ name: cles, secret: { secretName: absent } }, { name: reglages, configMap: { name: absente } }]\n      containers:', but(deployment, 'replicas: 2', 'replicas: 1'));
/** How many times each was told, and how long ago last, in seconds. */
const told = (run: Simulation, reason: string, message: RegExp) => run.all<KubeEvent>('Event').filter(event => event.reason === reason && message.test(event.message)).map(({ count, lastTimestamp }) => [count, Math.round((run.state.now - lastTimestamp) / 1000)] as const);

describe('what the kubelet tells of a pod that waits, and how often', () => {
  it('a pod without its volumes is on no network: it has no address, and no sandbox', () => {
    const run = new Simulation().deploy(volumes).wait(60_000);
    const [pod] = run.pods;
    assert.ok(pod);
    assert.deepEqual([podCells(pod, run.state.now)[2], podCells(pod, run.state.now)[5]], ['ContainerCreating', '<none>']);
    assert.equal(pod.status.conditions?.find(({ type }) => type === 'PodReadyToStartContainers')?.status, 'False');
    assert.ok(pod.status.hostIP);
    run.push({ ...volumes, 'deploiement/absents.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: absente }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: absent }\n' }).wait(600_000);
    assert.deepEqual([podCells(run.pods[0] ?? pod, run.state.now)[2], /^10\./.test(run.pods[0]?.status.podIP ?? '')], ['Running', true]);
  });

  it('volumes are asked for twice as late each time, up to two minutes, and given up every two', () => {
    const run = new Simulation().deploy(volumes).wait(240_000);
    // 0, 0.5, 1.5, 3.5… 127.5 s; then every 122 s.
    assert.deepEqual(told(run, 'FailedMount', /^MountVolume\.SetUp failed for volume "cles" : secret "absent" not found$/).map(([count]) => count), [9]);
    assert.deepEqual(told(run, 'FailedMount', /^Unable to attach or mount volumes: unmounted volumes=\[cles reglages\], unattached volumes=\[\], failed to process volumes=\[\]: context deadline exceeded$/).map(([count]) => count), [1]);
  });

  it('a container that starts again and again is told at each pass of the kubelet, not at each start', () => {
    const run = new Simulation().deploy(but(deployment, '          ports:', '          command: [sh, -c, "exit 3"]\n          ports:', but(deployment, 'replicas: 2', 'replicas: 1'))).wait(900_000);
    const restarts = run.pods[0]?.status.containerStatuses?.[0]?.restartCount ?? 0;
    const [[count, since] = [0, 0]] = told(run, 'BackOff', /^Back-off restarting failed container/);
    assert.ok(restarts >= 5 && count > 3 * restarts, `${count} for ${restarts} restarts`);
    assert.ok(since <= 200, `${since} s ago`);
  });

  it('an image that is not found, and a Secret that is not there, count the passes of the kubelet', () => {
    const image = new Simulation().deploy(but(deployment, 'api:main', 'api:jamais', but(deployment, 'replicas: 2', 'replicas: 1'))).wait(600_000);
    const [[waited] = [0]] = told(image, 'Failed', /^Error: ImagePullBackOff$/);
    const [[pulled] = [0]] = told(image, 'Pulling', /jamais/);
    assert.ok(waited > 4 * pulled, `${waited} passes for ${pulled} pulls`);
    const secret = new Simulation().deploy(but(deployment, '          ports:', '          env: [{ name: A, valueFrom: { secretKeyRef: { name: absent, key: a } } }]\n          ports:', but(deployment, 'replicas: 2', 'replicas: 1'))).wait(900_000);
    const [[lacking] = [0]] = told(secret, 'Failed', /^Error: secret "absent" not found$/);
    assert.ok(lacking > 40 && lacking < 80, `${lacking} tries`);
  });
});
