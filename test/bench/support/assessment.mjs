// Questions: how long the product's own work takes to load a module, to pass to the next question and to check the whole content.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';
import { exitOf, run } from '../../host/support/process.mjs';
import { median, percentile } from './numbers.mjs';

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function assessmentRows(folder) {
  const script = path.join(folder, 'sessions.cjs');
  await build({ entryPoints: [path.join(root, 'test/bench/support/sessions.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: script, logLevel: 'error' });
  const figures = path.join(folder, 'sessions.json');
  await run(process.execPath, [script, path.join(root, 'dist', 'content'), figures], { cwd: root, quiet: true });
  const { loads, parses, nexts, starts } = JSON.parse(fs.readFileSync(figures, 'utf8'));
  const before = performance.now();
  await exitOf(process.execPath, ['dist/cli.js', 'content', 'check', '.'], { cwd: root, stdio: 'ignore' });
  const check = performance.now() - before;
  const shown = times => `p50 ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
  return [
    { what: 'content of a module, first load', ours: shown(loads), peer: `JSON.parse of the same text ${shown(parses)}`, target: '≤ 30 ms' },
    { what: 'next question, our own work', ours: shown(nexts), peer: `the whole start of a session ${shown(starts)}`, target: '≤ 16 ms' },
    { what: 'whole content check', ours: `${Math.round(check)} ms`, peer: '–', target: '≤ 5 s' },
  ];
}
