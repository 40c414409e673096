import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { clusterReader } from '../../../src/node/kube/cluster';
import { identityOf, type Asked } from '../../../src/node/kube/credentials';
import { kindsIn, namesIn, namespacesOf, workloadsIn } from '../../../src/node/kube/inventory';
import { readTarget } from '../../../src/node/kube/kubeconfig';
import { strings } from '../../../src/protocol/strings';
import { guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

const words = strings('fr').cluster;

interface Config { clusters: { cluster: Record<string, unknown> }[]; users: { user: Record<string, unknown> }[]; contexts: { context: Record<string, unknown> }[]; 'current-context': string }

describe('a cluster read through a kubeconfig', function () {
  this.timeout(60_000);
  let live: LivePlatform;
  const asked: Asked[] = [];
  before(async () => {
    live = await new LivePlatform().start();
    await live.deploy(guichet);
  });
  after(() => live.end());
  beforeEach(() => void asked.splice(0));

  /** The kubeconfig of the platform, which here stands for a real cluster, with something changed in it. */
  function changed(change: (config: Config) => void): string {
    const config = parse(readFileSync(live.kubeconfig, 'utf8')) as Config;
    change(config);
    const file = path.join(live.root, 'change');
    writeFileSync(file, stringify(config));
    return file;
  }
  const withUser = (user: Record<string, unknown>) => changed(config => (config.users = [{ ...config.users[0], user }]));

  async function reader(file: string, allowed = true, limit?: number) {
    const target = await readTarget(file, words);
    const allow = (one: Asked) => {
      asked.push(one);
      return Promise.resolve(allowed);
    };
    return { target, api: await clusterReader(target, () => identityOf(target, allow, words, process.env, limit), words) };
  }

  /** A program that says it was run by writing a file, then identifies its user. */
  const program = (trace: string, answer: unknown) => ({ apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', `require("fs").writeFileSync(process.env.TRACE, process.env.KUBERNETES_EXEC_INFO); process.stdout.write(${JSON.stringify(JSON.stringify(answer))})`], env: [{ name: 'TRACE', value: trace }], interactiveMode: 'IfAvailable' });
  const credential = (token: string) => ({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } });

  it('shows its namespaces and what runs there, in the server’s own words', async () => {
    const { api, target } = await reader(live.kubeconfig);
    const { names } = await namespacesOf(api, target);
    assert.ok(names.includes(target.namespace));
    const [workload] = await workloadsIn(api, target.namespace);
    assert.deepEqual([workload?.kind, workload?.name, workload?.ready, workload?.wanted], ['Deployment', 'guichet', 2, 2]);
    assert.deepEqual(workload?.pods.map(({ status, ready }) => [status, ready]), [['Running', true], ['Running', true]]);
    const kind = (await kindsIn(api)).find(one => one.kind === 'Deployment') ?? assert.fail('no kind');
    assert.deepEqual(await namesIn(api, target.namespace, kind), ['guichet']);
    assert.equal(asked.length, 0);
  });

  it('never reads what Secrets hold', async () => {
    const { api, target } = await reader(live.kubeconfig);
    const base = `/api/v1/namespaces/${target.namespace}/secrets`;
    const [list, one] = [await api.read(base), await api.read(`${base}/registry-pull-secret`)];
    assert.match(list, /"registry-pull-secret"/);
    assert.match(one, /"registry-pull-secret"/);
    for (const text of [list, one]) assert.ok(!text.includes('"data"') && !text.includes('dockerconfigjson":') && !text.includes('last-applied'), text);
    await assert.rejects(api.open(`${base}?watch=true`, new AbortController().signal), /refuse cette lecture/);
  });

  it('is only read: nothing that acts, nothing of another server', async () => {
    const { api, target } = await reader(live.kubeconfig);
    const pods = `/api/v1/namespaces/${target.namespace}/pods`;
    for (const address of [`${pods}/x/exec?command=ls`, `${pods}/x/proxy`, `${pods}/x/portforward`, '//exemple.fr/api', '@exemple.fr/api', `${pods}/../secrets/x`, '/api/v1/namespaces/x/s%65crets', `${pods}/%2e%2e/secrets`]) await assert.rejects(api.read(address), /ne se lit pas/, address);
  });

  it('asks before it runs a program, by its name, and runs nothing when refused', async () => {
    const trace = path.join(live.root, 'lance');
    const token = (parse(readFileSync(live.kubeconfig, 'utf8')) as Config).users[0]?.user['token'] as string;
    const file = withUser({ exec: program(trace, credential(token)) });
    const refused = await reader(file, false);
    await assert.rejects(namespacesOf(refused.api, refused.target), /n’a pas été accepté : le cluster « cpin-simulation » n’est pas lu/);
    assert.deepEqual(asked.map(({ kind, name }) => [kind, name]), [['exec', process.execPath]]);
    assert.ok(!existsSync(trace));
    const accepted = await reader(file);
    assert.ok((await namespacesOf(accepted.api, accepted.target)).all);
    assert.match(readFileSync(trace, 'utf8'), /"kind":"ExecCredential","spec":\{"interactive":false\}/);
  });

  it('says what a program that gives no identity did', async () => {
    const trace = path.join(live.root, 'trace');
    const fails = async (exec: Record<string, unknown>, wanted: RegExp, limit?: number) => {
      const { api, target } = await reader(withUser({ exec }), true, limit);
      await assert.rejects(namespacesOf(api, target), wanted);
    };
    await fails({ ...program(trace, {}), command: 'programme-absent' }, /« programme-absent » n’est pas installé/);
    await fails(program(trace, { kind: 'Autre' }), /n’est pas celle qu’attend Kubernetes/);
    await fails({ ...program(trace, {}), args: ['-e', 'console.error("connectez-vous d’abord"); process.exit(3)'] }, /n’a pas donné d’identité : connectez-vous d’abord/);
    await fails({ ...program(trace, {}), args: ['-e', 'setInterval(() => {}, 1000)'] }, /n’a pas répondu en/, 500);
    await fails({ ...program(trace, {}), interactiveMode: 'Always' }, /demande un terminal/);
    await fails(program(trace, credential('faux')), /ne reconnaît pas votre identité \(401\)/);
  });

  it('asks before it uses a provider, and sends its token alone', async () => {
    const token = (parse(readFileSync(live.kubeconfig, 'utf8')) as Config).users[0]?.user['token'] as string;
    const provider = (config: Record<string, string>) => withUser({ 'auth-provider': { name: 'oidc', config } });
    const refused = await reader(provider({ 'id-token': token }), false);
    await assert.rejects(namespacesOf(refused.api, refused.target), /« oidc » n’a pas été accepté/);
    const { api, target } = await reader(provider({ 'id-token': token }));
    assert.ok((await namespacesOf(api, target)).all);
    assert.deepEqual(asked.map(({ kind, name }) => [kind, name]), [['auth-provider', 'oidc'], ['auth-provider', 'oidc']]);
    const empty = await reader(provider({ 'cmd-path': process.execPath, 'cmd-args': '-e process.exit()' }));
    await assert.rejects(namespacesOf(empty.api, empty.target), /ne garde aucun jeton/);
  });

  it('says why it does not answer', async () => {
    const says = async (change: (config: Config) => void, wanted: RegExp) => {
      const { api, target } = await reader(changed(change));
      await assert.rejects(namespacesOf(api, target), wanted);
    };
    await says(config => ((config.clusters[0] as Config['clusters'][0]).cluster['server'] = 'https://127.0.0.1:1'), /ne répond pas : ECONNREFUSED\. Vérifiez le réseau/);
    await says(config => delete config.clusters[0]?.cluster['certificate-authority-data'], /certificat du cluster « cpin-simulation » .* n’est pas reconnu .* redemandez le fichier kubeconfig/);
    await says(config => (config.users = []), /ne reconnaît pas votre identité .* Reconnectez-vous/);
    // A line break that was copied with the token: no network is to be looked at for it.
    await says(config => (config.users = [{ ...config.users[0], user: { token: 'faux\n' } }]), /ne peut pas être envoyé \(ERR_INVALID_CHAR\)/);
  });

  it('does not choose between an authority and no verification, as kubectl does not', async () => {
    const unverified = (keep: boolean) => changed(config => {
      const { cluster } = config.clusters[0] as Config['clusters'][0];
      cluster['insecure-skip-tls-verify'] = true;
      if (!keep) delete cluster['certificate-authority-data'];
    });
    await assert.rejects(reader(unverified(true)), /insecure-skip-tls-verify\) : kubectl le refuse aussi/);
    const { api, target } = await reader(unverified(false));
    assert.ok((await namespacesOf(api, target)).all);
  });

  it('says what answers in the place of a cluster, and what is wrong with who asks', async () => {
    const certificate = JSON.parse(readFileSync(path.join(live.state, 'certificate.json'), 'utf8')) as { key: string; certificate: string };
    const seen: IncomingHttpHeaders[] = [];
    const page = https.createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
      seen.push(request.headers);
      if (request.url === '/api/v1/namespaces') response.end('<html></html>');
      else response.writeHead(302, { location: live.platform.endpoint.api }).end();
    }).listen(0, '127.0.0.1');
    const plain = http.createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await Promise.all([once(page, 'listening'), once(plain, 'listening')]);
    const at = (server: http.Server | https.Server, user: Record<string, unknown> = {}) => changed(config => {
      (config.clusters[0] as Config['clusters'][0]).cluster['server'] = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      config.users = [{ ...config.users[0], user: { ...config.users[0]?.user, ...user } }];
    });
    try {
      const { api, target } = await reader(at(page, { as: 'camille', 'as-groups': ['equipe', 'lecture'], 'as-uid': '7', 'as-user-extra': { service: ['sig'] } }));
      await assert.rejects(namespacesOf(api, target), /n’est pas l’API d’un cluster Kubernetes/);
      await assert.rejects(workloadsIn(api, 'x'), /n’est pas l’API d’un cluster Kubernetes/);
      assert.deepEqual(['impersonate-user', 'impersonate-group', 'impersonate-uid', 'impersonate-extra-service'].map(name => seen[0]?.[name]), ['camille', 'equipe, lecture', '7', 'sig']);
      const clear = await reader(at(plain));
      await assert.rejects(namespacesOf(clear.api, clear.target), /ne parle pas HTTPS \(EPROTO\)/);
      const mixed = await reader(withUser({ 'client-certificate-data': Buffer.from('x').toString('base64'), 'client-key-data': Buffer.from('y').toString('base64') }));
      await assert.rejects(namespacesOf(mixed.api, mixed.target), /ne peut pas servir \(ERR_OSSL/);
      const known = await reader(live.kubeconfig);
      await assert.rejects(known.api.read('/api/v1/namespaces/absent'), /n’a pas ce qui lui est demandé \(404\) : namespaces "absent" not found/);
      await assert.rejects(known.api.read('/api/v1/nodes'), /ne vous laisse pas lire cela \(403\) : demandez ce droit .* nodes is forbidden/);
    } finally {
      page.close();
      plain.close();
    }
  });

  it('says what of a file cannot be used, before anything is sent', async () => {
    const says = (file: string, wanted: RegExp) => assert.rejects(readTarget(file, words), wanted);
    await says(path.join(live.root, 'absent'), /ne peut pas être lu \(ENOENT\)/);
    await says(changed(config => (config.clusters = 3 as never)), /n’est pas un fichier kubeconfig/);
    await says(changed(config => (config['current-context'] = 'autre')), /quel contexte employer/);
    await says(changed(config => ((config.clusters[0] as Config['clusters'][0]).cluster['server'] = 'http://127.0.0.1:8080')), /pas en https/);
    await says(changed(config => ((config.clusters[0] as Config['clusters'][0]).cluster['proxy-url'] = 'http://127.0.0.1:3128')), /proxy/);
    writeFileSync(path.join(live.root, 'change'), ': [');
    await says(path.join(live.root, 'change'), /n’est pas un fichier kubeconfig/);
    const { api, target } = await reader(withUser({ tokenFile: 'absent' }));
    await assert.rejects(namespacesOf(api, target), /absent », que le kubeconfig nomme, ne peut pas être lu/);
  });
});
