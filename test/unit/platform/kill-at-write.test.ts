import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Command } from '../../../src/core/platform/event';
import { findPlatform, type PlatformClient } from '../../../src/node/platform/client';
import { lives } from '../../../src/node/platform/lock';
import { launchPlatform, stopPlatform } from '../../../src/node/platform/launch';
import { strings } from '../../../src/protocol/strings';

const words = strings('fr').platform;

/** The program, killed by the system at the Nth thing it does to a file: opening it, writing half of it, writing it, having it on disk, closing it, putting it in place. */
const killer = `
const fs = require('node:fs');
const path = require('node:path');
const { KILL_FILE: file, KILL_AT: at, PROGRAM: program } = process.env;
const names = new Map();
let count = 0;
const concerned = name => path.basename(String(name)).startsWith(file);
const passed = name => { if (concerned(name) && ++count === Number(at)) process.kill(process.pid, 'SIGKILL'); };
const wrap = (holder, key, make) => { holder[key] = make(holder[key].bind(holder)); };
wrap(fs, 'openSync', open => (name, ...more) => { const handle = open(name, ...more); names.set(handle, name); passed(name); return handle; });
wrap(fs, 'writeSync', write => (handle, bytes, ...more) => {
  const name = names.get(handle) ?? '';
  if (!Buffer.isBuffer(bytes) || !concerned(name)) return write(handle, bytes, ...more);
  const half = bytes.length >> 1;
  write(handle, bytes.subarray(0, half)); passed(name);
  write(handle, bytes.subarray(half)); passed(name);
  return bytes.length;
});
wrap(fs, 'fsyncSync', sync => handle => { sync(handle); passed(names.get(handle) ?? ''); });
wrap(fs, 'closeSync', close => handle => { close(handle); passed(names.get(handle) ?? ''); names.delete(handle); });
wrap(fs, 'renameSync', rename => (from, to) => { rename(from, to); passed(from); });
wrap(fs.promises, 'writeFile', write => async (name, text, ...more) => { if (concerned(name)) { await write(name, text.slice(0, text.length >> 1), ...more); passed(name); } await write(name, text, ...more); passed(name); });
wrap(fs.promises, 'copyFile', copy => async (from, to) => { await copy(from, to); passed(from); });
wrap(fs.promises, 'rename', rename => async (from, to) => { await rename(from, to); passed(from); });
process.argv[1] = program;
require(program);
`;

describe('a platform killed at each of its writes', function () {
  this.timeout(240_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-kill-at-'));
  const script = path.join(root, 'killer.cjs');
  const program = path.resolve('dist/cli.js');
  const state = path.join(root, 'state');
  writeFileSync(script, killer);
  after(() => rmSync(root, { recursive: true, force: true }));

  const start = () => launchPlatform(state, { node: process.execPath, script: program }, words);
  /** Stops it, and waits until it has gone: its folder is then nobody's. */
  async function stop(client: PlatformClient): Promise<void> {
    await stopPlatform(state, client, words);
    while (lives(client.endpoint.pid)) await nextTurn();
  }

  const slugs = async (client: PlatformClient) => (await client.status()).projects.map(({ slug }) => slug);

  /** Runs the program that is killed at the Nth write to a file, and has it do `work`; answers whether it was killed. */
  async function killedAt(file: string, count: number, work: (client: PlatformClient) => Promise<unknown>): Promise<boolean> {
    const child = spawn(process.execPath, [script, 'platform', 'up', '--state', state], { env: { ...process.env, KILL_FILE: file, KILL_AT: String(count), PROGRAM: program }, stdio: 'ignore' });
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    let gone = false;
    void ended.then(() => (gone = true));
    let client: PlatformClient | undefined;
    while (!gone && client === undefined) {
      client = await findPlatform(state);
      if (client?.endpoint.pid !== child.pid) client = undefined;
      await nextTurn();
    }
    if (client) {
      await work(client).catch(() => undefined);
      await client.down().catch(() => undefined);
    }
    const [code, signal] = await ended;
    assert.ok(code === 0 || signal === 'SIGKILL', `it ended by itself with ${code ?? signal ?? ''}`);
    return signal === 'SIGKILL';
  }

  /** Kills at every write in turn, until there is none left, and looks at what the next one finds. */
  async function everyWrite(file: string, atLeast: number, prepare: () => void, work: (client: PlatformClient) => Promise<unknown>, look: (client: PlatformClient) => Promise<void>): Promise<void> {
    for (let count = 1; ; count++) {
      rmSync(state, { recursive: true, force: true });
      prepare();
      const killed = await killedAt(file, count, work);
      const client = await start();
      await look(client);
      await stop(client);
      if (!killed) return assert.ok(count > atLeast, `only ${count - 1} writes`);
    }
  }

  it('the journal: all that was acknowledged is there, and what was cut short is not', async () => {
    let acknowledged: string[] = [];
    await everyWrite('run.jsonl', 10, () => (acknowledged = []), async client => {
      for (const slug of ['premier', 'second']) if ((await client.give({ type: 'create-project', slug } satisfies Command)).ok) acknowledged.push(slug);
    }, async client => {
      const kept = await slugs(client);
      assert.deepEqual(kept.slice(0, acknowledged.length), acknowledged);
      assert.ok(kept.length <= acknowledged.length + 1);
    });
  });

  const kept = path.join(root, 'kept');
  const prepare = () => cpSync(kept, state, { recursive: true });
  const all = ['premier', 'second'];

  it('the snapshot: the one before serves, or the whole run', async () => {
    rmSync(state, { recursive: true, force: true });
    const client = await start();
    for (const slug of all) assert.ok((await client.give({ type: 'create-project', slug })).ok);
    await stop(client);
    cpSync(state, kept, { recursive: true });
    await everyWrite('snapshot.json', 5, prepare, one => one.give({ type: 'create-project', slug: 'dernier' }), async one => assert.deepEqual(await slugs(one), [...all, 'dernier']));
  });

  it('the repair of a damaged journal: the good lines are never without a file', async () => {
    const spoiled = readFileSync(path.join(kept, 'run.jsonl'), 'utf8');
    rmSync(path.join(kept, 'snapshot.json'));
    writeFileSync(path.join(kept, 'run.jsonl'), `${spoiled}{"at":`);
    await everyWrite('run.jsonl', 3, prepare, () => Promise.resolve(), async client => assert.deepEqual(await slugs(client), all));
    assert.ok(!existsSync(path.join(state, 'run.jsonl.part')));
  });
});
