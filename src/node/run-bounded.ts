import { spawn } from 'node:child_process';

/** A program to run in a folder, and its bounds: milliseconds, bytes it may write, and a signal that ends it. */
export interface BoundedRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment: nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly maxOutput: number;
  readonly signal?: AbortSignal | undefined;
}

/** What it wrote, and its code; `stopped` says which bound ended it. */
export interface RunOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly stopped?: 'time' | 'output' | 'signal';
}

/** Runs a program without a shell, with all that it starts in a group of its own that ends with it. Rejects only when it cannot be started. */
export function runBounded({ program, args, cwd, env, limit, maxOutput, signal }: BoundedRun): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, { cwd, env, detached: !windows, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let stopped: RunOutcome['stopped'];
    const end = (why?: RunOutcome['stopped']) => {
      stopped ??= why;
      try {
        if (windows) child.kill();
        else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    const abort = () => end('signal');
    const timer = setTimeout(() => end('time'), limit);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    let size = 0;
    const heard = (stream: NodeJS.ReadableStream): Buffer[] => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxOutput) end('output');
        else chunks.push(chunk);
      });
      return chunks;
    };
    const [stdout, stderr] = [heard(child.stdout), heard(child.stderr)];
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    child.on('error', error => {
      settle();
      reject(error);
    });
    // What it left running would keep the pipes open.
    child.on('exit', () => end());
    child.on('close', code => {
      settle();
      resolve({ stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'), code, ...(stopped === undefined ? {} : { stopped }) });
    });
  });
}
