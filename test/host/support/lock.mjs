// One run at a time: a lock file that names its owner, so that the lock of a run that died is not waited for.
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `work` while holding `file`; waits for the owner if somebody else holds it.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  for (let told = false; !take(file); told = true) {
    if (!told) console.log('Another run is installing the same thing: waiting for it.');
    await pause(500);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (abandoned(file)) fs.rmSync(file, { force: true });
    return false;
  }
}

// A lock without a number is one that is just being written, unless it has stayed so for a minute.
function abandoned(file) {
  try {
    const owner = Number(fs.readFileSync(file, 'utf8'));
    if (!owner) return Date.now() - fs.statSync(file).mtimeMs > 60_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
