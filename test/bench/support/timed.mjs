// One run of Node on a script: how long it took, and the most memory it held.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../host/support/paths.mjs';
import { exitOf } from '../../host/support/process.mjs';

/** @returns {(args: string[], cwd?: string) => Promise<{ time: number, memory: number }>} a runner whose user's data are in `folder`; memory is in MB. */
export function timedIn(folder) {
  const peak = path.join(folder, 'peak.txt');
  const watch = path.join(folder, 'peak.cjs');
  fs.writeFileSync(watch, "process.on('exit', () => require('node:fs').writeFileSync(process.env.COACH_CPIN_PEAK, String(process.resourceUsage().maxRSS)));\n");
  const env = { ...process.env, COACH_CPIN_HOME: path.join(folder, 'user'), COACH_CPIN_PEAK: peak };
  return async (args, cwd = root) => {
    const start = performance.now();
    const { code, output } = await exitOf(process.execPath, ['--require', watch, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const time = performance.now() - start;
    if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}: ${output.slice(-500)}`);
    return { time, memory: Math.round(Number(fs.readFileSync(peak, 'utf8')) / 1024) };
  };
}
