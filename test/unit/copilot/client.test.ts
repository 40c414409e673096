import assert from 'node:assert/strict';
import type { Outgoing } from '../../../src/core/copilot/outgoing';
import { modelAt, usualLimits } from '../../../src/node/model/client';
import { judgeServer } from '../../../src/node/model/server';
import { fakeModelServer, type Behaviour, type FakeModelServer } from '../../support/fakeModelServer';

const limits = { ...usualLimits, firstByte: 300, stall: 300, total: 5000, bytes: 400_000, text: 5000 };

describe('model client', () => {
  let server: FakeModelServer;
  beforeEach(async () => (server = await fakeModelServer()));
  afterEach(() => server.stop());

  const outgoing = (): Outgoing => ({ origin: server.origin, model: 'petit', messages: [{ role: 'system', content: 'Règles.' }, { role: 'user', content: 'Pourquoi ?' }], masked: [] });
  const ask = async (behaviour?: Behaviour, { key, controller = new AbortController(), sent = outgoing() }: { key?: string; controller?: AbortController; sent?: Outgoing } = {}) => {
    if (behaviour) server.behave(behaviour);
    const verdict = judgeServer(server.baseUrl);
    assert.ok('server' in verdict);
    let text = '';
    try {
      for await (const piece of modelAt(verdict.server, key, limits).complete(sent, controller.signal)) text += piece;
      return { text };
    } catch (error) {
      return { text, error: (error as Error).message };
    }
  };

  it('streams the answer and sends exactly the messages it was given', async () => {
    const sent = outgoing();
    assert.deepEqual(await ask(undefined, { key: 'cle-a', sent }), { text: 'Bonjour à vous' });
    const [request] = server.received;
    assert.equal(request?.url, '/v1/chat/completions');
    assert.deepEqual(JSON.parse(request?.body ?? ''), { model: sent.model, messages: sent.messages, stream: true });
  });
  it('says nothing of this machine, and gives no key it does not have', async () => {
    process.env['OPENAI_API_KEY'] = 'cle-environnement';
    process.env['OPENAI_ORG_ID'] = 'org-environnement';
    try {
      await ask();
      await ask(undefined, { key: 'cle-a' });
    } finally {
      delete process.env['OPENAI_API_KEY'];
      delete process.env['OPENAI_ORG_ID'];
    }
    const [without, withKey] = server.received.map(r => r.headers);
    assert.equal(without?.authorization, undefined);
    assert.equal(withKey?.authorization, 'Bearer cle-a');
    assert.deepEqual(Object.keys(withKey ?? {}).filter(name => !['host', 'connection', 'content-length', 'transfer-encoding', 'accept', 'authorization', 'content-type'].includes(name)), []);
  });
  it('sends nothing prepared for another origin', async () => {
    const { error } = await ask(undefined, { sent: { ...outgoing(), origin: 'https://autre.fr' } });
    assert.match(error ?? '', /autre\.fr/);
    assert.equal(server.received.length, 0);
  });
  it('follows no redirect: neither key nor content reaches the other address', async () => {
    const other = await fakeModelServer();
    for (const status of [301, 302, 307, 308]) {
      const { error } = await ask({ kind: 'status', status, location: `${other.baseUrl}/chat/completions` }, { key: 'cle-a' });
      assert.match(error ?? '', /autre adresse/);
    }
    assert.equal(other.received.length, 0);
    await other.stop();
  });
  it('asks once only, even when the server fails', async () => {
    await ask({ kind: 'status', status: 500 });
    assert.equal(server.received.length, 1);
  });

  const errors: readonly (readonly [Behaviour, RegExp, string?])[] = [
    [{ kind: 'status', status: 401 }, /clé \(401\)/], [{ kind: 'status', status: 403 }, /403/], [{ kind: 'status', status: 404 }, /modèle « petit » \(404\)/], [{ kind: 'status', status: 429 }, /429/], [{ kind: 'status', status: 503 }, /503/],
    [{ kind: 'html' }, /page web/], [{ kind: 'silent' }, /rien répondu/], [{ kind: 'stall' }, /s’est tu/, 'Début'], [{ kind: 'broken' }, /mal formée/, 'Début'], [{ kind: 'error' }, /mal formée/], [{ kind: 'reset' }, /coupé la connexion/, 'Début'],
    [{ kind: 'endlessComment' }, /taille/], [{ kind: 'answer', pieces: [] }, /rien répondu/], [{ kind: 'answer', pieces: ['a'], finish: 'length' }, /longueur/, 'a'], [{ kind: 'answer', pieces: ['a'], finish: null }, /interrompue/, 'a'],
  ];
  for (const [behaviour, expected, text = ''] of errors) {
    it(`says in French what happened: ${JSON.stringify(behaviour)}`, async () => {
      const result = await ask(behaviour);
      assert.match(result.error ?? '', expected);
      assert.doesNotMatch(result.error ?? '', /SECRET DU SERVEUR/);
      assert.equal(result.text, text);
    });
  }
  it('stops an endless answer at its size and keeps what came', async () => {
    const { text, error } = await ask({ kind: 'endless' });
    assert.equal(text.length, limits.text);
    assert.match(error ?? '', /taille/);
    await server.closed;
  });
  it('stops when asked, without an error, and closes the connection', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await ask({ kind: 'answer', pieces: Array.from({ length: 1000 }, () => 'mot '), every: 5 }, { controller });
    assert.equal(result.error, undefined);
    assert.match(result.text, /^mot /);
    await server.closed;
  });
  it('asks nothing when stopped before it began', async () => {
    const controller = new AbortController();
    controller.abort();
    assert.deepEqual(await ask(undefined, { controller }), { text: '' });
    assert.equal(server.received.length, 0);
  });
  it('accepts a server that ends without [DONE]', async () => assert.deepEqual(await ask({ kind: 'answer', pieces: ['ok'], done: false }), { text: 'ok' }));
  it('names a server that is not there', async () => {
    await server.stop();
    const { error } = await ask();
    assert.match(error ?? '', /Personne n’écoute/);
    server = await fakeModelServer();
  });
  it('reaches this machine without the proxies of the environment', async () => {
    const saved = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', ALL_PROXY: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '1' });
    try {
      assert.deepEqual(await ask(), { text: 'Bonjour à vous' });
    } finally {
      process.env = saved;
    }
  });
});
