import assert from 'node:assert/strict';
import { once } from 'node:events';
import { guichet, image } from '../../support/guichet';
import { following, kubectl, type Ran } from '../../support/kubectl';
import { LivePlatform } from '../../support/live-platform';

describe('the real kubectl on the simulated platform', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  const run = (...args: string[]): Promise<Ran> => kubectl(live.kubeconfig, ...args);
  const ok = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await run(...args);
    assert.equal(code, 0, `kubectl ${args.join(' ')}: ${err}`);
    return out;
  };
  const refused = async (...args: string[]): Promise<string> => {
    const { code, err } = await run(...args);
    assert.notEqual(code, 0, `kubectl ${args.join(' ')} should be refused`);
    return err;
  };
  const firstPod = async () => (await ok('get', 'pods', '-o', 'name')).split('\n')[0]?.slice(4) ?? '';

  before(async () => {
    await live.start();
    assert.ok(await live.deploy(guichet));
  });
  after(() => live.end());

  it('gets: the columns of the server, wide, names, JSON, YAML, JSONPath, columns of one’s own', async () => {
    assert.match(await ok('get', 'pods'), /^NAME +READY +STATUS +RESTARTS +AGE\nguichet-\w+-\w{5} +1\/1 +Running +0 +\d+m?\d*s?\n/);
    assert.match(await ok('get', 'deploy', '-o', 'wide'), /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR\nguichet +2\/2 +2 +2 .* app=guichet\n$/);
    assert.match(await ok('get', 'all'), /pod\/guichet-[\s\S]+service\/guichet +ClusterIP[\s\S]+deployment\.apps\/guichet[\s\S]+replicaset\.apps\/guichet-/);
    assert.match(await ok('get', 'svc', '-o', 'name'), /^service\/guichet\n$/);
    const list = JSON.parse(await ok('get', 'pods', '-o', 'json')) as { items: { spec: { containers: { image: string }[] }; metadata: { creationTimestamp: string } }[] };
    assert.deepEqual(list.items.map(({ spec }) => spec.containers[0]?.image), [image, image]);
    assert.match(list.items[0]?.metadata.creationTimestamp ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.match(await ok('get', 'cm', 'guichet', '-o', 'yaml'), /^apiVersion: v1\ndata:\n {2}GUICHET_PORT: "8080"\nkind: ConfigMap\n/);
    assert.equal(await ok('get', 'cm', 'guichet', '-o', 'jsonpath={.data.GUICHET_PORT}'), '8080');
    assert.match(await ok('get', 'pods', '-o', 'custom-columns=NOM:.metadata.name'), /^NOM\nguichet-/);
  });

  it('reads Argo CD’s applications, in its columns', async () => {
    assert.match(await ok('get', 'applications', '-n', 'dso-argocd'), /^NAME +SYNC STATUS +HEALTH STATUS\nguichet-dev-6293-guichet-0adc +Synced +Healthy\n$/);
    assert.match(await ok('get', 'app', '-A', '-o', 'wide'), /REVISION +PROJECT\n.* [0-9a-f]{40} +guichet-dev-6293-app\n$/);
    assert.match(await ok('describe', 'application', '-n', 'dso-argocd'), /Phase: +Succeeded/);
  });

  it('reads the reports of policies', async () => {
    assert.match(await ok('get', 'polr'), /^NAME +KIND +NAME +PASS +FAIL +WARN +ERROR +SKIP +AGE\n[\s\S]*[0-9a-f-]{36} +Deployment +guichet +6 +0 +0 +0 +0 /);
    assert.match(await ok('get', 'policyreports', '-o', 'jsonpath={.items[?(@.scope.kind=="Service")].results[0].policy}'), /^restrict-nodeport$/);
  });

  it('selects by labels and fields, sorts, and names what it does not know', async () => {
    assert.equal((await ok('get', 'pods', '-l', 'app in (guichet),env!=prod', '--field-selector', 'status.phase=Running', '-o', 'name')).trim().split('\n').length, 2);
    assert.equal(await ok('get', 'pods', '-l', 'app=autre', '-o', 'name'), '');
    assert.match(await ok('get', 'events', '--sort-by=.lastTimestamp', '--field-selector', 'reason=Scheduled'), /Normal +Scheduled +pod\/guichet/);
    assert.equal(await refused('get', 'pods', '--field-selector', 'spec.foo=1'), 'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "spec.foo=1": field label not supported: spec.foo\n');
    assert.equal(await refused('get', 'pod', 'absent'), 'Error from server (NotFound): pods "absent" not found\n');
    assert.match(await refused('get', 'routes'), /the server doesn't have a resource type "routes"/);
  });

  it('describes a pod and a deployment with their events', async () => {
    const pod = await ok('describe', 'pod', await firstPod());
    assert.match(pod, /Status: +Running/);
    assert.match(pod, /QoS Class: +Burstable/);
    assert.match(pod, /Normal +Scheduled .* default-scheduler +Successfully assigned/);
    // Whether a pull failed first depends on which came first, git's answer or Argo CD's next look: the failure modes say what that shows.
    assert.match(pod, /Normal +Started .* kubelet +Started container guichet/);
    assert.match(await ok('describe', 'deploy', 'guichet'), /Replicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable[\s\S]+NewReplicaSet: +guichet-\w+ \(2\/2 replicas created\)[\s\S]+ScalingReplicaSet/);
    assert.match(await ok('describe', 'quota'), /limits\.cpu +1 +4/);
  });

  it('reads logs: all, the last lines, with dates, of a deployment', async () => {
    const pod = await firstPod();
    assert.match(await ok('logs', pod), /démarrage[\s\S]+à l’écoute/);
    assert.equal((await ok('logs', pod, '--tail=1')).trim().split('\n').length, 1);
    assert.match(await ok('logs', 'deploy/guichet', '--timestamps'), /^\d{4}-\d\d-\d\dT[\d:.]+Z \{"level"/m);
    assert.match(await refused('logs', pod, '--previous'), /previous terminated container "guichet" in pod ".*" not found/);
    assert.match(await refused('logs', pod, '-c', 'autre'), /container autre is not valid for pod/);
  });

  it('explains kinds and fields, tells what it serves and its version', async () => {
    assert.match(await ok('explain', 'deployment.spec.replicas'), /FIELD: replicas <integer>[\s\S]+Number of desired pods/);
    assert.match(await ok('api-resources'), /^deployments +deploy +apps\/v1 +true +Deployment$/m);
    assert.match(await ok('version'), /Server Version: v1\.33\.0\+simulation/);
  });

  it('says who may do what', async () => {
    assert.equal(await ok('auth', 'can-i', 'delete', 'pods'), 'yes\n');
    assert.match((await run('auth', 'can-i', 'create', 'deployments')).out, /^no - EXI-ORG-8/);
    assert.match(await ok('auth', 'can-i', '--list'), /pods\/log +\[\] +\[\] +\[get\]/);
    assert.match(await ok('auth', 'whoami'), /Username +apprenant/);
  });

  it('refuses to write, with the platform’s reason', async () => {
    for (const args of [['scale', 'deploy/guichet', '--replicas=3'], ['create', 'configmap', 'x', '--from-literal=a=b'], ['delete', 'deploy', 'guichet'], ['set', 'image', 'deploy/guichet', 'guichet=nginx:1'], ['apply', '-f', `${live.repository}/deploiement/configmap.yaml`], ['label', 'deploy', 'guichet', 'a=b']]) {
      assert.match(await refused(...args), /forbidden[\s\S]+EXI-ORG-8/, args.join(' '));
    }
    const pod = await firstPod();
    for (const args of [['exec', pod, '--', 'ls'], ['cp', `${pod}:/etc/hosts`, 'ailleurs'], ['attach', pod], ['port-forward', pod, '18080:8080']]) {
      assert.match(await refused(...args), new RegExp(`pods "${pod}" is forbidden: User "apprenant" cannot create resource "pods/(exec|attach|portforward)" in API group "" in the namespace "[^"]+": l’exécution de commandes.* ne sont pas simulées`), args.join(' '));
    }
    assert.match(await refused('debug', pod, '--image=busybox'), /cannot patch resource "pods\/ephemeralcontainers"[\s\S]+EXI-ORG-8/);
    assert.match(await refused('debug', pod, '--image=busybox', '--copy-to=copie'), /cannot create resource "pods" in API group ""[\s\S]+EXI-ORG-8/);
    assert.match(await ok('get', 'deploy', 'guichet'), / 2\/2 /);
  });

  it('lets nobody read what belongs to the cluster’s administrators', async () => {
    assert.equal(await refused('get', 'nodes'), 'Error from server (Forbidden): nodes is forbidden: User "apprenant" cannot list resource "nodes" in API group "" at the cluster scope\n');
    assert.match(await refused('get', 'pv'), /persistentvolumes is forbidden/);
    assert.match(await refused('top', 'nodes'), /nodes\.metrics\.k8s\.io is forbidden/);
    assert.match(await refused('autoscale', 'deploy/guichet', '--max=4'), /cannot create resource "horizontalpodautoscalers"[\s\S]+EXI-ORG-8/);
  });

  it('only tries what is asked as a trial', async () => {
    const before = await ok('get', 'pods', '-o', 'name');
    assert.match(await ok('delete', 'pods', '--all', '--dry-run=server'), /deleted \(server dry run\)/);
    assert.equal(await ok('get', 'pods', '-o', 'name'), before);
    assert.match(await refused('patch', 'deploy', 'guichet', '--dry-run=server', '-p', '{"spec":{"replicas":9}}'), /EXI-ORG-8/);
  });

  it('keeps in an object what was asked of it last, as a declarative client does', async () => {
    const asked = JSON.parse(await ok('get', 'deploy', 'guichet', '-o', 'jsonpath={.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}')) as { spec: { replicas: number }; metadata: { namespace: string } };
    assert.deepEqual([asked.spec.replicas, /--/.test(asked.metadata.namespace)], [2, true]);
    assert.match(await refused('diff', '-f', `${live.repository}/deploiement/deployment.yaml`), /^(?!.*missing the kubectl)[\s\S]*EXI-ORG-8/);
  });

  it('deletes a pod, which is made again, and waits for it', async () => {
    const before = await ok('get', 'pods', '-o', 'name');
    await ok('delete', 'pod', await firstPod(), '--wait=true');
    await live.client.settle();
    await ok('wait', '--for=condition=Ready', 'pods', '--all', '--timeout=40s');
    assert.notEqual(await ok('get', 'pods', '-o', 'name'), before);
  });

  it('watches: what changes is told as it does', async () => {
    const watch = following(live.kubeconfig, 'get', 'pods', '-w', '--no-headers');
    let seen = '';
    const told = new Promise<void>(resolve => watch.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (/Terminating/.test(seen) && /ContainerCreating/.test(seen)) resolve();
    }));
    await once(watch.stdout as NodeJS.ReadableStream, 'data');
    await ok('delete', 'pod', await firstPod(), '--wait=false');
    await told;
    watch.kill();
    await once(watch, 'close');
  });

  it('follows a log to the end of its container', async () => {
    await live.client.settle();
    const pod = await firstPod();
    const follow = following(live.kubeconfig, 'logs', '-f', pod);
    const closed = once(follow, 'close');
    await once(follow.stdout as NodeJS.ReadableStream, 'data');
    await ok('delete', 'pod', pod, '--wait=false');
    assert.equal((await closed)[0], 0);
  });

  it('restarts a rollout and follows it', async () => {
    await live.client.settle();
    assert.equal(await ok('rollout', 'restart', 'deploy/guichet'), 'deployment.apps/guichet restarted\n');
    await live.client.settle();
    assert.match(await ok('rollout', 'status', 'deploy/guichet', '--timeout=40s'), /successfully rolled out/);
    assert.match(await ok('rollout', 'history', 'deploy/guichet'), /^2 +<none>$/m);
    assert.match(await ok('rollout', 'history', 'deploy/guichet', '--revision=1'), /with revision #1\nPod Template:\n +Labels:[\s\S]+Image:/);
    assert.match(await refused('rollout', 'undo', 'deploy/guichet'), /^error: failed restoring revision \d: deployments\.apps "guichet" is forbidden: User "apprenant" cannot patch resource "deployments"[\s\S]+EXI-ORG-8/);
    assert.match(await refused('rollout', 'pause', 'deploy/guichet'), /^error: failed to patch: deployments\.apps "guichet" is forbidden/);
    assert.match(await ok('get', 'rs'), /guichet-\w+ +0 +0 +0 /);
  });

  it('tells events and use', async () => {
    assert.match(await ok('events', '--for', 'deployment/guichet'), /ScalingReplicaSet/);
    assert.match(await ok('top', 'pods'), /guichet-\S+ +5m +48Mi/);
  });
});
