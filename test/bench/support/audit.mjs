// A cold `cpin audit` of many manifests, beside a process that reads the same files and only parses them.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';
import { exitOf } from '../../host/support/process.mjs';
import { manifest } from './manifests.mjs';
import { median, milliseconds } from './numbers.mjs';

const runs = 5;

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function auditRows(folder) {
  const parser = path.join(folder, 'parse.cjs');
  await build({ entryPoints: [path.join(root, 'test/bench/support/parse.mjs')], bundle: true, platform: 'node', format: 'cjs', minify: true, mainFields: ['module', 'main'], outfile: parser, logLevel: 'error' });
  const rows = [];
  for (const count of [1000, 10_000]) {
    const manifests = path.join(folder, `manifests-${count}`);
    write(manifests, count);
    const ours = [];
    const peer = [];
    // One after the other, so that a busy machine slows both.
    for (let turn = 0; turn < (count > 1000 ? 1 : runs); turn++) {
      ours.push(await timed(['dist/cli.js', 'audit', manifests, '--format', 'json', '--no-cache']));
      peer.push(await timed([parser, manifests]));
    }
    const ratio = median(ours.map(one => one.time)) / median(peer.map(one => one.time));
    rows.push({ what: `cold audit of ${count} manifests`, ours: milliseconds(ours.map(one => one.time)), peer: `yaml alone ${milliseconds(peer.map(one => one.time))}`, target: `< 1.5 × (here ${ratio.toFixed(2)} ×)` });
  }
  return rows;
}

function write(folder, count) {
  fs.mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) fs.writeFileSync(path.join(folder, `m${index}.yaml`), manifest(index));
}

async function timed(args) {
  const start = performance.now();
  const { code, output } = await exitOf(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}: ${output.slice(-500)}`);
  return { time: performance.now() - start };
}
