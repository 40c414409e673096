import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The real kubectl: the machine's, else the one the set-up built in the cache. */
export function kubectlPath(): string {
  const cache = process.env['COACH_CPIN_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'coach-cpin');
  const name = process.platform === 'win32' ? 'kubectl.exe' : 'kubectl';
  const found = [path.join(cache, 'kubectl', name), ...(process.env['PATH'] ?? '').split(path.delimiter).map(folder => path.join(folder, name))].find(existsSync);
  if (!found) throw new Error('kubectl is missing: `npm run setup` installs what the tests need');
  return found;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs kubectl with a kubeconfig of its own and no cache of another run. */
export function kubectl(kubeconfig: string, ...args: string[]): Promise<Ran> {
  return new Promise(resolve => {
    execFile(kubectlPath(), args, { env: environment(kubeconfig), timeout: 50_000, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }));
  });
}

/** kubectl as a process that goes on (`-w`, `-f`). Whoever starts it ends it. */
export function following(kubeconfig: string, ...args: string[]): ChildProcess {
  return spawn(kubectlPath(), args, { env: environment(kubeconfig), stdio: ['ignore', 'pipe', 'pipe'] });
}

function environment(kubeconfig: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: path.dirname(kubeconfig), KUBECONFIG: kubeconfig };
}
