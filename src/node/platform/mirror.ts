import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, Request } from '../../core/platform/event';
import type { Mirrored } from '../../core/platform/forge/forge';
import { phrase, toldBy } from '../../core/platform/view/words/said';
import { git } from './git';
import { clearPacks } from './leftovers';
import { readTree } from './tree';

/** Fulfils synchronisations with real git: the secondary is a bare repository below `folder`, into which the primary is fetched by force. Never rejects. */
export function mirrorIn(folder: string): (request: Request & { type: 'mirror' }) => Promise<Answer> {
  /** How many synchronisations write in each repository now. */
  const writing = new Map<string, number>();
  return async ({ sync, project, repository, source, branch }) => {
    const bare = path.join(folder, project, `${repository}.git`);
    writing.set(bare, (writing.get(bare) ?? 0) + 1);
    const outcome = await mirror(bare, source, branch).catch((error: Error): Mirrored => ({ ok: false, message: toldBy(error) }));
    const others = (writing.get(bare) ?? 1) - 1;
    if (others > 0) writing.set(bare, others);
    else writing.delete(bare);
    // Of a fetch that was cut, no pack stays until the platform starts again; another that still writes is left alone.
    if (!outcome.ok && others === 0) await clearPacks(bare);
    return { type: 'mirrored', sync, project, repository, branch, outcome };
  };
}

async function mirror(bare: string, source: string, branch: string): Promise<Mirrored> {
  if (!path.isAbsolute(source)) return { ok: false, message: phrase('elsewhere', source) };
  if (!(await stat(source).catch(() => undefined))?.isDirectory()) return { ok: false, message: `fatal: '${source}' does not appear to be a git repository` };
  await mkdir(bare, { recursive: true, mode: 0o700 });
  const made = await git(bare, ['init', '--quiet', '--bare', '--template=', '.']);
  if (made.code !== 0) return { ok: false, message: made.stderr || phrase('gitCode', made.code) };
  if (!isBranch(branch)) return { ok: false, message: `fatal: invalid refspec '${branch}'` };
  const fetched = await git(bare, ['fetch', '--quiet', '--force', '--prune', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', source, `+refs/heads/${branch}:refs/heads/${branch}`]);
  if (fetched.code !== 0) return { ok: false, message: fetched.stderr || phrase('gitCode', fetched.code) };
  return { ok: true, tree: await readTree(bare, `refs/heads/${branch}`) };
}

/** A name git takes for a branch, and nothing that a command line could take for an option. */
function isBranch(name: string): boolean {
  return /^[\w][\w./-]{0,200}$/.test(name) && !/\.\.|\/\/|@\{|\.lock$|\/$|\.$/.test(name);
}
