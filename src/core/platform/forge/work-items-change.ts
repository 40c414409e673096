import type { Time } from '../time';
import type { Said } from '../view/words/said';
import type { ForgeState } from './forge';
import { withProtection } from './protection';
import { closedBy, happened, someone, type Issue, type MergeRequest, type Note, type WorkItemCommand, type WorkItems } from './work-items';

/** The forge after a command it takes. A merge is only asked for: git answers it. */
export function workItemChanged(forge: ForgeState, command: WorkItemCommand, at: Time): ForgeState {
  const repository = `${command.project}/${command.repository}`;
  const author = command.author ?? someone;
  const { items } = forge;
  const told = (next: WorkItems, action: WorkItems['events'][number]['action'], target: string): ForgeState => ({ ...forge, items: happened(next, { at, repository, author, action, target }) });
  switch (command.type) {
    case 'protect-branch': case 'unprotect-branch': {
      const on = command.type === 'protect-branch';
      return { ...withProtection(forge, repository, command.branch, on), items: happened(items, { at, repository, author, action: on ? 'protected' : 'unprotected', target: command.branch }) };
    }
    case 'open-merge-request': {
      const iid = nextIid(items.mergeRequests, repository);
      const { source, target, title, description = '' } = command;
      return told({ ...items, mergeRequests: [...items.mergeRequests, { repository, iid, title, description, author, source, target, state: 'opened', createdAt: at, approvals: [], notes: [] }] }, 'opened', `!${iid}`);
    }
    case 'open-issue': {
      const iid = nextIid(items.issues, repository);
      const { title, description = '', labels = [] } = command;
      return told({ ...items, issues: [...items.issues, { repository, iid, title, description, author, labels, state: 'opened', createdAt: at, notes: [] }] }, 'opened', `#${iid}`);
    }
    case 'approve-merge-request': return told(requestChanged(items, repository, command.iid, one => ({ ...one, approvals: [...one.approvals, author] })), 'approved', `!${command.iid}`);
    case 'close-merge-request': return told(requestChanged(items, repository, command.iid, one => ({ ...one, state: 'closed' })), 'closed', `!${command.iid}`);
    case 'merge-request-merge': return { ...forge, items: requestChanged(items, repository, command.iid, ({ mergeError: _, ...one }) => ({ ...one, state: 'merging' })) };
    case 'close-issue': case 'reopen-issue': return told(issueChanged(items, repository, command.iid, one => ({ ...one, state: command.type === 'close-issue' ? 'closed' : 'opened' })), command.type === 'close-issue' ? 'closed' : 'reopened', `#${command.iid}`);
    case 'comment': {
      const note: Note = { at, author, text: command.text };
      const noted = command.on === 'issue' ? issueChanged(items, repository, command.iid, one => ({ ...one, notes: [...one.notes, note] })) : requestChanged(items, repository, command.iid, one => ({ ...one, notes: [...one.notes, note] }));
      return told(noted, 'commented', `${command.on === 'issue' ? '#' : '!'}${command.iid}`);
    }
  }
}

/** Git has merged a request, or says why it cannot: the issues it closes are closed with it. */
export function mergeEnded(items: WorkItems, repository: string, iid: number, outcome: { readonly ok: true; readonly commit: string } | { readonly ok: false; readonly message: Said }, at: Time): WorkItems {
  const found = items.mergeRequests.find(one => one.repository === repository && one.iid === iid);
  if (found?.state !== 'merging') return items;
  if (!outcome.ok) return requestChanged(items, repository, iid, one => ({ ...one, state: 'opened', mergeError: outcome.message }));
  const merged = requestChanged(items, repository, iid, one => ({ ...one, state: 'merged', mergedAs: outcome.commit }));
  const closed = closedBy(found).reduce((next, issue) => issueChanged(next, repository, issue, one => ({ ...one, state: 'closed' })), merged);
  return happened(closed, { at, repository, author: found.author, action: 'merged', target: `!${iid}` });
}

function nextIid(list: readonly { readonly repository: string; readonly iid: number }[], repository: string): number {
  return 1 + Math.max(0, ...list.filter(one => one.repository === repository).map(({ iid }) => iid));
}

function requestChanged(items: WorkItems, repository: string, iid: number, change: (one: MergeRequest) => MergeRequest): WorkItems {
  return { ...items, mergeRequests: items.mergeRequests.map(one => (one.repository === repository && one.iid === iid ? change(one) : one)) };
}

function issueChanged(items: WorkItems, repository: string, iid: number, change: (one: Issue) => Issue): WorkItems {
  return { ...items, issues: items.issues.map(one => (one.repository === repository && one.iid === iid ? change(one) : one)) };
}
