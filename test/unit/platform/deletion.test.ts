import assert from 'node:assert/strict';
import { podCells, statusText } from '../../../src/core/platform/api/pod-columns';
import type { KubeObject, Pod } from '../../../src/core/platform/cluster/object';
import { find } from '../../../src/core/platform/cluster/store';
import { healthOf, statusOf } from '../../../src/core/platform/gitops/status';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { isSettled } from '../../../src/core/platform/settled';
import { explain } from '../../../src/core/platform/view/why';
import { but, guichet, withShell, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minutes = (count: number) => count * 60_000;
const deployment = 'deploiement/deployment.yaml';
const stops = (text: string) => but(deployment, '      containers:\n        - name: guichet', `      ${text}`);
const at = (run: Simulation, kind: string, group: string, name = 'guichet') => ({ group, kind, namespace: run.namespace, name });
const deployed = (files: Readonly<Record<string, string>> = guichet) => new Simulation().deploy(files).wait(minutes(10));
const application = (run: Simulation) => run.state.gitops.applications[0];
const live = (run: Simulation, kind: string, group: string, name = 'guichet') => find(run.state.cluster.objects, at(run, kind, group, name));
const chains = (run: Simulation) => explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n');

/** How long a pod takes to go, in seconds, and what its container ended with. */
function stopped(run: Simulation): { readonly seconds: number; readonly pod: Pod } {
  const [pod] = run.pods;
  assert.ok(pod);
  const from = run.state.now;
  run.give({ type: 'delete-pod', ref: at(run, 'Pod', '', pod.metadata.name) });
  while (live(run, 'Pod', '', pod.metadata.name) && run.state.now - from < minutes(5)) run.wait(500);
  const last = run.changes.findLast(({ type, object }) => type === 'DELETED' && object.metadata.uid === pod.metadata.uid);
  return { seconds: (run.state.now - from) / 1000, pod: last?.object as Pod };
}

describe('deletion of a pod (kubernetes.io, "Pod Lifecycle", Termination of Pods)', () => {
  it('marks it, leaves it its grace period, and shows how its containers ended', () => {
    const run = deployed();
    const [pod] = run.pods;
    assert.ok(pod);
    const now = run.state.now;
    run.give({ type: 'delete-pod', ref: at(run, 'Pod', '', pod.metadata.name) });
    const going = live(run, 'Pod', '', pod.metadata.name) as Pod;
    assert.deepEqual([going.metadata.deletionTimestamp, going.metadata.deletionGracePeriodSeconds, podCells(going, now).slice(1, 3)], [now + 30_000, 30, ['1/1', 'Terminating']]);
    run.wait(2_000);
    const end = run.changes.findLast(({ type, object }) => type === 'DELETED' && object.metadata.uid === pod.metadata.uid)?.object as Pod;
    assert.deepEqual([end.status.phase, end.status.containerStatuses?.[0]?.state.terminated?.exitCode, podCells(end, now).slice(1, 3)], ['Failed', 143, ['0/1', 'Error']]);
  });

  it('counts the preStop hook in the grace period', () => {
    const hook = (seconds: number, grace = '') => deployed(stops(`${grace}containers:\n        - name: guichet\n          lifecycle: { preStop: { sleep: { seconds: ${seconds} } } }`));
    assert.equal(stopped(hook(10)).seconds, 11.5);
    const { seconds, pod } = stopped(hook(20, 'terminationGracePeriodSeconds: 8\n      '));
    assert.deepEqual([seconds, pod.status.containerStatuses?.[0]?.state.terminated?.exitCode], [9.5, 143], 'two seconds are left in any case');
  });

  it('asks over HTTP whoever listens, and only says of a hook that finds nobody (k8s.io/kubernetes, runHTTPHandler)', () => {
    const run = (hook: string) => deployed(stops(`containers:\n        - name: guichet\n          lifecycle: { preStop: { ${hook} } }`));
    const [answered, closed, old] = [run('httpGet: { path: /nulle-part, port: 8080 }'), run('httpGet: { path: /, port: 9999 }'), run('tcpSocket: { port: 8080 }')];
    assert.deepEqual([answered, closed, old].map(one => [stopped(one).seconds, one.told('Pod').includes('FailedPreStopHook: PreStopHook failed')]), [[1.5, false], [1.5, true], [1.5, true]]);
  });

  it('follows the script of a preStop hook, and says of one that fails', () => {
    const run = (script: string) => deployed(withShell(stops(`containers:\n        - name: guichet\n          lifecycle: { preStop: { exec: { command: [sh, -c, "${script}"] } } }`)));
    assert.equal(stopped(run('echo fini; sleep 5')).seconds, 6.5);
    const failing = run('exit 1');
    assert.equal(stopped(failing).seconds, 1.5);
    assert.ok(failing.told('Pod').includes('FailedPreStopHook: PreStopHook failed'));
  });

  it('fails a preStop hook whose program the image lacks, and stops at once (k8s.io/kubernetes, executePreStopHook)', () => {
    const run = (command: string, files = guichet) => deployed({ ...files, [deployment]: stops(`containers:\n        - name: guichet\n          lifecycle: { preStop: { exec: { command: ${command} } } }`)[deployment] ?? '' });
    const failed = (one: Simulation) => [stopped(one).seconds, one.told('Pod').includes('FailedPreStopHook: PreStopHook failed')];
    assert.deepEqual(failed(run('[sleep, "10"]')), [1.5, true], 'a distroless image has no sleep');
    assert.deepEqual(failed(run('[sleep, "10"]', withShell(guichet))), [11.5, false]);
    const bare = (copied: string) => ({ ...guichet, Dockerfile: `FROM docker.io/library/golang:1.24 AS b\nFROM scratch\n${copied}\nUSER 10001\nENTRYPOINT ["/app"]\n` });
    assert.deepEqual(failed(run('[/outils/vider]', bare('COPY --from=b /app /app'))), [1.5, true]);
    assert.deepEqual(failed(run('[/outils/vider]', bare('COPY --from=b /app /app\nCOPY --from=b /outils /outils'))), [1.5, false], 'one that may have been copied is taken to be there');
  });

  it('says in the log what is supposed of a preStop hook of which nothing is known', () => {
    const logs = (command: string) => {
      const run = deployed(withShell(stops(`containers:\n        - name: guichet\n          lifecycle: { preStop: { exec: { command: ${command} } } }`)));
      return run.state.cluster.runs.get(run.pods[0]?.metadata.uid ?? '')?.containers[0]?.logs.map(({ text }) => text) ?? [];
    };
    assert.match(logs('[vider]')[0] ?? '', /^\[simulation\] preStop : rien n’est connu de « vider »/);
    assert.doesNotMatch(logs('[sleep, "5"]').join('\n'), /preStop/);
  });

  it('kills what does not mind the signal once the time is over, as a shell that is the first process', () => {
    const { seconds, pod } = stopped(deployed(withShell(stops('containers:\n        - name: guichet\n          command: [sh, -c, "sleep infinity"]'))));
    assert.deepEqual([seconds, pod.status.containerStatuses?.[0]?.state.terminated?.exitCode], [30, 137]);
  });

  it('may be given less time, never more', () => {
    const run = deployed(stops('containers:\n        - name: guichet\n          command: [sh, -c, "sleep infinity"]'));
    const [pod] = run.pods;
    assert.ok(pod);
    const ref = at(run, 'Pod', '', pod.metadata.name);
    const now = run.state.now;
    run.give({ type: 'delete-pod', ref }).give({ type: 'delete-pod', ref, grace: 60 });
    assert.equal(live(run, 'Pod', '', ref.name)?.metadata.deletionGracePeriodSeconds, 30);
    run.give({ type: 'delete-pod', ref, grace: 5 });
    assert.deepEqual([live(run, 'Pod', '', ref.name)?.metadata.deletionTimestamp, statusText(live(run, 'Pod', '', ref.name) as Pod)], [now + 5_000, 'Terminating']);
    assert.equal(run.wait(5_000).pods.some(({ metadata }) => metadata.uid === pod.metadata.uid), false);
  });
});

describe('cascading deletion (kubernetes.io, "Garbage Collection")', () => {
  const byHand = (propagation?: 'Foreground' | 'Background' | 'Orphan') => {
    const run = deployed();
    run.give({ type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: false } });
    return run.give({ type: 'change-by-hand', object: at(run, 'Deployment', 'apps'), ...(propagation ? { propagation } : {}) });
  };
  const left = (run: Simulation) => [run.all('Deployment', 'apps').length, run.all('ReplicaSet', 'apps').length, run.pods.length];

  it('in the foreground, an owner waits for what it owns', () => {
    const run = byHand('Foreground');
    assert.deepEqual(left(run), [1, 1, 2]);
    assert.deepEqual(['Deployment', 'ReplicaSet'].map(kind => run.all<KubeObject>(kind, 'apps')[0]?.metadata.finalizers), [['foregroundDeletion'], ['foregroundDeletion']]);
    assert.deepEqual(healthOf(run.deployment), { status: 'Progressing', message: 'Pending deletion' });
    const order = (run.wait(3_000), run.changes.filter(({ type, object }) => type === 'DELETED' && ['Deployment', 'ReplicaSet', 'Pod'].includes(object.kind)).map(({ object }) => object.kind));
    assert.deepEqual([order, left(run)], [['Pod', 'Pod', 'ReplicaSet', 'Deployment'], [0, 0, 0]]);
  });

  it('in the background, what it owns follows it', () => {
    const run = byHand();
    assert.deepEqual(left(run), [0, 0, 2]);
    assert.deepEqual([run.pods.map(statusText), left(run.wait(3_000))], [['Terminating', 'Terminating'], [0, 0, 0]]);
  });

  it('as orphans, what it owns stays', () => {
    const run = byHand('Orphan').wait(minutes(1));
    assert.deepEqual([left(run), run.all<KubeObject>('ReplicaSet', 'apps')[0]?.metadata.ownerReferences], [[0, 1, 2], []]);
  });

  it('what a finalizer holds stays as deleted until it is taken away', () => {
    const run = deployed(but('deploiement/configmap.yaml', 'metadata: {', 'metadata: { finalizers: [exemple.fr/sauvegarde],'));
    run.push(without('deploiement/configmap.yaml', but(deployment, /          envFrom: .*\n/, ''))).wait(minutes(10));
    assert.deepEqual([live(run, 'ConfigMap', '')?.metadata.finalizers, statusOf(application(run)!, run.state.cluster.objects).sync], [['exemple.fr/sauvegarde'], 'OutOfSync']);
    assert.match(chains(run), /ConfigMap « guichet » est supprimé mais ne part pas \(Terminating\)\. ← Son finalizer exemple\.fr\/sauvegarde le retient/);
    assert.ok(isSettled(run.state));
    run.give({ type: 'change-by-hand', object: at(run, 'ConfigMap', ''), patch: { metadata: { finalizers: null } } });
    assert.equal(live(run, 'ConfigMap', ''), undefined);
    assert.equal(statusOf(application(run.wait(minutes(5)))!, run.state.cluster.objects).sync, 'Synced');
  });
});

describe('deletion by Argo CD (argoproj/argo-cd, sync_context.go and appcontroller.go)', () => {
  const options = (file: string, kind: string, value: string, files = guichet) => but(file, new RegExp(`^(kind: ${kind}\\nmetadata:) \\{`, 'm'), `$1 { annotations: { argocd.argoproj.io/sync-options: ${value} },`, files);
  const name = (run: Simulation) => application(run)?.name ?? '';
  const deleted = (run: Simulation, cascade = true) => run.give({ type: 'delete-application', application: name(run), cascade });

  it('prunes in the foreground, and waits for what goes before the next wave', () => {
    const files = but('deploiement/service.yaml', 'metadata: {', 'metadata: { annotations: { argocd.argoproj.io/sync-wave: "1" },');
    const run = deployed(files);
    run.push(but('deploiement/service.yaml', 'targetPort: http', 'targetPort: 8080', without(deployment, files)));
    for (let i = 0; i < 300 && !application(run)?.operation?.message.startsWith('waiting for deletion'); i++) run.wait(500);
    assert.equal(application(run)?.operation?.message, 'waiting for deletion of apps/Deployment/guichet');
    run.wait(minutes(5));
    assert.deepEqual([run.pods, application(run)?.operation?.phase, statusOf(application(run)!, run.state.cluster.objects).sync], [[], 'Succeeded', 'Synced']);
  });

  it('waits for a yes before it prunes what says Prune=confirm', () => {
    const run = deployed(options('deploiement/service.yaml', 'Service', 'Prune=confirm'));
    run.push(without('deploiement/service.yaml')).wait(minutes(10));
    assert.deepEqual([application(run)?.operation?.phase, application(run)?.operation?.message, run.all('Service').length], ['Running', 'waiting for pruning confirmation of /Service/guichet', 1]);
    assert.ok(isSettled(run.state));
    assert.match(chains(run), /attend qu’on confirme une suppression/);
    run.give({ type: 'confirm-deletion', application: name(run) }).wait(minutes(1));
    assert.deepEqual([application(run)?.operation?.phase, run.all('Service')], ['Succeeded', []]);
  });

  it('an application deleted goes after what it made, wave after wave from the last', () => {
    const run = deployed(but('deploiement/configmap.yaml', 'metadata: {', 'metadata: { annotations: { argocd.argoproj.io/sync-wave: "-1" },'));
    const object = () => find(run.state.cluster.objects, { group: 'argoproj.io', kind: 'Application', namespace: 'dso-argocd', name: name(run) });
    assert.deepEqual(object()?.metadata.finalizers, ['resources-finalizer.argocd.argoproj.io']);
    deleted(run);
    assert.equal(object()?.metadata.deletionTimestamp, run.state.now);
    assert.match(commandRefusal(run.state, { type: 'sync-application', application: name(run), prune: false }) ?? '', /application is deleting/);
    assert.equal(run.all('ConfigMap').some(({ metadata }) => metadata.name === 'guichet'), true, 'the first wave goes last');
    run.wait(minutes(1));
    assert.deepEqual([run.state.gitops.applications, run.all('Deployment', 'apps'), run.pods, live(run, 'ConfigMap', '')], [[], [], [], undefined]);
    assert.ok(run.changes.some(({ type, object: { kind } }) => type === 'DELETED' && kind === 'Application'));
  });

  it('leaves what says Delete=false, and everything when nothing is to cascade', () => {
    const run = deleted(deployed(options('deploiement/service.yaml', 'Service', 'Delete=false'))).wait(minutes(1));
    assert.deepEqual([run.state.gitops.applications, run.all('Service').length, run.pods.length], [[], 1, 0]);
    const kept = deleted(deployed(), false).wait(minutes(1));
    assert.deepEqual([kept.state.gitops.applications, kept.pods.length], [[], 2]);
  });

  it('waits for a yes before it deletes what says Delete=confirm', () => {
    const run = deleted(deployed(options('deploiement/configmap.yaml', 'ConfigMap', 'Delete=confirm'))).wait(minutes(5));
    assert.deepEqual([run.pods.length, run.state.gitops.applications.length], [2, 1]);
    assert.match(chains(run), /ConfigMap « guichet » porte Delete=confirm/);
    run.give({ type: 'confirm-deletion', application: name(run) }).wait(minutes(1));
    assert.deepEqual([run.pods, run.state.gitops.applications], [[], []]);
  });

  it('is made again by the console when its repository is set again', () => {
    const run = deleted(deployed()).wait(minutes(1));
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source: '/depot', private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } }).wait(minutes(10));
    assert.deepEqual([run.state.gitops.applications.length, run.pods.length], [1, 2]);
  });
});
