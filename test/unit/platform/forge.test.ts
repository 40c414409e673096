import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mirrorId, mirrorToken } from '../../../src/node/platform/trigger';
import { but, guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

interface Ran {
  readonly code: number;
  readonly text: string;
}

function run(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return new Promise(resolve => void execFile(program, args, { cwd, env, timeout: 50_000 }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: out + err })));
}

const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: guichet, labels: { app: guichet, env: dev, tier: backend } }
spec:
  rules:
    - host: guichet.app.exemple.fr
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: guichet, port: { name: http } } } }] }
    - host: seul.app.exemple.fr
      http: { paths: [{ path: /api, pathType: Prefix, backend: { service: { name: absent, port: { number: 80 } } } }] }
`;

describe('the forge and the applications on the loopback port', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  let clone: string;
  const remote = (token = live.platform.endpoint.token) => live.platform.endpoint.console.replace('http://', `http://apprenant:${token}@`).concat('/forge-mi/projects/guichet/guichet.git');
  const git = (...args: string[]) => run('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], clone);
  const push = async (file: string, text: string, ...args: string[]) => {
    writeFileSync(path.join(clone, file), text);
    await git('add', '.');
    await git('commit', '-m', `change ${file}`);
    return git('push', ...args);
  };
  const main = async () => (await live.client.status()).projects[0]?.repositories[0]?.branches.find(({ name }) => name === 'main')?.commit;

  before(async () => {
    await live.start();
    assert.ok(await live.deploy({ ...guichet, 'deploiement/ingress.yaml': ingress }));
    clone = path.join(live.root, 'clone');
    mkdirSync(clone);
  });
  after(() => live.end());

  it('lets git clone and fetch with the token, and nobody without it', async () => {
    assert.deepEqual(await git('clone', '--quiet', remote(), '.'), { code: 0, text: '' });
    assert.ok(existsSync(path.join(clone, 'Dockerfile')));
    assert.equal((await git('fetch')).code, 0);
    const denied = await git('ls-remote', remote('faux'));
    assert.match(denied.text, /HTTP Basic: Access denied|Authentication failed/);
    assert.match((await git('ls-remote', remote().replace('guichet.git', 'autre.git'))).text, /The project you were looking for could not be found/);
    assert.equal((await fetch(`${live.platform.endpoint.console}/forge-mi/projects/guichet/guichet.git/info/refs?service=git-upload-pack`)).status, 401);
    assert.equal((await fetch(`${live.platform.endpoint.console}/forge-mi/projects/guichet/..%2f..%2fsecret.json`, { headers: { authorization: `Bearer ${live.platform.endpoint.token}` } })).status, 404);
  });

  it('takes a push, runs its pipeline, and loses it at the next synchronisation', async () => {
    const before = await main();
    assert.equal((await push('NOTES.md', 'écrit dans la forge', 'origin', 'main')).code, 0);
    await live.client.settle();
    const pushed = await main();
    assert.notEqual(pushed, before);
    assert.equal((await live.client.status()).projects[0]?.pipelines[0]?.commit, pushed);
    await live.client.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' });
    await live.client.settle();
    assert.equal(await main(), before);
    await git('fetch', '--quiet');
    assert.equal((await git('rev-parse', 'origin/main')).text.trim(), before);
    await git('reset', '--hard', '--quiet', 'origin/main');
  });

  it('says that a push is too large once all of it was sent, and keeps nothing of it', async () => {
    const update = `${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/gros\0 report-status side-band-64k`;
    const head = `${(update.length + 4).toString(16).padStart(4, '0')}${update}0000PACK`;
    const answer = await fetch(`${live.platform.endpoint.console}/forge-mi/projects/guichet/guichet.git/git-receive-pack`, { method: 'POST', headers: { authorization: `Bearer ${live.platform.endpoint.token}`, 'content-type': 'application/x-git-receive-pack-request' }, body: Buffer.concat([Buffer.from(head), Buffer.alloc(65 * 1024 * 1024)]) });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /GitLab: fatal: pack exceeds maximum allowed size \(64\.00 MiB\)[\s\S]+ng refs\/heads\/gros/);
  });

  it('runs no hook and reads no configuration that a repository brings', async () => {
    const bare = path.join(live.state, 'git/guichet/guichet.git');
    const trace = path.join(live.root, 'trace');
    mkdirSync(path.join(bare, 'hooks'), { recursive: true });
    for (const hook of ['pre-receive', 'update', 'post-receive']) writeFileSync(path.join(bare, 'hooks', hook), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    assert.equal((await push('encore.md', 'x', 'origin', 'HEAD:refs/heads/essai')).code, 0);
    assert.ok(!existsSync(trace));
  });

  it('refuses a push to a protected branch, in GitLab’s words, and takes a merge request', async () => {
    const base = { project: 'guichet', repository: 'guichet' } as const;
    const give = async (command: Parameters<typeof live.client.give>[0]) => (await live.client.give(command)).message;
    assert.equal(await give({ type: 'protect-branch', ...base, branch: 'main' }), undefined);
    const refused = await push('refus.md', 'x', 'origin', 'HEAD:main');
    assert.equal(refused.code, 1);
    assert.match(refused.text, /remote: GitLab: You are not allowed to push code to protected branches on this project\.[\s\S]+! \[remote rejected\] HEAD -> main \(pre-receive hook declined\)/);
    assert.match((await git('push', 'origin', ':main')).text, /GitLab: The default branch of a project cannot be deleted\./);
    assert.equal((await git('push', 'origin', 'HEAD:refs/heads/version')).code, 0);
    await git('commit', '--amend', '--quiet', '-m', 'autre');
    await give({ type: 'protect-branch', ...base, branch: 'version' });
    assert.match((await git('push', '--force', 'origin', 'HEAD:version')).text, /GitLab: You are not allowed to force push code to a protected branch on this project\./);
    assert.match((await git('push', 'origin', ':version')).text, /GitLab: You can only delete protected branches using the web interface\./);
    assert.match((await git('push', 'origin', `HEAD:refs/heads/${'a'.repeat(40)}`)).text, /GitLab: You cannot create a branch with a SHA-like branch name\./);
    const greeted = await git('push', 'origin', 'HEAD:refs/heads/sujet');
    assert.equal(greeted.code, 0);
    assert.match(greeted.text, /remote: To create a merge request for sujet, visit:\s+remote: {3}https:\/\/gitlab\.apps\.dso\.numerique-interieur\.com\/forge-mi\/projects\/guichet\/guichet\/-\/merge_requests\/new\?merge_request%5Bsource_branch%5D=sujet/);
    await give({ type: 'open-issue', ...base, title: 'Ajouter la page' });
    assert.match((await give({ type: 'open-merge-request', ...base, source: 'absente', target: 'main', title: 't' })) ?? '', /Source branch "absente" does not exist/);
    assert.equal(await give({ type: 'open-merge-request', ...base, source: 'sujet', target: 'main', title: 'Ajoute la page', description: 'Closes #1' }), undefined);
    assert.match((await give({ type: 'open-merge-request', ...base, source: 'sujet', target: 'main', title: 'encore' })) ?? '', /Another open merge request already exists for this source branch: !1/);
    assert.equal(await give({ type: 'approve-merge-request', ...base, iid: 1 }), undefined);
    assert.equal(await give({ type: 'merge-request-merge', ...base, iid: 1 }), undefined);
    await live.client.settle();
    const { mergeRequests, issues, events } = await live.client.forge();
    assert.deepEqual([mergeRequests[0]?.state, mergeRequests[0]?.mergedAs], ['merged', await main()]);
    assert.equal(issues[0]?.state, 'closed');
    assert.deepEqual(events.slice(0, 3).map(({ action, target }) => `${action} ${target}`), ['merged !1', 'approved !1', 'opened !1']);
    assert.match((await give({ type: 'close-merge-request', ...base, iid: 1 })) ?? '', /déjà fusionnée \(405 Method Not Allowed\)/);
    await git('fetch', '--quiet');
    assert.match((await git('log', '-1', '--format=%s', 'origin/main')).text, /Merge branch 'sujet' into 'main'/);
    assert.equal(await give({ type: 'unprotect-branch', ...base, branch: 'main' }), undefined);
  });

  it('says why a merge request cannot be merged', async () => {
    const base = { project: 'guichet', repository: 'guichet' } as const;
    await git('checkout', '--quiet', '-B', 'un', 'origin/main');
    await push('conflit.md', 'un', 'origin', 'HEAD:refs/heads/un');
    await git('checkout', '--quiet', '-B', 'deux', 'origin/main');
    await push('conflit.md', 'deux', 'origin', 'HEAD:refs/heads/deux');
    await live.client.give({ type: 'open-merge-request', ...base, source: 'un', target: 'deux', title: 'conflit' });
    assert.deepEqual((await live.client.changes('guichet/guichet', 2))?.conflicts, ['conflit.md']);
    const { head = '' } = (await live.client.changes('guichet/guichet', 2)) ?? {};
    assert.equal(await live.client.fileAt('guichet/guichet', head, 'conflit.md'), 'un');
    await live.client.give({ type: 'merge-request-merge', ...base, iid: 2 });
    await live.client.settle();
    assert.match((await live.client.forge()).mergeRequests[0]?.mergeError ?? '', /^Branch cannot be merged : les deux branches modifient conflit\.md/);
  });

  it('words a wrong trigger as GitLab does', async () => {
    const { console: console_, token } = live.platform.endpoint;
    const call = async (id: number | string, fields: Record<string, string>) => {
      const response = await fetch(`${console_}/api/v4/projects/${id}/trigger/pipeline`, { method: 'POST', body: new URLSearchParams(fields) });
      return [response.status, await response.text()];
    };
    const id = mirrorId(token, 'guichet');
    const secret = mirrorToken(token, 'guichet');
    assert.deepEqual(await call(id, { token: 'faux', ref: 'main' }), [404, '{"message":"404 Not Found"}']);
    assert.deepEqual(await call(1, { token: secret, ref: 'main' }), [404, '{"message":"404 Not Found"}']);
    assert.deepEqual(await call(id, { token: secret, ref: 'absente' }), [400, '{"message":{"base":["Reference not found"]}}']);
    assert.deepEqual(await call(id, { ref: 'main' }), [400, '{"error":"token is missing"}']);
    assert.deepEqual(await call(id, { token: secret }), [400, '{"error":"ref is missing"}']);
  });

  it('answers for applications by their host name, with the real curl', async () => {
    await live.client.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' });
    await live.client.settle();
    const port = new URL(live.platform.endpoint.console).port;
    const curl = async (host: string, at: string) => (await run('curl', ['--silent', '--noproxy', '*', '--resolve', `${host}:${port}:127.0.0.1`, '--write-out', ' %{http_code}', `http://${host}:${port}${at}`], live.root)).text;
    assert.match(await curl('guichet.app.exemple.fr', '/health?x=1'), /^\{"simulation":true,"application":"guichet","pod":"guichet-\S+","path":"\/health","status":200\}\n 200$/);
    const pods = new Set<string>();
    for (let i = 0; i < 4; i++) pods.add(/"pod":"([^"]+)"/.exec(await curl('guichet.app.exemple.fr', '/'))?.[1] ?? '');
    assert.equal(pods.size, 2, 'both endpoints serve');
    assert.match(await curl('guichet.app.exemple.fr', '/absente'), / 404$/);
    assert.match(await curl('seul.app.exemple.fr', '/api/x'), /Application is not available[\s\S]+ 503$/);
    assert.match(await curl('seul.app.exemple.fr', '/ailleurs'), / 503$/);
    assert.match(await curl('inconnu.exemple.fr', '/'), / 403$/);
    assert.match(await curl('inconnu.exemple.fr', '/cpin/status'), / 403$/);
  });

  it('answers 503 when no endpoint is ready', async () => {
    live.commit({ ...but('deploiement/deployment.yaml', '/health', '/absent'), 'deploiement/ingress.yaml': ingress });
    await live.client.give({ type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' });
    await live.client.settle();
    for (const line of readFileSync(path.join(live.state, 'run.jsonl'), 'utf8').split('\n').filter(Boolean)) JSON.parse(line);
    const response = await run('curl', ['--silent', '--noproxy', '*', '-H', 'Host: seul.app.exemple.fr', `${live.platform.endpoint.console}/api`], live.root);
    assert.match(response.text, /Application is not available/);
  });
});
