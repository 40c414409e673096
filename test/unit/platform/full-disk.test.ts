import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findPlatform, type PlatformClient } from '../../../src/node/platform/client';
import { notKept } from '../../../src/node/platform/folder';
import { mirrorIn } from '../../../src/node/platform/mirror';
import { launchPlatform, stopPlatform } from '../../../src/node/platform/launch';
import { NotKept } from '../../../src/node/platform/runner';
import { strings } from '../../../src/protocol/strings';

const words = strings('fr').platform;
const program = { node: process.execPath, script: path.resolve('dist/cli.js') };

/** A platform whose files may not grow beyond some kilobytes: a disk that is full, for what it writes. */
async function bounded(state: string, kilobytes: number): Promise<{ readonly client: PlatformClient; readonly child: ChildProcess }> {
  mkdirSync(state, { recursive: true });
  const child = spawn('bash', ['-c', `ulimit -f ${kilobytes}; exec "$0" "$1" platform up --state "$2"`, program.node, program.script, state], { stdio: 'ignore' });
  const client = await new Promise<PlatformClient>((resolve, reject) => {
    const watcher = watch(state, () => void findPlatform(state).then(found => found && (watcher.close(), resolve(found))));
    child.once('exit', code => reject(new Error(`ended with ${code}`)));
  });
  return { client, child };
}

describe('a state folder that takes nothing more', function () {
  this.timeout(60_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-full-'));
  const state = path.join(root, 'state');
  after(() => rmSync(root, { recursive: true, force: true }));

  it('refuses what it cannot keep and says so, loses nothing it took, and goes on once there is room', async () => {
    const { client, child } = await bounded(state, 16);
    assert.ok((await client.give({ type: 'create-project', slug: 'guichet' })).ok);
    const put = (name: string) => client.give({ type: 'vault-put', project: 'guichet', path: name, data: { valeur: 'x'.repeat(3_000) } });
    const taken: string[] = [];
    let answer = await put('s0');
    for (let count = 1; answer.ok; count++) {
      taken.push(`s${count - 1}`);
      answer = await put(`s${count}`);
    }
    assert.match(answer.message ?? '', /ne peut pas écrire dans son dossier .* le disque est plein \(EFBIG\)\. Ce qui vient d’être demandé n’est pas retenu\. Libérez de la place/);
    assert.deepEqual((await client.vault()).map(secret => secret.path).filter(name => /^s\d+$/.test(name)), taken);
    await assert.rejects(Promise.resolve(client.settle().then(() => put('encore')).then(({ ok, message }) => (ok ? undefined : Promise.reject(new Error(message))))), /EFBIG/);
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    assert.ok(readFileSync(path.join(state, 'run.jsonl'), 'utf8').endsWith('\n'), 'no half of a line is left');
    const again = await launchPlatform(state, program, words);
    assert.deepEqual((await again.vault()).map(secret => secret.path).filter(name => /^s\d+$/.test(name)), taken);
    assert.ok((await again.give({ type: 'vault-put', project: 'guichet', path: 'suite', data: { valeur: 'y' } })).ok);
    await stopPlatform(state, again, words);
  });

  it('is told by what keeps it from being written', () => {
    const said = (code: string) => notKept(Object.assign(new Error(code), { code }), '/ici');
    assert.deepEqual(['ENOSPC', 'EROFS', 'ENOTDIR', 'EIO'].map(code => (said(code) as Error).message.split(' : ')[1]?.split(' (')[0]), ['le disque est plein', 'il est en lecture seule', 'aucun dossier ne peut exister à cet endroit', 'le système refuse']);
    assert.ok(said('EROFS') instanceof NotKept);
    const fault = new TypeError('x');
    assert.equal(notKept(fault, '/ici'), fault);
  });

  it('is rid of what a push or a fetch that a kill cut short left behind', async () => {
    const bare = path.join(root, 'autre', 'git', 'guichet', 'guichet.git');
    const left = path.join(bare, 'incoming-aB3xY9');
    const quarantine = path.join(bare, 'objects', 'tmp_objdir-incoming-aB3xY9');
    mkdirSync(path.join(quarantine, 'pack'), { recursive: true });
    const pack = path.join(bare, 'objects', 'pack', 'tmp_pack_aB3xY9');
    mkdirSync(path.join(left, 'objets'), { recursive: true });
    mkdirSync(path.dirname(pack), { recursive: true });
    writeFileSync(pack, 'PACK');
    await stopPlatform(path.join(root, 'autre'), await launchPlatform(path.join(root, 'autre'), program, words), words);
    assert.deepEqual([left, quarantine, pack, path.dirname(pack)].map(existsSync), [false, false, false, true]);
  });

  it('is rid of what a fetch that fails had begun, as soon as it has failed', async () => {
    const source = path.join(root, 'source');
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: source, stdio: 'pipe' }).toString().trim();
    mkdirSync(source);
    writeFileSync(path.join(source, 'a'), 'un texte');
    git('init', '--quiet', '--initial-branch=main', '.');
    git('add', '.');
    git('commit', '--quiet', '-m', 'un');
    const id = git('rev-parse', 'HEAD:a');
    rmSync(path.join(source, '.git', 'objects', id.slice(0, 2), id.slice(2)), { force: true });
    const packs = path.join(root, 'git', 'guichet', 'guichet.git', 'objects', 'pack');
    mkdirSync(packs, { recursive: true });
    writeFileSync(path.join(packs, 'tmp_pack_aB3xY9'), 'PACK');
    const answer = await mirrorIn(path.join(root, 'git'))({ type: 'mirror', sync: 1, project: 'guichet', repository: 'guichet', source, branch: 'main' });
    assert.ok(answer.type === 'mirrored' && !answer.outcome.ok);
    assert.deepEqual(readdirSync(packs), []);
  });
});
