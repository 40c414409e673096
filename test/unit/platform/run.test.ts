import assert from 'node:assert/strict';
import { statusOf } from '../../../src/core/platform/gitops/status';
import { syncEnded, syncStarted } from '../../../src/core/platform/forge/forge';
import { isTrue } from '../../../src/core/platform/cluster/conditions';
import { platformEngine } from '../../../src/core/platform/engine';
import { isSettled } from '../../../src/core/platform/settled';
import { freeze, newPlatform, thaw } from '../../../src/core/platform/state';
import { explain } from '../../../src/core/platform/view/why';
import { said } from '../../../src/core/platform/view/words/said';
import { platformBook } from '../../support/analysis';
import { but, guichet, image } from '../../support/guichet';
import { Simulation, treeOf } from '../../support/platform';

const tenMinutes = 600_000;

describe('the simulated platform, from a push to pods that answer', () => {
  const run = new Simulation().deploy(guichet).wait(tenMinutes);

  it('runs the pipeline against the catalogue, job after job', () => {
    const [pipeline] = run.state.pipelines.pipelines;
    assert.deepEqual(pipeline?.jobs.map(({ name, status }) => [name, status]), [['read_secret', 'success'], ['tester', 'success'], ['construire', 'success']]);
    assert.equal(pipeline.status, 'success');
    const log = pipeline.jobs[2]?.log.map(({ text }) => said('fr', text)) ?? [];
    assert.ok(log.some(text => text.startsWith('[simulation]')), 'the log says what is simulated');
    assert.equal(log.at(-1), 'Job succeeded');
  });

  it('pushes an image whose configuration is that of the Dockerfile', () => {
    const [push] = run.state.registry.pushes;
    assert.deepEqual([push?.repository, push?.tag], ['guichet/api', 'main']);
    const config = run.state.registry.images[push?.digest ?? '']?.config;
    assert.deepEqual([config?.user, config?.ports, config?.command], ['1001', [8080], ['dist/serveur.js']]);
  });

  it('deploys it: two pods ready behind the service', () => {
    assert.deepEqual(run.pods.map(pod => isTrue(pod.status.conditions, 'Ready')), [true, true]);
    assert.ok(isTrue(run.deployment.status.conditions, 'Available'));
    const [endpoints] = run.all<{ apiVersion: string; kind: string; metadata: never; subsets?: { addresses?: object[] }[] }>('Endpoints');
    assert.equal(endpoints?.subsets?.[0]?.addresses?.length, 2);
  });

  it('shows the application as Argo CD does: synced and healthy', () => {
    const [application] = run.state.gitops.applications;
    assert.ok(application);
    assert.equal(application.name, 'guichet-dev-6293-guichet-0adc');
    const { sync, health, resources } = statusOf(application, run.state.cluster.objects);
    assert.deepEqual([sync, health], ['Synced', 'Healthy'], JSON.stringify(resources));
    assert.deepEqual(explain(run.state), []);
    assert.ok(isSettled(run.state));
  });

  it('was first without an image, as long as the pipeline had not pushed it', () => {
    const told = run.told('Pod');
    assert.ok(told.includes('Failed: Error: ErrImagePull'));
    assert.ok(told.some(text => text.startsWith(`Pulled: Successfully pulled image "${image}"`)));
  });

  it('replays exactly from its seed and its inputs', () => {
    const engine = platformEngine(platformBook);
    let state = newPlatform(1);
    for (const { at, input } of run.inputs) ({ state } = engine(state, at, input));
    ({ state } = engine(state, run.state.now));
    assert.deepEqual(freeze(state), freeze(run.state));
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    const half = new Simulation().deploy(guichet).wait(60_000);
    const engine = platformEngine(platformBook);
    const thawed = thaw(JSON.parse(JSON.stringify(freeze(half.state))));
    const { state } = engine(thawed, half.state.now + tenMinutes);
    half.wait(tenMinutes);
    assert.deepEqual(JSON.parse(JSON.stringify(freeze(state))), JSON.parse(JSON.stringify(freeze(half.state))));
  });

  it('comes to the same whatever the length of its steps, with pods that come and go', () => {
    const lived = (step: number) => {
      const one = new Simulation().deploy(guichet);
      const pass = () => { for (let passed = 0; passed < tenMinutes; passed += step) one.wait(step); };
      pass();
      one.push(but('deploiement/deployment.yaml', 'replicas: 2', 'replicas: 5'));
      pass();
      one.push(but('deploiement/deployment.yaml', 'cpu: 500m', 'cpu: 400m', but('deploiement/deployment.yaml', 'replicas: 2', 'replicas: 5')));
      pass();
      return freeze(one.state);
    };
    assert.deepEqual(lived(1_000), lived(tenMinutes));
  });

  it('waits for every repository that git mirrors, however many', () => {
    let { forge } = newPlatform(1);
    const ids = Array.from({ length: 120 }, (_, index) => {
      const started = syncStarted(forge, `projet${index}/depot`, 'main', 0);
      ({ forge } = started);
      return started.id;
    });
    for (const id of ids) forge = syncEnded(forge, id, { ok: true, tree: treeOf(guichet) }, 1);
    assert.equal(Object.keys(forge.branches).length, 120);
    assert.equal(syncStarted(forge, 'projet/depot', 'main', 2).forge.syncs.length, 50);
  });

  it('rolls out a new image without losing the service, and prunes what Git no longer holds', () => {
    const next = new Simulation().deploy(guichet).wait(tenMinutes);
    const two = but('deploiement/deployment.yaml', ':main', ':v2', but('.gitlab-ci-dso.yml', '${CI_COMMIT_REF_SLUG}', 'v2'));
    const seen: number[] = [];
    next.push(Object.fromEntries(Object.entries(two).filter(([name]) => name !== 'deploiement/service.yaml')));
    for (let i = 0; i < 200; i++) seen.push(next.wait(3_000).pods.filter(pod => isTrue(pod.status.conditions, 'Ready') && pod.metadata.deletionTimestamp === undefined).length);
    assert.equal(Math.min(...seen), 2);
    assert.deepEqual(next.pods.map(pod => pod.spec.containers[0]?.image), [image.replace(':main', ':v2'), image.replace(':main', ':v2')]);
    assert.deepEqual(next.all('Service'), []);
    assert.equal(next.deployment.metadata.annotations?.['deployment.kubernetes.io/revision'], '2');
  });
});
