import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Input } from '../../core/platform/event';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import type { Recorded } from './folder';

// A run as a file: what came from outside, in order. It says nothing of the machine it comes from: where repositories were is left out, and is the reader's own folder when it is loaded.

const header = { cpin: 'run', version: 1 } as const;
const here = '.';
const day = 24 * 3_600_000;
/** A run is not longer than this, nor its file: a hostile one stays within them. */
const longest = 90 * day;
export const maxRunBytes = 64 * 1024 * 1024;

/** All that can be recorded: one that is added is said here too. */
const inputs: Readonly<Record<Input['type'], true>> = {
  'create-project': true, 'set-repository': true, 'set-environment': true, 'remove-environment': true, 'remove-repository': true, synchronise: true, 'refresh-application': true, 'sync-application': true, 'rollback-application': true, 'confirm-deletion': true, 'delete-application': true, 'set-variable': true, 'delete-variable': true,
  'change-by-hand': true, 'delete-pod': true, 'restart-rollout': true, 'play-job': true, 'retry-job': true, 'cancel-job': true, 'retry-pipeline': true, 'cancel-pipeline': true, mirrored: true, rendered: true, 'vault-put': true, 'vault-delete': true, 'vault-by-hand': true, 'cluster-key': true, decrypted: true, 'tests-ran': true, 'sources-read': true, 'tests-allowed': true, pushed: true, merged: true, 'protect-branch': true, 'unprotect-branch': true, 'open-merge-request': true, 'approve-merge-request': true, 'close-merge-request': true, 'merge-request-merge': true, 'open-issue': true, 'close-issue': true, 'reopen-issue': true, comment: true, 'add-member': true, 'remove-member': true, 'set-role': true, 'remove-role': true, reprovision: true,
};

/** The run of a state folder up to an instant, to put in its own place: what came then is in it. */
export async function runUntil(root: string, at: number): Promise<readonly Recorded[]> {
  return [...(await linesOf(root)).filter(line => line.at <= at), { at }];
}

async function linesOf(root: string): Promise<Recorded[]> {
  const text = await readFile(path.join(root, 'run.jsonl'), 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? '' : Promise.reject(error)));
  // A last line without its end is still being written: nobody was told of it.
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map(line => JSON.parse(line) as Recorded);
}

/** The run of a state folder, as the text of a file to keep or to share. */
export async function savedRun(root: string): Promise<string> {
  const lines = await linesOf(root);
  return [header, ...lines.map(line => withSource(withoutValues(line), here))].map(line => `${JSON.stringify(line)}\n`).join('');
}

/** What was decrypted, masked or put in Vault stays on the machine: a run to share keeps the names of keys, and no value. */
function withoutValues(line: Recorded): Recorded {
  const { input } = line;
  if ((input?.type === 'vault-put' || input?.type === 'vault-by-hand') && input.data) return { ...line, input: { ...input, data: Object.fromEntries(Object.keys(input.data).map(key => [key, 'valeur masquée'])) } };
  if (input?.type === 'set-variable' && input.masked) return { ...line, input: { ...input, value: 'valeur-masquee' } };
  if (input?.type === 'set-repository' && input.repository.token) return { ...line, input: { ...input, repository: { ...input.repository, token: 'valeur masquée' } } };
  if (input?.type !== 'decrypted' || !input.outcome.ok) return line;
  const hidden = Buffer.from('valeur masquée').toString('base64');
  const secrets = input.outcome.secrets.map(secret => ({ ...secret, data: Object.fromEntries(Object.keys(secret.data).map(key => [key, hidden])) }));
  return { ...line, input: { ...input, outcome: { ...input.outcome, secrets } } };
}

/** Reads a saved run, its repositories being in `source`. Throws a sentence that says which line is none of a run's. */
export function readRun(text: string, source: string, strings: Strings['platform']): readonly Recorded[] {
  const [first = '', ...lines] = text.split('\n').filter(Boolean);
  const head = parsed(first) as Partial<Record<keyof typeof header, unknown>> | undefined;
  if (head?.cpin !== header.cpin) throw new Error(strings.runNotOurs);
  if (head.version !== header.version) throw new Error(strings.runTooNew);
  let before = 0;
  return lines.map((line, index) => {
    const value = parsed(line) as Partial<Recorded> | undefined;
    const sound = typeof value?.at === 'number' && value.at >= before && value.at <= longest && (value.input === undefined || Object.hasOwn(inputs, (value.input as Input | null)?.type ?? ''));
    if (!sound) throw new Error(format(strings.runBadLine, { line: index + 2 }));
    before = value.at ?? 0;
    return withSource(value as Recorded, source);
  });
}

/** Puts a run in the place of the one a state folder keeps; no platform may run there. What it answers puts the old one back; it changes nothing when the disk does not take the new one. */
export async function replaceRun(root: string, run: readonly Recorded[]): Promise<() => Promise<void>> {
  const file = path.join(root, 'run.jsonl');
  const kept = `${file}.before`;
  const part = `${file}.part`;
  await writeFile(part, run.map(line => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
  await rename(file, kept).catch(() => rm(kept, { force: true }));
  await forgetDerived(root);
  await rename(part, file);
  return async () => {
    await forgetDerived(root);
    await rename(kept, file).catch(() => rm(file, { force: true }));
  };
}

/** All of it is computed or fetched again from the run. */
async function forgetDerived(root: string): Promise<void> {
  await rm(path.join(root, 'snapshot.json'), { force: true });
  await rm(path.join(root, 'git'), { recursive: true, force: true });
}

function withSource(line: Recorded, source: string): Recorded {
  const { input } = line;
  return input?.type === 'set-repository' ? { ...line, input: { ...input, repository: { ...input.repository, source } } } : line;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
