import { chmod, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from '../../protocol/format';
import { kubeconfigIn } from '../home';
import { makeFolder } from '../make-folder';
import { Held, notKept } from '../platform/folder';
import { NotKept } from '../platform/runner';
import { said, type Fault } from '../../core/platform/view/words/said';
import type { Platform } from '../platform/up';
import { exit, Refusal, type Command, type Terminal } from './command';
import { state, stateFolder } from './platform-state';

/** `cpin platform up`: keeps a platform running, in the foreground, until it is stopped or nobody has needed it for ten minutes. */
export const up: Command = {
  path: ['platform', 'up'],
  operands: [],
  options: { state, kubeconfig: { type: 'string' }, 'run-tests': { type: 'boolean' } },
  usage: '[--state DIR] [--kubeconfig FICHIER] [--run-tests]',
  summary: ({ platform }) => platform.upSummary,
  async run(args, terminal) {
    // Loaded here alone: no other command of cpin needs servers and certificates.
    const { platformContent, startPlatform } = await import('../platform/up');
    const folder = stateFolder(args, terminal);
    const content = await platformContent(terminal.content, terminal.product);
    const platform = await startPlatform(folder, content, undefined, { runTests: args.values['run-tests'] === true }).catch((error: Error) => Promise.reject(error instanceof Held || error instanceof NotKept ? refusal(error, terminal) : error));
    const file = typeof args.values['kubeconfig'] === 'string' ? path.resolve(terminal.cwd, args.values['kubeconfig']) : kubeconfigIn(folder);
    const unfollow = keepKubeconfig(platform, file);
    await unfollow.written.catch(async (error: unknown) => {
      await platform.stop();
      const why = notKept(error, path.dirname(file));
      throw why instanceof NotKept ? refusal(why, terminal) : why;
    });
    announce(platform, file, terminal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void platform.stop());
    await platform.stopped;
    unfollow.stop();
    return exit.ok;
  },
};

function refusal({ told }: Fault, { strings: { common } }: Terminal): Refusal {
  return new Refusal(said(common.locale === 'en' ? 'en' : 'fr', told));
}

function announce({ endpoint }: Platform, file: string, { out, strings: { platform } }: Terminal): void {
  out(`${format(platform.listening, { api: endpoint.api, console: endpoint.console, kubeconfig: file })}\n`);
}

/** Writes the kubeconfig, readable by its owner alone, and again when its namespace becomes known. */
function keepKubeconfig(platform: Platform, file: string): { readonly written: Promise<void>; stop(): void } {
  let last = '';
  let queue: Promise<void> = Promise.resolve();
  const write = () => {
    const text = platform.kubeconfig();
    if (text === last) return;
    last = text;
    // One that cannot be written leaves the one before: the next change tries again.
    queue = queue.catch(() => undefined).then(async () => {
      await makeFolder(path.dirname(file));
      await writeFile(`${file}.part`, text, { mode: 0o600 });
      await chmod(`${file}.part`, 0o600);
      await rename(`${file}.part`, file);
    });
    queue.catch(() => undefined);
  };
  write();
  const written = queue;
  const stop = platform.runner.listen({ changed: write, rewound: write });
  return { written, stop };
}
