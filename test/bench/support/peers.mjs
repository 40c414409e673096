// Tools that check manifests too, where they are installed: nothing is fetched for the bench.
import { exitOf } from '../../host/support/process.mjs';
import { milliseconds } from './numbers.mjs';
import fs from 'node:fs';
import path from 'node:path';

/** @type {Readonly<Record<string, (folder: string) => string[]>>} */
const tools = {
  checkov: folder => ['--directory', folder, '--framework', 'kubernetes', '--compact', '--quiet', '--skip-download'],
  'kube-score': folder => ['score', ...fs.readdirSync(folder).map(name => path.join(folder, name))],
  polaris: folder => ['audit', '--audit-path', folder, '--format', 'json'],
};

/** How long each takes on the files of `folder`, and how many times `ours` that is; or that it is not installed. */
export async function peerTimes(folder, ours) {
  const said = [];
  for (const [name, args] of Object.entries(tools)) {
    if ((await exitOf(name, [name === 'checkov' ? '--version' : 'version'], { stdio: ['ignore', 'pipe', 'pipe'] })).code !== 0) {
      said.push(`${name} not installed`);
      continue;
    }
    const start = performance.now();
    const { code, output } = await exitOf(name, args(folder), { stdio: ['ignore', 'pipe', 'pipe'] });
    const time = performance.now() - start;
    said.push(code > 1 && output.length < 1000 ? `${name} ended with ${code}` : `${name} ${milliseconds([time])} (${(time / ours).toFixed(1)} ×)`);
  }
  return said.join(', ');
}
