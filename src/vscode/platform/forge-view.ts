import { typeset } from '../../core/curriculum/typography';
import { blockersOf } from '../../core/platform/forge/blockers';
import type { RequestView } from '../../core/platform/forge/view';
import { closedBy, type ForgeEvent, type Issue, type MergeRequest, type Note } from '../../core/platform/forge/work-items';
import type { ChangesView } from '../../core/platform/view/changes';
import type { StatusView } from '../../core/platform/view/status';
import { format } from '../../protocol/format';
import type { ForgeAct, WorkItemView } from '../../protocol/forge';
import type { Strings } from '../../protocol/strings';
import { said } from './items';
import { languageOf } from './session';
import { elapsed } from './timeline-view';

/** What a page is made with beside the item itself. */
export interface Around {
  readonly status: StatusView;
  readonly events: readonly ForgeEvent[];
  readonly changes?: ChangesView | undefined;
}

const acts: Readonly<Record<MergeRequest['state'], readonly ForgeAct[]>> = { opened: ['merge', 'approve', 'close'], merging: [], merged: [], closed: [] };
const icons = { opened: 'git-pull-request', merging: 'sync', merged: 'git-merge', closed: 'git-pull-request-closed' } as const;

/** What the page of a merge request shows. */
export function requestView(request: RequestView, { status, events, changes }: Around, strings: Strings): WorkItemView {
  const { forge: t, platformView: p } = strings;
  const { repository, iid, title, author, source, target, state, createdAt, approvals, mergedAs, mergeError } = request;
  const [project, name] = repository.split('/');
  const own = status.projects.find(({ slug }) => slug === project);
  const pipeline = own?.pipelines.find(one => one.repository === name && one.ref === source);
  const branches = own?.repositories.find(one => one.name === name)?.branches.map(branch => branch.name) ?? [];
  const closes = closedBy(request).map(issue => `#${issue}`).join(', ');
  const found = blockersOf(request, branches, changes, languageOf(strings));
  // Git's last refusal is told as long as nothing that is looked at now says the same.
  const refused = mergeError !== undefined && state === 'opened' && found.length === 0 ? [format(t.lastTry, { reason: mergeError })] : [];
  const states = { opened: p.requestOpened, merging: p.requestMerging, merged: p.requestMerged, closed: p.requestClosed };
  return {
    title: `!${iid} ${title}`, state: format(t.requestState, { state: states[state] }), icon: icons[state],
    facts: facts([
      [t.repository, repository], [t.branches, `${source} → ${target}`], [t.author, author], [t.opened, elapsed(createdAt)],
      [t.approvals, approvals.join(', ') || t.noApproval],
      [format(t.pipeline, { branch: source }), pipeline ? `${format(p.pipeline, { id: pipeline.id })} · ${said(pipeline.status, p)}` : t.noPipeline],
      [t.mergedAs, mergedAs?.slice(0, 8)], [t.closes, closes],
    ]),
    description: request.description, blockers: [...found, ...refused].map(typeset),
    changes: changesView(changes, t), discussion: discussion(events, repository, `!${iid}`, request.notes, t),
    acts: acts[state].filter(act => act !== 'approve' || !approvals.includes('apprenant')),
  };
}

/** What the page of an issue shows. */
export function issueView(issue: Issue, { events }: Around, { forge: t, platformView: p }: Strings): WorkItemView {
  const { repository, iid, title, author, state, createdAt, labels, description, notes } = issue;
  const open = state === 'opened';
  return {
    title: `#${iid} ${title}`, state: format(t.issueState, { state: open ? p.issueOpened : p.issueClosed }), icon: open ? 'issues' : 'issue-closed',
    facts: facts([[t.repository, repository], [t.author, author], [t.issueOpened, elapsed(createdAt)], [t.labels, labels.join(', ')]]),
    description, blockers: [], discussion: discussion(events, repository, `#${iid}`, notes, t), acts: [open ? 'close' : 'reopen'],
  };
}

function facts(all: readonly (readonly [string, string | undefined])[]): WorkItemView['facts'] {
  return all.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function changesView(changes: ChangesView | undefined, t: Strings['forge']): NonNullable<WorkItemView['changes']> {
  if (!changes) return { files: [], more: 0, none: t.branchesGone };
  const files = changes.files.map(({ path, what, lines }) => ({ path, what: t[what], lines: lines ? format(t.lines, lines) : t.binary }));
  return { files, more: changes.more, ...(files.length === 0 ? { none: t.noChange } : {}) };
}

function discussion(events: readonly ForgeEvent[], repository: string, target: string, notes: readonly Note[], t: Strings['forge']): WorkItemView['discussion'] {
  const words: Partial<Record<ForgeEvent['action'], string>> = { opened: t.didOpen, approved: t.didApprove, merged: t.didMerge, closed: t.didClose, reopened: t.didReopen };
  const happened = events.filter(one => one.repository === repository && one.target === target).flatMap(({ at, author, action }) => (words[action] === undefined ? [] : [{ at, author, text: words[action], said: false }]));
  const told = notes.map(({ at, author, text }) => ({ at, author, text, said: true }));
  return [...happened, ...told].sort((a, b) => a.at - b.at).map(({ at, author, text, said }) => ({ who: author, when: elapsed(at), text, said }));
}
