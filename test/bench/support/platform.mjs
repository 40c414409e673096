// The simulated platform: how long it takes, what it holds, and whether it tells everything. Each measure is a process of its own.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';
import { run } from '../../host/support/process.mjs';
import { median, milliseconds, percentile } from './numbers.mjs';

const external = ['vscode', 'esbuild', 'eslint', 'eslint/universal', 'eslint-plugin-security', '@typescript-eslint/parser', '@typescript-eslint/eslint-plugin', 'typescript'];

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function platformRows(folder) {
  const script = path.join(root, 'out/bench/platform.js');
  await build({ absWorkingDir: root, entryPoints: ['test/bench/platform/main.ts'], outfile: script, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning', external });
  const state = path.join(folder, 'platform');
  const answer = path.join(folder, 'platform.json');
  const measure = async name => {
    await run(process.execPath, ['--expose-gc', script, name, state, answer], { cwd: root, quiet: true });
    return JSON.parse(fs.readFileSync(answer, 'utf8'));
  };
  const pushes = await measure('push');
  const steady = await measure('steady');
  const served = await measure('served');
  const watches = await measure('watches');
  const replay = await measure('replay');
  const list = times => `p50 ${milliseconds([median(times)])}, p95 ${milliseconds([percentile(times, 0.95)])}`;
  return [
    { what: 'platform: push → healthy, git and servers included', ours: milliseconds(pushes.times), peer: `git push to a bare repository ${milliseconds(pushes.git)}`, target: '≤ 1 s' },
    { what: `platform: ${steady.ready} pods of 100 applications to rest, cold process`, ours: `${milliseconds([steady.time])}${steady.settled ? '' : ', not at rest'}`, peer: '–', target: '≤ 3 s' },
    { what: '… state it holds', ours: `${Math.round(steady.state)} MB`, peer: served.memory === undefined ? '–' : `process that serves it ${Math.round(served.memory)} MB`, target: '< 150 MB' },
    { what: '… process started from its inputs', ours: milliseconds([served.started]), peer: `simulated at first ${milliseconds([steady.time])}`, target: '–' },
    { what: `… list of ${served.items} pods, JSON`, ours: list(served.json), peer: `the same ${Math.round(served.bytes / 1024)} kB from Node alone ${list(served.peer)}`, target: 'p95 ≤ 30 ms' },
    { what: '… list as a Table', ours: list(served.tables), peer: '–', target: 'p95 ≤ 30 ms' },
    { what: '… processor at rest', ours: served.idle === undefined ? '–' : `${(100 * served.idle).toFixed(1)} %`, peer: '–', target: '0' },
    { what: `platform: ${watches.watches} watches told ${watches.changes} changes each`, ours: `${watches.lost} lost, ${milliseconds([watches.time])}`, peer: '–', target: '0 lost' },
    { what: `platform: an hour of ${replay.inputs} inputs replayed`, ours: `${milliseconds([replay.time])}${replay.same ? '' : ', not to the same state'}`, peer: '–', target: '≤ 1 s' },
  ];
}
