import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { format } from '../../protocol/format';
import type { Language } from '../../core/platform/view/words/language';
import { inWords } from '../../core/platform/view/words/said';
import type { Strings } from '../../protocol/strings';
import { makeFolder } from '../make-folder';
import type { PlatformOptions } from './up';
import { notKept } from './folder';
import { findPlatform, type PlatformClient } from './client';

/** What runs a platform: a Node on our command line. */
export interface Program {
  readonly node: string;
  readonly script: string;
}

/** How long a platform may take to say that it listens. */
const patience = 30_000;

/** Joins the platform of a state folder, as it was started, or starts one that outlives this process. Rejects with a sentence that tells its last words when it does not start; with what `signal` says, once its process was ended, when it is given up. */
export async function launchPlatform(root: string, { node, script }: Program, strings: Strings['platform'], { runTests = false }: PlatformOptions = {}, signal?: AbortSignal, language: () => Language = () => 'fr'): Promise<PlatformClient> {
  const found = await findPlatform(root, language);
  if (found) return found;
  const journal = path.join(root, 'platform.log');
  const log = await makeFolder(root, 0o700).then(() => openSync(journal, 'w', 0o600)).catch((error: unknown) => Promise.reject(inWords(notKept(error, root), language())));
  try {
    // Options meant for the editor's process are not for this one; its last words are read here, and are to be in the language of whoever reads them.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(node, [script, 'platform', 'up', '--state', root, ...(runTests ? ['--run-tests'] : [])], { cwd: root, env: { ...env, ELECTRON_RUN_AS_NODE: '1', COACH_CPIN_LANGUAGE: language() }, detached: true, windowsHide: true, stdio: ['ignore', log, log] });
    child.unref();
    const client = await listening(root, child, language, signal);
    signal?.throwIfAborted();
    if (client) return client;
  } finally {
    closeSync(log);
  }
  // Of two windows that start one together, one wins, and the other joins it.
  const won = await findPlatform(root, language);
  if (won) return won;
  throw new Error(format(strings.notStarted, { reason: (await readFile(journal, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' ') || journal }));
}

/** Stops a platform, and resolves once it has gone and what it holds is on disk. Rejects when it does not end. */
export async function stopPlatform(root: string, client: PlatformClient, strings: Strings['platform']): Promise<void> {
  await client.down();
  for (const end = Date.now() + patience; Date.now() < end; await pause(20)) if ((await findPlatform(root))?.endpoint.pid !== client.endpoint.pid) return;
  throw new Error(format(strings.notStopped, { pid: client.endpoint.pid }));
}

/** Resolves to the platform once its folder says where it listens; to nothing if its process ends before, or is too long and is then ended. */
function listening(root: string, child: ChildProcess, language: () => Language, signal?: AbortSignal): Promise<PlatformClient | undefined> {
  return new Promise(resolve => {
    const look = () => void findPlatform(root, language).then(client => client?.endpoint.pid === child.pid && end(client));
    const watcher = watch(root, look);
    const timer = setTimeout(() => child.kill(), patience);
    const giveUp = () => child.kill();
    signal?.addEventListener('abort', giveUp, { once: true });
    const end = (client?: PlatformClient) => {
      watcher.close();
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(client);
    };
    child.once('error', () => end());
    child.once('exit', () => end());
    look();
  });
}
