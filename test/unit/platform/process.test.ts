import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CoreV1Api, KubeConfig, makeInformer, type V1Pod } from '@kubernetes/client-node';
import type { KubeObject } from '../../../src/core/platform/cluster/object';
import { list } from '../../../src/core/platform/cluster/store';
import { clientOf, findPlatform } from '../../../src/node/platform/client';
import { Held, StateFolder } from '../../../src/node/platform/folder';
import { savedRun } from '../../../src/node/platform/run-file';
import { mirrorId, mirrorToken } from '../../../src/node/platform/trigger';
import { patience } from '../../../src/node/platform/up';
import { chart, guichet } from '../../support/guichet';
import { HandClock } from '../../support/hand-clock';
import { kubectl } from '../../support/kubectl';
import { encryptSops } from '../../support/sops';
import { LivePlatform } from '../../support/live-platform';

/** One request, with the headers given; resolves to the code and the body. */
function request(address: string, headers: Record<string, string>): Promise<{ code: number; body: string }> {
  return new Promise((resolve, reject) => {
    https.get(address, { headers, rejectUnauthorized: false, agent: false }, response => {
      let body = '';
      response.on('data', chunk => (body += String(chunk))).on('end', () => resolve({ code: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}

describe('the platform’s process', function () {
  this.timeout(60_000);
  let live: LivePlatform;
  beforeEach(() => {
    live = new LivePlatform();
  });
  afterEach(() => live.end());

  it('answers nothing without its token, nor under another name than this machine’s', async () => {
    await live.start();
    const { api, console: console_, token } = live.platform.endpoint;
    assert.equal((await request(`${api}/api/v1/pods`, {})).code, 401);
    assert.equal((await request(`${api}/api/v1/pods`, { authorization: 'Bearer autre' })).code, 401);
    assert.equal((await request(`${api}/api/v1/pods`, { authorization: `Bearer ${token}`, host: 'exemple.fr' })).code, 403);
    assert.equal((await request(`${api}/api/v1/pods`, { authorization: `Bearer ${token}` })).code, 200);
    assert.equal((await fetch(`${console_}/cpin/status`)).status, 401);
    assert.equal((await fetch(`${console_}/cpin/status`, { headers: { authorization: `Bearer ${token}` } })).status, 200);
  });

  it('lets no web page read it: nothing is said to its origin, asked first or not', async () => {
    await live.start();
    const { console: console_, token } = live.platform.endpoint;
    const origin = 'https://exemple.fr';
    for (const [method, headers] of [['GET', {}], ['POST', {}], ['OPTIONS', { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' }]] as const) {
      const response = await fetch(`${console_}/cpin/status`, { method, headers: { origin, ...headers } });
      assert.equal(response.status, 401, method);
      assert.equal(response.headers.get('access-control-allow-origin'), null, method);
    }
    const known = await fetch(`${console_}/cpin/status`, { headers: { origin, authorization: `Bearer ${token}` } });
    assert.equal(known.headers.get('access-control-allow-origin'), null);
  });

  it('keeps its secrets to its owner', async () => {
    await live.start();
    for (const name of ['platform.json', 'secret.json', 'certificate.json', 'lock']) assert.equal(statSync(path.join(live.state, name)).mode & 0o077, 0, name);
  });

  it('is one per folder', async () => {
    await live.start();
    const other = new StateFolder(live.state);
    const lock = path.join(live.state, 'lock');
    assert.equal(readFileSync(lock, 'utf8').split(' ')[0], String(process.pid));
    // The lock of another process that lives is respected; ours is this very process.
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    live.platform.runner.stop();
    writeFileSync(lock, String(child.pid));
    await assert.rejects(other.take(), Held);
    child.kill();
    await once(child, 'close');
    await other.take();
  });

  it('goes on where it was, after an end and after a line cut short', async () => {
    await live.start();
    await live.deploy(guichet);
    const before = await live.client.status();
    const { api } = live.platform.endpoint;
    await live.platform.stop();
    appendFileSync(path.join(live.state, 'run.jsonl'), '{"at":99999999,"input":{"type":"create-pro');
    await live.start();
    assert.deepEqual(await live.client.status(), before);
    assert.equal(live.platform.endpoint.api, api, 'the kubeconfig goes on serving');
    assert.ok(existsSync(path.join(live.state, 'run.jsonl.damaged')));
  });

  it('computes its state again from its inputs when there is no snapshot, as after a kill', async () => {
    await live.start();
    await live.deploy(guichet);
    const before = await live.client.status();
    const recorded = readFileSync(path.join(live.state, 'run.jsonl'), 'utf8');
    await live.platform.stop();
    rmSync(path.join(live.state, 'snapshot.json'));
    assert.ok(recorded.includes('"mirrored"'));
    await live.start();
    assert.deepEqual(await live.client.status(), before);
  });

  it('deploys a chart, rendered by Helm from what git holds, and computes it again without rendering', async () => {
    await live.start();
    assert.ok(await live.deploy(chart, 'dev', ['values-<env>.yaml']));
    const before = await live.client.status();
    assert.deepEqual(before.projects[0]?.environments[0]?.applications.map(({ sync, health }) => [sync, health]), [['Synced', 'Healthy']]);
    assert.equal(before.projects[0]?.environments[0]?.workloads[0]?.wanted, 2);
    await live.platform.stop();
    rmSync(path.join(live.state, 'snapshot.json'));
    await live.start();
    assert.deepEqual(await live.client.status(), before);
  });

  it('has a key of its own for each cluster, and makes the Secret of what is encrypted for it', async () => {
    await live.start();
    const keys = (await live.client.status()).clusters?.map(({ name, key }) => [name, key?.slice(0, 4)]);
    assert.deepEqual(keys, [['hp', 'age1'], ['pax', 'age1']]);
    assert.equal(statSync(path.join(live.state, 'keys.json')).mode & 0o077, 0);
    const recipient = (await live.client.status()).clusters?.find(({ name }) => name === 'hp')?.key ?? '';
    const secret = await encryptSops({ apiVersion: 'isindir.github.com/v1alpha3', kind: 'SopsSecret', metadata: { name: 'acces' }, spec: { secretTemplates: [{ name: 'acces', stringData: { motdepasse: 'été' } }] } }, recipient);
    assert.ok(await live.deploy({ ...guichet, 'deploiement/secret.yaml': secret }));
    assert.deepEqual(await live.client.why(), []);
    const ran = await kubectl(live.kubeconfig, 'get', 'secret', 'acces', '-o', 'jsonpath={.data.motdepasse}');
    assert.equal(Buffer.from(ran.out, 'base64').toString('utf8'), 'été', ran.err);
    const shared = await savedRun(live.state);
    assert.match(shared, /"motdepasse":"dmFsZXVyIG1hc3F1w6ll"/);
    assert.ok(!shared.includes(Buffer.from('été').toString('base64')), 'a run that is shared holds no secret');
    assert.match((await kubectl(live.kubeconfig, 'get', 'sopssecrets')).out, /^NAME +STATUS\nacces +Healthy\n$/);
  });

  it('ends ten minutes after its last client has gone', async () => {
    const clock = new HandClock();
    await live.start(clock);
    await live.client.status();
    const { api, token } = live.platform.endpoint;
    await request(`${api}/version`, { authorization: `Bearer ${token}`, connection: 'close' });
    clock.turn(patience - 1_000);
    assert.ok(await findPlatform(live.state));
    clock.turn(2 * patience);
    await live.platform.stopped;
    assert.equal(await findPlatform(live.state), undefined);
    await assert.rejects(clientOf(live.platform.endpoint).status(), /ne répond pas/);
  });

  it('synchronises when the primary chain triggers it, with its own token', async () => {
    await live.start();
    await live.deploy(guichet);
    const { console: console_, token } = live.platform.endpoint;
    live.commit({ ...guichet, 'NOTES.md': 'autre chose' });
    const call = (secret: string) => {
      const form = new FormData();
      for (const [key, value] of [['token', secret], ['ref', 'main'], ['variables[GIT_BRANCH_DEPLOY]', 'main'], ['variables[PROJECT_NAME]', 'guichet']] as const) form.append(key, value);
      return fetch(`${console_}/api/v4/projects/${mirrorId(token, 'guichet')}/trigger/pipeline`, { method: 'POST', body: form });
    };
    assert.equal((await call('autre')).status, 404);
    assert.equal((await call(mirrorToken(token, 'guichet'))).status, 201);
    await live.client.settle();
    assert.equal((await live.client.status()).projects[0]?.pipelines[0]?.id, 2);
  });

  it('tells a watch every change in its order, though others come due while it is told', async () => {
    const clock = new HandClock();
    await live.start(clock);
    await live.deploy(guichet);
    const { runner, endpoint: { api, token } } = live.platform;
    const from = runner.state.cluster.objects.version;
    const response = await new Promise<IncomingMessage>((resolve, reject) => https.get(`${api}/api/v1/pods?watch=1&resourceVersion=${from}`, { headers: { authorization: `Bearer ${token}` }, rejectUnauthorized: false, agent: false }, resolve).on('error', reject));
    for (let round = 0; round < 3; round++) {
      const [{ metadata: { name, namespace = '' } }] = list(runner.state.cluster.objects, '', 'Pod') as [KubeObject];
      runner.give({ type: 'delete-pod', ref: { group: '', kind: 'Pod', namespace, name } });
      for (let second = 0; second < 30; second++) clock.turn(1_000);
    }
    const told = (runner.since(from) ?? []).filter(({ object }) => object.kind === 'Pod').map(({ version }) => version);
    assert.ok(told.length > 5);
    const seen: number[] = [];
    for await (const line of createInterface({ input: response })) {
      seen.push(Number((JSON.parse(line) as { object: KubeObject }).object.metadata.resourceVersion));
      if (seen.length === told.length) break;
    }
    response.destroy();
    assert.deepEqual(seen, told);
  });

  it('feeds an informer of the official client, which lists again when time is accelerated', async () => {
    await live.start();
    await live.deploy(guichet);
    const config = new KubeConfig();
    config.loadFromFile(live.kubeconfig);
    const namespace = config.getContextObject(config.currentContext)?.namespace ?? '';
    const core = config.makeApiClient(CoreV1Api);
    const informer = makeInformer<V1Pod>(config, `/api/v1/namespaces/${namespace}/pods`, () => core.listNamespacedPod({ namespace }));
    const known = new Set<string>();
    let told: () => void = () => undefined;
    informer.on('add', pod => (known.add(pod.metadata?.name ?? ''), told()));
    informer.on('delete', pod => (known.delete(pod.metadata?.name ?? ''), told()));
    // It ends with an error when it is stopped too, and must then stay so.
    let listening = true;
    informer.on('error', () => void (listening && informer.start()));
    await informer.start();
    assert.equal(known.size, 2);
    const [gone = ''] = known;
    await core.deleteNamespacedPod({ name: gone, namespace });
    await live.client.settle();
    while (known.has(gone) || known.size < 2) await new Promise<void>(resolve => (told = resolve));
    listening = false;
    await informer.stop();
  });
});
