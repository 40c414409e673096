import path from 'node:path';
import type { MergeRequest } from '../../core/platform/forge/work-items';
import type { ChangesView, FileChange } from '../../core/platform/view/changes';
import { Fault, phrase } from '../../core/platform/view/words/said';
import { git } from './git';

/** How many files and how much of one are shown. */
const maxFiles = 300;
const maxBytes = 1024 * 1024;

type Asked = Pick<MergeRequest, 'repository' | 'source' | 'target' | 'state' | 'mergedAs'>;

/** What a merge request of a secondary repository below `folder` changes; undefined when git no longer has its branches. Rejects with a `Fault` when git cannot run. */
export async function changesOf(folder: string, request: Asked): Promise<ChangesView | undefined> {
  const bare = bareOf(folder, request.repository);
  const between = request.mergedAs === undefined ? await openedBetween(bare, request) : await commits(bare, [`${request.mergedAs}^1`, request.mergedAs]);
  if (!between) return undefined;
  const [base, head] = between;
  const [names, counts] = await Promise.all([git(bare, ['diff', '--name-status', '--no-renames', '-z', base, head]), git(bare, ['diff', '--numstat', '--no-renames', '-z', base, head])]);
  const files = filesOf(names.stdout.toString('utf8'), counts.stdout.toString('utf8'));
  return { base, head, files: files.slice(0, maxFiles), more: Math.max(0, files.length - maxFiles), conflicts: request.state === 'opened' ? await conflictsOf(bare, request) : [] };
}

/** The text of a file at a commit; empty when it is not there. Rejects with a `Fault` when it is no text, or too long to be shown. */
export async function fileAt(folder: string, repository: string, commit: string, file: string): Promise<string> {
  const bare = bareOf(folder, repository);
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Fault(phrase('noCommit', commit));
  const found = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec((await git(bare, ['ls-tree', '-z', '-l', '--full-tree', commit, '--', `:(top,literal)${file}`])).stdout.toString('utf8'));
  if (!found) return '';
  if (Number(found[2]) > maxBytes) throw new Fault(phrase('fileLarge', file, maxBytes / 1024 / 1024));
  const { stdout } = await git(bare, ['cat-file', 'blob', found[1] ?? '']);
  if (stdout.includes(0)) throw new Fault(phrase('noText', file));
  return stdout.toString('utf8');
}

/** Where a secondary repository is; its name is one that the console took, and leads nowhere else. */
function bareOf(folder: string, repository: string): string {
  const [project = '', name = ''] = /^([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(repository)?.slice(1) ?? [];
  return path.join(folder, project, `${name}.git`);
}

async function openedBetween(bare: string, { source, target }: Asked): Promise<readonly [string, string] | undefined> {
  const both = await commits(bare, [`refs/heads/${target}`, `refs/heads/${source}`]);
  if (!both) return undefined;
  const { code, stdout } = await git(bare, ['merge-base', ...both]);
  // Branches that share nothing are compared whole.
  return [code === 0 ? stdout.toString('utf8').trim() : both[0], both[1]];
}

async function commits(bare: string, names: readonly [string, string]): Promise<readonly [string, string] | undefined> {
  const [first, second] = await Promise.all(names.map(async name => {
    const { code, stdout } = await git(bare, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    return code === 0 ? stdout.toString('utf8').trim().split('\n').at(-1) : undefined;
  }));
  return first && second ? [first, second] : undefined;
}

async function conflictsOf(bare: string, { source, target }: Asked): Promise<readonly string[]> {
  const { code, stdout } = await git(bare, ['merge-tree', '--write-tree', '--name-only', `refs/heads/${target}`, `refs/heads/${source}`]);
  const lines = stdout.toString('utf8').split('\n').slice(1);
  return code === 1 ? lines.slice(0, lines.indexOf('')).slice(0, 20) : [];
}

const kinds: Readonly<Record<string, FileChange['what']>> = { A: 'added', D: 'deleted' };

function filesOf(names: string, counts: string): FileChange[] {
  const lines = new Map(counts.split('\0').flatMap(line => {
    const [, added = '', removed = '', file = ''] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(line) ?? [];
    return file && added !== '-' ? [[file, { added: Number(added), removed: Number(removed) }] as const] : [];
  }));
  const parts = names.split('\0');
  const files: FileChange[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const file = parts[at + 1] ?? '';
    const counted = lines.get(file);
    files.push({ path: file, what: kinds[parts[at] ?? ''] ?? 'changed', ...(counted ? { lines: counted } : {}) });
  }
  return files;
}
