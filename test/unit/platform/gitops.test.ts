import assert from 'node:assert/strict';
import { find, list } from '../../../src/core/platform/cluster/store';
import { statusOf } from '../../../src/core/platform/gitops/status';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { isSettled } from '../../../src/core/platform/settled';
import { explain } from '../../../src/core/platform/view/why';
import { but, guichet, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minutes = (count: number) => count * 60_000;
const hook = (name: string, phase: string, script: string, more = '') => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations: { argocd.argoproj.io/hook: ${phase}${more} }
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: tache
          image: docker.io/library/busybox:1.37.0
          command: [sh, -c, "${script}"]
          resources: { requests: { cpu: 10m, memory: 64Mi }, limits: { cpu: 100m, memory: 64Mi } }
`;

const application = (run: Simulation) => {
  const [first] = run.state.gitops.applications;
  assert.ok(first);
  return first;
};
const shown = (run: Simulation) => {
  const { sync, health } = statusOf(application(run), run.state.cluster.objects);
  return `${sync} ${health}`;
};
const at = (run: Simulation, kind: string, group: string, name = 'guichet') => ({ group, kind, namespace: run.namespace, name });
const deployed = () => new Simulation().deploy(guichet).wait(minutes(10));
const manual = () => {
  const run = new Simulation().deploy(guichet);
  return run.give({ type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: false } }).wait(minutes(10));
};

describe('Argo CD', () => {
  it('applies a wave once the one before is healthy', () => {
    const files = but('deploiement/service.yaml', 'metadata: { name: guichet,', 'metadata: { name: guichet, annotations: { argocd.argoproj.io/sync-wave: "2" },');
    const run = new Simulation().deploy(files).wait(5_000);
    assert.equal(application(run).operation?.message, 'waiting for healthy state of apps/Deployment/guichet');
    assert.deepEqual(run.all('Service'), []);
    run.wait(minutes(10));
    assert.equal(run.all('Service').length, 1);
    assert.deepEqual([application(run).operation?.phase, shown(run)], ['Succeeded', 'Synced Healthy']);
    const ready = Math.max(...run.pods.map(pod => pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? 0));
    assert.ok((run.all('Service')[0]?.metadata.creationTimestamp ?? 0) >= ready);
  });

  it('stays at a wave that is never healthy, and is then at rest', () => {
    const files = but('deploiement/deployment.yaml', 'api:main', 'api:absent', but('deploiement/service.yaml', 'metadata: { name: guichet,', 'metadata: { name: guichet, annotations: { argocd.argoproj.io/sync-wave: "2" },'));
    const run = new Simulation().deploy(files).wait(minutes(5));
    assert.deepEqual([application(run).operation?.phase, shown(run)], ['Running', 'OutOfSync Missing']);
    assert.ok(isSettled(run.state));
    // A rollout that is given up fails the wave (`progressDeadlineSeconds`), and the synchronisation is tried again.
    run.wait(minutes(20));
    assert.match(application(run).operation?.message ?? '', /^one or more synchronization tasks completed unsuccessfully \(retried 5 times\)\.$/);
  });

  it('runs hooks before and after, once each synchronisation, and deletes those that ask for it', () => {
    const files = { ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'exit 0'), 'deploiement/fumee.yaml': hook('fumee', 'PostSync', 'exit 0', ', argocd.argoproj.io/hook-delete-policy: HookSucceeded') };
    const run = new Simulation().deploy(files).wait(1_500);
    assert.equal(application(run).operation?.message, 'waiting for completion of hook batch/Job/migration');
    assert.deepEqual(run.all('Deployment', 'apps'), [], 'nothing is applied before its hook has ended');
    run.wait(minutes(10));
    assert.deepEqual(application(run).operation?.results.filter(({ hook: state }) => state).map(({ name, phase, hook: state }) => [name, phase, state]), [['migration', 'PreSync', 'Succeeded'], ['fumee', 'PostSync', 'Succeeded']]);
    assert.deepEqual(run.all('Job', 'batch').map(({ metadata }) => metadata.name), ['migration']);
    assert.equal(shown(run), 'Synced Healthy', 'a hook is no part of what is compared');
    const [before] = run.all('Job', 'batch');
    run.push(but('deploiement/configmap.yaml', '8080', '8081', files)).wait(minutes(10));
    const [after] = run.all('Job', 'batch');
    assert.notEqual(after?.metadata.uid, before?.metadata.uid, 'it is made anew');
  });

  it('applies nothing when a hook before it fails, and says so', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'exit 3'), 'deploiement/alerte.yaml': hook('alerte', 'SyncFail', 'exit 0') }).wait(minutes(15));
    assert.match(application(run).operation?.message ?? '', /^one or more synchronization tasks completed unsuccessfully \(retried 5 times\)\.$/);
    assert.equal(shown(run), 'OutOfSync Missing');
    assert.deepEqual(run.all('Job', 'batch').map(({ metadata }) => metadata.name), ['alerte', 'migration']);
    assert.match(explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n'), /Job « migration » a échoué pendant la phase PreSync/);
  });

  it('holds each hook until its end was seen, even one whose time to live is over (gitops-engine, HookFinalizer)', () => {
    const files = { ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'exit 0').replace('backoffLimit: 0', 'backoffLimit: 0\n  ttlSecondsAfterFinished: 0') };
    const run = new Simulation().deploy(files).wait(1_500);
    const held = () => run.all('Job', 'batch').map(({ metadata }) => metadata.finalizers);
    assert.deepEqual(held(), [['argocd.argoproj.io/hook-finalizer']]);
    run.wait(minutes(10));
    assert.deepEqual([application(run).operation?.phase, held()], ['Succeeded', []]);
    const kept = new Simulation().deploy({ ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'exit 0') }).wait(minutes(10));
    assert.deepEqual(kept.all('Job', 'batch').map(({ metadata }) => metadata.finalizers), [undefined], 'a hook that has ended is held no more');
  });

  it('waits for ever for a hook that a hand deletes while it runs, and makes it anew at the next synchronisation', () => {
    const files = { ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'sleep 60') };
    const run = new Simulation().deploy(files).wait(5_000);
    run.give({ type: 'change-by-hand', object: at(run, 'Job', 'batch', 'migration') }).wait(minutes(10));
    assert.deepEqual([application(run).operation?.phase, application(run).operation?.message], ['Running', 'waiting for completion of hook batch/Job/migration']);
    assert.notEqual(run.all('Job', 'batch')[0]?.metadata.deletionTimestamp, undefined);
  });

  it('fails when a hook is gone before its end was seen', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/migration.yaml': hook('migration', 'PreSync', 'sleep 60') }).wait(5_000);
    run.give({ type: 'change-by-hand', object: at(run, 'Job', 'batch', 'migration'), patch: { metadata: { finalizers: null } } }).give({ type: 'change-by-hand', object: at(run, 'Job', 'batch', 'migration') });
    run.wait(2_000);
    assert.equal(application(run).operation?.message, 'one or more synchronization tasks completed unsuccessfully, reason: Resource batch/Job/migration is missing, it might have been deleted');
  });

  it('deletes all the hooks that ask for it when a synchronisation fails, those that succeeded too (gitops-engine, deleteOnPhaseFailed)', () => {
    const policy = ', argocd.argoproj.io/hook-delete-policy: HookFailed';
    const run = new Simulation().deploy({ ...guichet, 'deploiement/avant.yaml': hook('avant', 'PreSync', 'exit 0', `${policy}, argocd.argoproj.io/sync-wave: "-1"`), 'deploiement/migration.yaml': hook('migration', 'PreSync', 'exit 3', policy) }).wait(minutes(15));
    assert.deepEqual([application(run).operation?.phase, run.all('Job', 'batch')], ['Failed', []]);
  });

  it('puts back what someone changed by hand, within seconds, and what was deleted', () => {
    const run = deployed();
    run.give({ type: 'change-by-hand', object: at(run, 'Deployment', 'apps'), patch: { spec: { replicas: 5 } } });
    assert.equal(shown(run).split(' ')[0], 'OutOfSync');
    assert.equal(run.deployment.spec.replicas, 5);
    run.wait(2_000);
    assert.equal(run.deployment.spec.replicas, 2);
    run.give({ type: 'change-by-hand', object: at(run, 'Service', '') });
    assert.equal(shown(run), 'OutOfSync Missing');
    run.wait(minutes(2));
    assert.equal(shown(run), 'Synced Healthy');
    assert.equal(application(run).history.length, 1, 'a partial synchronisation is no deployment');
    assert.ok(isSettled(run.state));
  });

  it('tries for ever to put back what the API server drops, later each time, and is at rest meanwhile', () => {
    const run = new Simulation().deploy(but('deploiement/deployment.yaml', 'readinessProbe:', 'readynessProbe:')).wait(minutes(10));
    const { heals, operation } = application(run);
    assert.deepEqual([shown(run), operation?.phase, heals], ['OutOfSync Healthy', 'Succeeded', 7]);
    assert.match(operation?.results[0]?.message ?? '', /^deployment\.apps\/guichet configured$/);
    assert.ok(isSettled(run.state), 'nothing more is to be expected');
    run.wait(minutes(15));
    assert.equal(application(run).heals, 10, 'every five minutes at most');
    run.push(guichet).wait(minutes(10));
    assert.deepEqual([shown(run), application(run).heals], ['Synced Healthy', 0]);
  });

  it('fails at once when an object of a wave is refused, whatever the others come to', () => {
    const files = { ...but('deploiement/deployment.yaml', 'api:main', 'api:absent'), 'deploiement/cadence.yaml': `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: ${'n'.repeat(53)} }\nspec:\n  schedule: "0 0 * * *"\n  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "docker.io/library/busybox:1.37.0" }] } } } }\n`, 'deploiement/fumee.yaml': hook('fumee', 'PostSync', 'exit 0') };
    const run = new Simulation().deploy(files).wait(minutes(20));
    assert.match(application(run).operation?.message ?? '', /^one or more objects failed to apply, reason: CronJob\.batch "n+" is invalid: metadata\.name: .*52 characters.*\(retried 5 times\)\.$/s);
    assert.equal(application(run).operation?.phase, 'Failed');
  });

  const conditions = (run: Simulation) => list(run.state.cluster.objects, 'argoproj.io', 'Application').flatMap(object => ((object as unknown as { status: { conditions?: { type: string; message: string }[] } }).status.conditions ?? []).map(({ type, message }) => `${type}: ${message}`));

  it('takes an object that is written twice as it is last, and warns of it', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/z.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: guichet, labels: { app: guichet, env: dev, tier: backend } }\ndata: { GUICHET_PORT: "8080", DE_PLUS: "oui" }\n' }).wait(minutes(10));
    assert.deepEqual(conditions(run), [`RepeatedResourceWarning: Resource /ConfigMap/${run.namespace}/guichet appeared 2 times among application resources.`]);
    assert.deepEqual([run.all('ConfigMap').find(({ metadata }) => metadata.name === 'guichet')?.['data'], shown(run)], [{ GUICHET_PORT: '8080', DE_PLUS: 'oui' }, 'Synced Healthy']);
  });

  it('warns of an object that two applications ask for, and each takes it from the other for ever', () => {
    const run = deployed();
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'autre', source: '/autre', private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } });
    run.give({ type: 'synchronise', project: 'guichet', repository: 'autre', branch: 'main' }).wait(minutes(10));
    const [first, second] = run.state.gitops.applications;
    assert.ok(first && second);
    assert.ok(conditions(run).some(text => [[first, second], [second, first]].some(([one, other]) => text === `SharedResourceWarning: Deployment/guichet is part of applications dso-argocd/${one?.name} and ${other?.name}`)), conditions(run).join('\n'));
    assert.ok([first, second].some(one => statusOf(one, run.state.cluster.objects).sync === 'OutOfSync'));
    assert.match(explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n'), /Deployment « guichet » est aussi demandé par « \S+ » \(SharedResourceWarning\)/);
    assert.ok(first.heals + second.heals > 2 && isSettled(run.state), 'nothing more is to be expected of it');
  });

  it('takes nothing from another application when it is asked to fail on what they share (argoproj/argo-cd, FailOnSharedResource)', () => {
    const run = deployed();
    run.give({ type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: false } });
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'autre', source: '/autre', private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } });
    run.give({ type: 'synchronise', project: 'guichet', repository: 'autre', branch: 'main' }).wait(minutes(10));
    const [first, second] = run.state.gitops.applications;
    assert.ok(first && second);
    const asked = { type: 'sync-application', application: second.name, prune: false } as const;
    assert.match(commandRefusal(run.state, { ...asked, options: ['Everything=true'] }) ?? '', /FailOnSharedResource=true/);
    run.give({ ...asked, options: ['FailOnSharedResource=true'] }).wait(minutes(5));
    const { operation } = run.state.gitops.applications[1] ?? {};
    assert.equal(operation?.phase, 'Failed');
    assert.match(operation.message, new RegExp(`^Shared resource found: \\w+/\\S+ is part of applications dso-argocd/${second.name} and ${first.name}$`));
    assert.match(explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n'), /FailOnSharedResource=true ne laisse pas le prendre/);
    run.give(asked).wait(minutes(5));
    assert.equal(run.state.gitops.applications[1]?.operation?.phase, 'Succeeded');
  });

  it('looks for no unknown kind first when its object says that something else brings it, and fails in its turn', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/rollout.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: guichet, annotations: { argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true } }\n' }).wait(minutes(15));
    assert.match(application(run).operation?.message ?? '', /^one or more objects failed to apply, reason: resource mapping not found for name: "guichet" namespace: "\S+" from "\/dev\/shm\/\d+": no matches for kind "Rollout" in version "argoproj\.io\/v1alpha1"\nensure CRDs are installed first \(retried 5 times\)\.$/);
    assert.equal(run.all('Deployment', 'apps').length, 1, 'the others are applied');
  });

  it('applies nothing when one object is not let in', () => {
    const run = new Simulation().deploy({ ...guichet, 'deploiement/rollout.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: guichet }\n' }).wait(minutes(15));
    assert.equal(application(run).operation?.message, 'one or more synchronization tasks are not valid (retried 5 times).');
    assert.deepEqual([run.all('Deployment', 'apps'), shown(run)], [[], 'OutOfSync Missing']);
    assert.match(explain(run.state)[0]?.chain.at(-1)?.what ?? '', /Make sure the "Rollout" CRD is installed/);
  });

  it('cannot apply what has only the beginning of a name and is no hook (k8s.io/kubectl, apply)', () => {
    const job = hook('migration', 'PreSync', 'exit 0').replace('name: migration', 'generateName: migration-').replace(/ {2}annotations: .*\n/, '');
    const run = new Simulation().deploy({ ...guichet, 'deploiement/migration.yaml': job }).wait(minutes(15));
    assert.equal(application(run).operation?.message, 'one or more objects failed to apply, reason: from migration-: cannot use generate name with apply (retried 5 times).');
    assert.deepEqual([run.all('Job', 'batch'), run.all('Deployment', 'apps').length, shown(run)], [[], 1, 'OutOfSync Missing']);
    assert.match(explain(run.state)[0]?.chain.at(-1)?.what ?? '', /^Job « migration- » est refusé : from migration-: cannot use generate name with apply$/);
  });

  it('lets in nothing of the whole cluster, and says of a kind that the real platform alone has that it is so', () => {
    const refusal = (text: string) => explain(new Simulation().deploy({ ...guichet, 'deploiement/autre.yaml': text }).wait(minutes(15)).state)[0]?.chain.at(-1)?.what ?? '';
    assert.match(refusal('apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: lecture }\nrules: []\n'), /resource rbac\.authorization\.k8s\.io:ClusterRole is not permitted in project guichet-dev-6293-app$/);
    assert.match(refusal('apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: disque }\nspec: {}\n'), /resource :PersistentVolume is not permitted in project guichet-dev-6293-app$/);
    assert.match(refusal('apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: lecture }\nrules: []\n'), /Make sure the "Role" CRD is installed on the destination cluster\. \[simulation\] La plateforme réelle connaît ce type/);
  });

  it('leaves what says Prune=false, and stays out of sync with it', () => {
    const kept = but('deploiement/service.yaml', 'metadata: { name: guichet,', 'metadata: { name: guichet, annotations: { argocd.argoproj.io/sync-options: Prune=false },');
    const run = new Simulation().deploy(kept).wait(minutes(10));
    run.push(without('deploiement/service.yaml')).wait(minutes(10));
    assert.deepEqual([run.all('Service').length, shown(run)], [1, 'OutOfSync Healthy']);
    assert.deepEqual(application(run).operation?.results.map(({ kind, status, message }) => [kind, status, message]), [['Service', 'PruneSkipped', 'ignored (no prune)']]);
    assert.ok(isSettled(run.state));
  });

  const annotated = (file: string, kind: string, annotation: string, files = guichet) => but(file, new RegExp(`^(kind: ${kind}\\nmetadata:) \\{`, 'm'), `$1 { annotations: { ${annotation} },`, files);
  const results = (run: Simulation) => application(run).operation?.results.map(({ kind, status, message }) => [kind, status, message]);

  it('leaves an extra object out of the count when it says IgnoreExtraneous', () => {
    const files = annotated('deploiement/service.yaml', 'Service', 'argocd.argoproj.io/compare-options: IgnoreExtraneous, argocd.argoproj.io/sync-options: Prune=false');
    const run = new Simulation().deploy(files).wait(minutes(10));
    run.push(without('deploiement/service.yaml')).wait(minutes(10));
    assert.deepEqual([run.all('Service').length, shown(run)], [1, 'Synced Healthy']);
  });

  it('judges an application without what says that its health does not count', () => {
    const sick = { ...guichet, 'deploiement/tache.yaml': hook('tache', 'Sync', 'exit 1').replace('argocd.argoproj.io/hook: Sync', 'argocd.argoproj.io/ignore-healthcheck: "true"') };
    assert.equal(shown(new Simulation().deploy(sick).wait(minutes(15))), 'Synced Healthy');
    assert.equal(shown(new Simulation().deploy({ ...sick, 'deploiement/tache.yaml': sick['deploiement/tache.yaml']?.replace('ignore-healthcheck: "true"', 'autre: "1"') ?? '' }).wait(minutes(15))), 'Synced Degraded');
  });

  it('prunes last what asks for it: once the rest is healthy', () => {
    const last = annotated('deploiement/service.yaml', 'Service', 'argocd.argoproj.io/sync-options: PruneLast=true');
    const run = new Simulation().deploy(last).wait(minutes(10));
    run.push(but('deploiement/deployment.yaml', 'cpu: 100m', 'cpu: 150m', without('deploiement/service.yaml')));
    for (let i = 0; i < 300 && application(run).operation?.phase !== 'Running'; i++) run.wait(1_000);
    assert.deepEqual([run.all('Service').length, application(run).operation?.message], [1, 'waiting for healthy state of apps/Deployment/guichet']);
    run.wait(minutes(10));
    assert.deepEqual([run.all('Service').length, shown(run)], [0, 'Synced Healthy']);
  });

  const job = (script: string, options: string) => ({ ...guichet, 'deploiement/tache.yaml': hook('tache', 'Sync', script).replace('argocd.argoproj.io/hook: Sync', `argocd.argoproj.io/sync-options: "${options}"`).replace('backoffLimit: 0', 'backoffLimit: 0\n  ttlSecondsAfterFinished: 90000') });

  it('cannot change a Job, and makes it anew when asked to force', () => {
    const refused = new Simulation().deploy(job('exit 0', 'Validate=true')).wait(minutes(10));
    refused.push(job('echo deux', 'Validate=true')).wait(minutes(5));
    assert.match(application(refused).operation?.results.find(({ kind }) => kind === 'Job')?.message ?? '', /^Job\.batch "tache" is invalid: spec\.template: Invalid value: .*field is immutable$/);
    for (const [options, message] of [['Force=true', 'job.batch/tache configured'], ['Replace=true,Force=true', 'job.batch "tache" deleted\njob.batch/tache replaced']] as const) {
      const run = new Simulation().deploy(job('exit 0', options)).wait(minutes(10));
      const [before] = run.all('Job', 'batch');
      run.push(job('echo deux', options)).wait(minutes(10));
      const [after] = run.all('Job', 'batch');
      assert.notEqual(after?.metadata.uid, before?.metadata.uid, options);
      assert.deepEqual(results(run)?.find(([kind]) => kind === 'Job'), ['Job', 'Synced', message]);
      assert.equal(shown(run), 'Synced Healthy', options);
      assert.equal(run.pods.filter(({ metadata }) => metadata.name.startsWith('tache-')).length, 1, options);
    }
  });

  it('replaces, or has the server apply, what says so: nothing of it is then kept by the client', () => {
    const kept = 'kubectl.kubernetes.io/last-applied-configuration';
    for (const [option, first, then] of [['Replace=true', 'configmap/guichet created', 'configmap/guichet replaced'], ['ServerSideApply=true', 'configmap/guichet serverside-applied', 'configmap/guichet serverside-applied']] as const) {
      const files = annotated('deploiement/configmap.yaml', 'ConfigMap', `argocd.argoproj.io/sync-options: ${option}`);
      const run = new Simulation().deploy(files).wait(minutes(10));
      assert.deepEqual(results(run)?.find(([kind]) => kind === 'ConfigMap'), ['ConfigMap', 'Synced', first]);
      run.push(but('deploiement/configmap.yaml', '8080', '8081', files)).wait(minutes(5));
      assert.deepEqual(results(run)?.find(([kind]) => kind === 'ConfigMap'), ['ConfigMap', 'Synced', then]);
      const map = run.all('ConfigMap').find(({ metadata }) => metadata.name === 'guichet');
      assert.deepEqual([map?.metadata.annotations?.[kept], shown(run)], [undefined, 'Synced Healthy'], option);
    }
  });

  it('is refused by a server-side apply a field that its kind does not have', () => {
    const files = but('deploiement/deployment.yaml', '  labels: { app: guichet', '  annotations: { argocd.argoproj.io/sync-options: ServerSideApply=true }\n  labels: { app: guichet', but('deploiement/deployment.yaml', 'readinessProbe:', 'readynessProbe:'));
    const run = new Simulation().deploy(files).wait(minutes(1));
    assert.match(application(run).operation?.results.find(({ kind }) => kind === 'Deployment')?.message ?? '', /^failed to create typed patch object \(\S+\/guichet; apps\/v1, Kind=Deployment\): \.spec\.template\.spec\.containers\[name="guichet"\]\.readynessProbe: field not declared in schema$/);
    assert.deepEqual(run.all('Deployment', 'apps'), []);
  });

  it('is out of sync when Git no longer says what it said', () => {
    const run = manual();
    assert.equal(shown(run), 'OutOfSync Missing');
    const [name] = [application(run).name];
    run.give({ type: 'sync-application', application: name, prune: false }).wait(minutes(5));
    assert.equal(shown(run), 'Synced Healthy');
    run.push(but('deploiement/deployment.yaml', /          readinessProbe: .*\n/, '')).wait(minutes(5));
    assert.equal(shown(run), 'OutOfSync Healthy');
    run.push(without('deploiement/service.yaml')).wait(minutes(5));
    assert.ok(statusOf(application(run), run.state.cluster.objects).resources.some(({ kind, requiresPruning }) => kind === 'Service' && requiresPruning));
    run.give({ type: 'sync-application', application: name, prune: false }).wait(minutes(1));
    assert.equal(run.all('Service').length, 1, 'nothing is deleted unless it is asked');
    run.give({ type: 'sync-application', application: name, prune: true }).wait(minutes(1));
    assert.deepEqual([run.all('Service'), shown(run)], [[], 'Synced Healthy']);
  });

  it('goes back to what was deployed, but not against an automated synchronisation', () => {
    const run = deployed();
    const { name } = application(run);
    run.push(but('deploiement/configmap.yaml', '8080', '8081')).wait(minutes(10));
    assert.deepEqual(application(run).history.map(({ id }) => id), [0, 1]);
    assert.match(commandRefusal(run.state, { type: 'rollback-application', application: name, id: 0 }) ?? '', /rollback cannot be performed when automated sync is enabled/);
    run.give({ type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: false } });
    assert.equal(commandRefusal(run.state, { type: 'rollback-application', application: name, id: 0 }), undefined);
    assert.match(commandRefusal(run.state, { type: 'rollback-application', application: name, id: 7 }) ?? '', /n’a pas de déploiement n° 7\. Déploiements : 0, 1\./);
    run.give({ type: 'rollback-application', application: name, id: 0 }).wait(minutes(5));
    assert.deepEqual(run.all('ConfigMap')[0]?.['data'], { GUICHET_PORT: '8080' });
    assert.equal(shown(run).split(' ')[0], 'OutOfSync', 'Git asks for something else');
  });

  it('is read as an Application, with its history and what went wrong', () => {
    const run = new Simulation().deploy(but('deploiement/deployment.yaml', 'cpu: 100m', 'cpu: 100Mi')).wait(minutes(10));
    const [object] = list(run.state.cluster.objects, 'argoproj.io', 'Application') as unknown as [{ status: Record<string, unknown> }];
    const { sync, health, conditions, operationState } = object.status as { sync: object; health: object; conditions: { type: string; message: string }[]; operationState: { phase: string; retryCount: number } };
    assert.deepEqual([(sync as { status: string }).status, health, operationState.phase, operationState.retryCount], ['OutOfSync', { status: 'Missing' }, 'Failed', 5]);
    assert.match(conditions[0]?.message ?? '', /^Failed last sync attempt to \[[0-9a-f]{40}\]: one or more objects failed to apply, reason: Deployment\.apps "guichet" is invalid/);
    assert.ok(find(run.state.cluster.objects, { group: 'argoproj.io', kind: 'Application', namespace: 'dso-argocd', name: application(run).name }));
  });
});
