// `cpin audit` of many manifests, beside a process that reads the same files and only parses them, and beside other tools; then of an application and of a chart, cold and unchanged.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';
import { copySample } from '../../host/support/sample.mjs';
import { manifest } from './manifests.mjs';
import { module } from './modules.mjs';
import { median, milliseconds } from './numbers.mjs';
import { peerTimes } from './peers.mjs';
import { timedIn } from './timed.mjs';

const runs = 5;
const cold = (...args) => ['dist/cli.js', 'audit', ...args, '--format', 'json', '--no-cache'];
const kept = folder => ['dist/cli.js', 'audit', folder, '--format', 'json'];

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function auditRows(folder) {
  const timed = timedIn(folder);
  const parser = path.join(folder, 'parse.cjs');
  await build({ entryPoints: [path.join(root, 'test/bench/support/parse.mjs')], bundle: true, platform: 'node', format: 'cjs', minify: true, mainFields: ['module', 'main'], outfile: parser, logLevel: 'error' });
  return [...(await manifestRows(folder, parser, timed)), ...(await repositoryRows(folder, timed))];
}

async function manifestRows(folder, parser, timed) {
  const rows = [];
  for (const count of [1000, 10_000]) {
    const manifests = path.join(folder, `manifests-${count}`);
    write(manifests, count, index => [`m${index}.yaml`, manifest(index)]);
    // One after the other, so that a busy machine slows both.
    const [ours, peer] = await alternate(count > 1000 ? 1 : runs, () => timed(cold(manifests)), () => timed([parser, manifests]));
    const ratio = median(times(ours)) / median(times(peer));
    rows.push({ what: `cold audit of ${count} manifests, all families`, ours: milliseconds(times(ours)), peer: `yaml alone ${milliseconds(times(peer))}`, target: `< 1.5 × (here ${ratio.toFixed(2)} ×)` });
    rows.push({ what: '… most memory held', ours: `${median(ours.map(one => one.memory))} MB`, peer: `yaml alone ${median(peer.map(one => one.memory))} MB`, target: '< 500 MB' });
    if (count > 1000) continue;
    await timed(kept(manifests));
    rows.push({ what: '… unchanged', ours: milliseconds(times(await repeat(runs, () => timed(kept(manifests))))), peer: `cold ${milliseconds(times(ours))}`, target: '≤ 1 s' });
    rows.push({ what: '… other tools, one run each', ours: milliseconds(times(ours)), peer: await peerTimes(manifests, median(times(ours))), target: 'checkov ≥ 10 ×' });
  }
  return rows;
}

/** The sample application with a hundred modules of code, and the chart that Helm's own renders are compared on. */
async function repositoryRows(folder, timed) {
  const application = copySample(path.join(folder, 'application'));
  write(path.join(application, 'src'), 100, index => [`m${index}.ts`, module(index)]);
  const chart = path.join(folder, 'chart');
  fs.cpSync(path.join(root, 'test/oracles/corpus/helm/web'), chart, { recursive: true });
  const rows = [];
  for (const [what, args, target] of [['an application without its TypeScript', [application, '--no-typescript'], '≤ 1.5 s'], ['an application, 100 TypeScript files', [application], '≤ 5 s'], ['a chart repository', [chart], '–']]) {
    const first = await repeat(runs, () => timed(cold(...args)));
    await timed(kept(args[0]));
    const again = await repeat(runs, () => timed(kept(args[0])));
    rows.push({ what: `cold audit of ${what}`, ours: milliseconds(times(first)), peer: `unchanged, all of it ${milliseconds(times(again))}`, target: `${target}, unchanged ≤ 1 s` });
  }
  return rows;
}

function write(folder, count, file) {
  fs.mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const [name, text] = file(index);
    fs.writeFileSync(path.join(folder, name), text);
  }
}

async function alternate(turns, ...works) {
  const all = works.map(() => []);
  for (let turn = 0; turn < turns; turn++) for (const [index, work] of works.entries()) all[index].push(await work());
  return all;
}

const repeat = async (turns, work) => (await alternate(turns, work))[0];
const times = ran => ran.map(one => one.time);
