import { isProtected } from './protection';
import type { ForgeState } from './forge';

/** One ref that a push asks to move. */
export interface Asked {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  /** What is there is not in what comes after. */
  readonly forced?: boolean;
}

const gone = (id: string) => /^0+$/.test(id);

/** What GitLab says of a ref it does not let move (`lib/gitlab/checks/branch_check.rb`, `tag_check.rb`); undefined when it does. */
export function pushRefusal(forge: Pick<ForgeState, 'protections'>, repository: string, { ref, from, to, forced }: Asked, main = 'main'): string | undefined {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (branch === undefined || from === to) return undefined;
  if (gone(to) && branch === main) return 'The default branch of a project cannot be deleted.';
  if (gone(from) && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(branch)) return 'You cannot create a branch with a SHA-like branch name.';
  if (gone(from) && /^(?:refs\/|HEAD$|-)|\s|^@$/.test(branch)) return 'You cannot create a branch with an invalid name.';
  if (!isProtected(forge, repository, branch)) return undefined;
  if (forced) return 'You are not allowed to force push code to a protected branch on this project.';
  return gone(to) ? 'You can only delete protected branches using the web interface.' : 'You are not allowed to push code to protected branches on this project.';
}

/** What GitLab says after a push: where to ask for the branch to be merged (`lib/gitlab/repository_checker`, `merge_request` hooks). */
export function pushGreeting(forge: Pick<ForgeState, 'items'>, repository: string, address: string, { ref, to }: Asked, main = 'main'): string | undefined {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (branch === undefined || gone(to) || branch === main) return undefined;
  const open = forge.items.mergeRequests.find(one => one.repository === repository && one.source === branch && one.state === 'opened');
  return open ? `\nView merge request for ${branch}:\n  ${address}/-/merge_requests/${open.iid}\n\n` : `\nTo create a merge request for ${branch}, visit:\n  ${address}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(branch)}\n\n`;
}
