import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { lives, releaseLock, takeLock } from '../../../src/node/platform/lock';

describe('the lock of a state folder', function () {
  this.timeout(60_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'cpin-lock-'));
  const lock = path.join(root, 'lock');
  const children: ChildProcess[] = [];
  beforeEach(() => rmSync(lock, { force: true }));
  afterEach(() => children.splice(0).forEach(child => child.kill('SIGKILL')));
  after(() => rmSync(root, { recursive: true, force: true }));

  /** A process that lives until the test is over. */
  async function living(): Promise<number> {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(child);
    await once(child, 'spawn');
    return child.pid ?? 0;
  }

  it('is respected while the process that it names lives, then taken over, and leaves nothing beside', async () => {
    const pid = await living();
    writeFileSync(lock, String(pid));
    assert.equal(takeLock(lock), pid);
    const [child] = children;
    child?.kill('SIGKILL');
    await once(child as ChildProcess, 'close');
    assert.equal(takeLock(lock), undefined);
    assert.equal(Number(readFileSync(lock, 'utf8').split(' ')[0]), process.pid);
    assert.deepEqual(readdirSync(root), ['lock']);
    releaseLock(lock);
    assert.ok(!existsSync(lock));
  });

  it('is taken over by one alone: while another living one does it, it is held', async () => {
    const pid = await living();
    writeFileSync(lock, '999999999 1');
    writeFileSync(`${lock}.999999999-1`, String(pid));
    assert.equal(takeLock(lock), pid);
    assert.equal(readFileSync(lock, 'utf8'), '999999999 1');
    rmSync(`${lock}.999999999-1`);
  });

  it('of another process is not given back', async () => {
    const pid = await living();
    writeFileSync(lock, String(pid));
    releaseLock(lock);
    assert.ok(existsSync(lock));
  });

  // What a process is, beyond its number, is what /proc says.
  if (process.platform === 'linux') {
    it('of a killed process whose parent never asked how it ended is taken over', async () => {
      const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], { stdio: ['ignore', 'pipe', 'ignore'] });
      children.push(parent);
      const [said] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(said.toString());
      while (!readFileSync(`/proc/${parent.pid}/cmdline`, 'utf8').startsWith('sleep')) await nextTurn();
      process.kill(pid, 'SIGKILL');
      while (!/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await nextTurn();
      assert.ok(!lives(pid));
      writeFileSync(lock, String(pid));
      assert.equal(takeLock(lock), undefined);
    });

    it('whose number was given to another process since is taken over', async () => {
      writeFileSync(lock, `${await living()} 1`);
      assert.equal(takeLock(lock), undefined);
    });
  }
});
