import type { ForgeState } from './forge';
import { someone, type WorkItemCommand } from './work-items';
import { phrase, type Phrase } from '../view/words/said';

const texts = (command: WorkItemCommand): readonly (readonly ['titleLong' | 'descriptionLong' | 'commentLong', unknown, number])[] => [
  ['titleLong', 'title' in command ? command.title : undefined, 255],
  ['descriptionLong', 'description' in command ? command.description : undefined, 100_000],
  ['commentLong', 'text' in command ? command.text : undefined, 100_000],
];

/** Why GitLab does not take a command; undefined when it does. The repository exists. */
export function workItemRefusal(forge: ForgeState, command: WorkItemCommand): Phrase | undefined {
  for (const [says, text, most] of texts(command)) if (text !== undefined && (typeof text !== 'string' || text.length > most)) return phrase(says, most);
  if ('title' in command && (typeof command.title !== 'string' || command.title.trim() === '')) return phrase('titleEmpty');
  const repository = `${command.project}/${command.repository}`;
  const branches = (forge.branches[repository] ?? []).map(({ name }) => name);
  switch (command.type) {
    case 'protect-branch': case 'unprotect-branch': return typeof command.branch === 'string' && /^[\w*][\w./*-]{0,200}$/.test(command.branch) ? undefined : phrase('branchPattern', String(command.branch));
    case 'open-merge-request': return openRefusal(forge, repository, branches, command);
    case 'approve-merge-request': case 'close-merge-request': case 'merge-request-merge': return requestRefusal(forge, repository, command);
    case 'close-issue': case 'reopen-issue': return issueRefusal(forge, repository, command.iid, command.type === 'close-issue' ? 'opened' : 'closed');
    case 'comment':
      if (command.on === 'issue') return issueRefusal(forge, repository, command.iid);
      return forge.items.mergeRequests.some(one => one.repository === repository && one.iid === command.iid) ? undefined : phrase('requestAbsent', command.iid, repository);
    case 'open-issue': return undefined;
  }
}

function openRefusal({ items }: ForgeState, repository: string, branches: readonly string[], { source, target }: WorkItemCommand & { type: 'open-merge-request' }): Phrase | undefined {
  if (source === target) return phrase('requestItself', source);
  const absent = [source, target].find(name => !branches.includes(name));
  if (absent !== undefined) return phrase(absent === source ? 'requestSource' : 'requestTarget', absent, branches.join(', '));
  const other = items.mergeRequests.find(one => one.repository === repository && one.source === source && one.target === target && one.state === 'opened');
  return other ? phrase('requestTwice', other.iid) : undefined;
}

function requestRefusal({ items }: ForgeState, repository: string, { type, iid, author = someone }: WorkItemCommand & { type: 'approve-merge-request' | 'close-merge-request' | 'merge-request-merge' }): Phrase | undefined {
  const found = items.mergeRequests.find(one => one.repository === repository && one.iid === iid);
  if (!found) return phrase('requestAbsent', iid, repository);
  if (found.state !== 'opened') return phrase(({ merged: 'requestMerged', merging: 'requestMerging', closed: 'requestClosed' } as const)[found.state], iid);
  if (type === 'approve-merge-request' && found.approvals.includes(author)) return phrase('requestApproved', author, iid);
  if (type === 'merge-request-merge' && /^(draft|wip):/i.test(found.title)) return phrase('requestDraft', iid);
  return undefined;
}

function issueRefusal({ items }: ForgeState, repository: string, iid: number, state?: 'opened' | 'closed'): Phrase | undefined {
  const found = items.issues.find(one => one.repository === repository && one.iid === iid);
  if (!found) return phrase('issueAbsent', iid, repository);
  return state === undefined || found.state === state ? undefined : phrase(found.state === 'closed' ? 'issueClosed' : 'issueOpened', iid);
}
