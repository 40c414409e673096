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
  /** For a program that is a script of the system's shell, as npm is on Windows. */
  readonly shell?: boolean;
}

/** What it wrote, each by itself and both as they came, and its code; `stopped` says which bound ended it. */
export interface RunOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly both: string;
  readonly code: number | null;
  readonly stopped?: 'time' | 'output' | 'signal';
}

/** Runs a program, without a shell unless told, with all that it starts in a group of its own that ends with it. Rejects only when it cannot be started. */
export function runBounded({ program, args, cwd, env, limit, maxOutput, signal, shell = false }: BoundedRun): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, { cwd, env, detached: !windows, shell, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
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
    const both: Buffer[] = [];
    const heard = (stream: NodeJS.ReadableStream): Buffer[] => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxOutput) return end('output');
        chunks.push(chunk);
        both.push(chunk);
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
      const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ stdout: text(stdout), stderr: text(stderr), both: text(both), code, ...(stopped === undefined ? {} : { stopped }) });
    });
  });
}
