// Child processes: run one to its end, or end one that we started. Never by name, always by the id we were given.
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options] quiet: keep the output, show it only if the command fails
 * @returns {Promise<void>} rejects with the command, its exit code and, when quiet, the end of its output
 */
export async function run(command, args, { cwd, env = process.env, quiet = false } = {}) {
  const result = await exitOf(command, args, { cwd, env, stdio: quiet ? 'pipe' : 'inherit' });
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.code}.\n${result.output.slice(-4000)}`);
}

/**
 * Runs a command and answers how it ended; a command that could not start answers 127 and why.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { onOutput?: (text: string) => void }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function exitOf(command, args, { onOutput, ...options }) {
  return new Promise(resolve => {
    let output = '';
    const child = spawn(command, args, { shell: needsShell(command), ...options });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        output += text;
        onOutput?.(text);
      });
    }
    child.once('error', error => resolve({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output }));
  });
}

// npm and friends are .cmd files on Windows, which only a shell can start.
function needsShell(command) {
  return process.platform === 'win32' && !/\.exe$|[\\/]node$/i.test(command);
}

/**
 * Ends a process that was started `detached`, with the children it has, and waits for it.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  signal(child.pid, 'SIGTERM');
  const timer = setTimeout(() => signal(child.pid, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
  signal(child.pid, 'SIGKILL'); // Whatever of the group outlived its leader.
}

function signal(pid, name) {
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The environment for a child npm: ours, without what a parent `npm run` left in it about this package. */
export function npmEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|global_prefix|prefix|omit|include)$/i.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}
