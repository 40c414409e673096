import { spawn } from 'node:child_process';
import { Fault, phrase, type Phrase } from '../../core/platform/view/words/said';

/** What a git command gave. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** No configuration but the repository's own, no hook, no monitor, no filter, no prompt, no transport that runs a program. */
export const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.attributesFile=/dev/null', '-c', 'protocol.allow=never', '-c', 'protocol.file.allow=always', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

/** More than this from one command is not read. */
const maxOutput = 64 * 1024 * 1024;
const patience = 30_000;

/** Runs git in a folder, with nothing of the user's environment but the way to programs. Resolves with its code, or rejects with a `Fault` when it cannot run or does not end. */
export function git(cwd: string, args: readonly string[], input?: string | Buffer, more: Readonly<Record<string, string>> = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...safe, ...args], { cwd, env: { ...environment(), ...more }, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let size = 0;
    let stderr = '';
    const timer = setTimeout(() => stop(phrase('gitSlow')), patience);
    const stop = (told: Phrase) => {
      child.kill('SIGKILL');
      reject(new Fault(told));
    };
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutput) stop(phrase('gitLarge'));
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString('utf8')).slice(-4000)));
    child.on('error', error => {
      clearTimeout(timer);
      reject((error as NodeJS.ErrnoException).code === 'ENOENT' ? new Fault(phrase('gitAbsent')) : error);
    });
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: stderr.trim() });
    });
    // A program that ends early closes its input: that is told by its code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** What git is given of the environment: the way to programs, and no configuration but its repository's. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, HOME, USERPROFILE } = process.env;
  return { ...(PATH ? { PATH } : {}), ...(SystemRoot ? { SystemRoot } : {}), ...(HOME ? { HOME } : {}), ...(USERPROFILE ? { USERPROFILE } : {}), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}
