import path from 'node:path';
import type { Answer, Request } from '../../core/platform/event';
import { phrase, toldBy } from '../../core/platform/view/words/said';
import { git } from './git';
import { readTree } from './tree';

type Asked = Request & { type: 'merge' };

/** Merges one branch of a secondary repository below `folder` into another, with real git and no work tree. Never rejects. */
export function mergingIn(folder: string): (request: Asked) => Promise<Answer> {
  return async asked => {
    const { project, repository, iid, target } = asked;
    const outcome = await merge(path.join(folder, project, `${repository}.git`), asked).catch((error: Error) => ({ ok: false as const, message: toldBy(error) }));
    return { type: 'merged', project, repository, iid, branch: target, outcome };
  };
}

async function merge(bare: string, { source, target, title, at }: Asked): Promise<(Answer & { type: 'merged' })['outcome']> {
  const [into, from] = [`refs/heads/${target}`, `refs/heads/${source}`];
  const made = await git(bare, ['merge-tree', '--write-tree', '--name-only', into, from]);
  const [tree = '', ...rest] = made.stdout.toString('utf8').split('\n');
  if (made.code === 1) return { ok: false, message: phrase('conflict', rest.slice(0, rest.indexOf('')).slice(0, 10).join(', '), target, source) };
  if (made.code !== 0) return { ok: false, message: made.stderr || phrase('gitCode', made.code) };
  const date = `@${Math.floor(at / 1000)} +0000`;
  const message = `Merge branch '${source}' into '${target}'\n\n${title}\n`;
  const commit = await git(bare, ['-c', 'user.name=apprenant', '-c', 'user.email=apprenant@simulation.invalid', 'commit-tree', tree, '-p', into, '-p', from, '-F', '-'], message, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
  const id = commit.stdout.toString('utf8').trim();
  const moved = commit.code === 0 ? await git(bare, ['update-ref', into, id]) : commit;
  if (moved.code !== 0) return { ok: false, message: moved.stderr };
  return { ok: true, tree: await readTree(bare, into) };
}
