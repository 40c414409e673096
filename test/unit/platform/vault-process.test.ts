import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../src/node/cli/run';
import { contentFrom } from '../../../src/node/content/load';
import { savedRun } from '../../../src/node/platform/run-file';
import { strings } from '../../../src/protocol/strings';
import { vaultSecret } from '../../support/chain-failure-modes';
import { kubectl } from '../../support/kubectl';
import { LivePlatform } from '../../support/live-platform';

describe('Vault, from the terminal to the pods', function () {
  this.timeout(60_000);
  const live = new LivePlatform();
  const cpin = async (...args: string[]) => {
    let out = '';
    const write = (text: string) => void (out += text);
    const code = await run([...args, '--state', live.state], { out: write, err: write, cwd: live.root, color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist' });
    return { code, out };
  };

  before(async () => {
    await live.start();
    await live.client.give({ type: 'create-project', slug: 'guichet' });
  });
  after(() => live.end());

  it('takes values from the command line or a file, and shows none', async () => {
    writeFileSync(path.join(live.root, 'motdepasse.txt'), 'secret-de-fichier');
    const put = await cpin('platform', 'vault', 'put', 'base/acces', '--set', 'motdepasse=@motdepasse.txt', '--set', 'utilisateur=nom-secret');
    assert.deepEqual(put, { code: 0, out: 'guichet/base/acces  v1  motdepasse, utilisateur\n' });
    assert.deepEqual(await cpin('platform', 'vault', 'list'), put);
    assert.match((await cpin('platform', 'vault', 'put', 'a', '--set', 'sans-valeur')).out, /« sans-valeur » n’est pas de la forme CLE=VALEUR/);
    assert.match((await cpin('platform', 'vault', 'put', 'a', '--set', 'x=@absent')).out, /« absent » ne peut pas être lu/);
    assert.match((await cpin('platform', 'vault', 'put', 'data bad', '--set', 'x=y')).out, /n’est pas un chemin de secret/);
    assert.equal((await cpin('platform', 'vault', 'delete', 'absent')).code, 2);
  });

  it('copies it into a Secret that kubectl reads, and pods start with it', async () => {
    assert.ok(await live.deploy(vaultSecret()));
    assert.deepEqual(await live.client.why(), []);
    assert.match((await kubectl(live.kubeconfig, 'get', 'vaultstaticsecrets')).out, /^NAME +SYNCED +HEALTHY +READY +AGE\nacces-base +True +True +True +\S+\nregistry-pull-secret +True +True +True +\S+\n$/);
    assert.equal(Buffer.from((await kubectl(live.kubeconfig, 'get', 'secret', 'acces-base', '-o', 'jsonpath={.data.motdepasse}')).out, 'base64').toString('utf8'), 'secret-de-fichier');
    assert.match((await kubectl(live.kubeconfig, 'describe', 'vaultstaticsecret', 'acces-base')).out, /Message: +Secret synced, horizon=30s[\s\S]+Normal +SecretSynced .* VaultStaticSecret +Secret synced/);
    assert.match((await kubectl(live.kubeconfig, 'get', 'vaultauths,vaultconnections')).out, /vaultauth\.secrets\.hashicorp\.com\/vault-auth +True +True[\s\S]+vaultconnection\.secrets\.hashicorp\.com\/default +True +True/);
  });

  it('keeps values to the owner of the state, and out of a run that is shared', async () => {
    for (const name of ['run.jsonl', 'secret.json']) assert.equal(statSync(path.join(live.state, name)).mode & 0o077, 0, name);
    assert.match(readFileSync(path.join(live.state, 'run.jsonl'), 'utf8'), /secret-de-fichier/);
    assert.doesNotMatch(await savedRun(live.state), /secret-de-fichier|nom-secret/);
    await live.platform.stop();
    assert.equal(statSync(path.join(live.state, 'snapshot.json')).mode & 0o077, 0);
    await live.start();
    assert.match((await cpin('platform', 'vault', 'list')).out, /^guichet\/base\/acces {2}v1/);
  });
});
