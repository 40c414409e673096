import * as vscode from 'vscode';
import { applicationHealth, environmentHealth, jobHealth, pipelineHealth, podHealth, projectHealth, resourceHealth, workloadHealth, worst, type Health } from '../../core/platform/view/health';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { commands } from '../kit/ids';
import { lineOf } from './line';
import { childrenOf, type PlatformNode } from './nodes';

/** The state is in the icon's shape and in the text: no colour is needed to read it. */
export const healthIcons: Record<Health, vscode.ThemeIcon> = {
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  moving: new vscode.ThemeIcon('sync', new vscode.ThemeColor('testing.iconQueued')),
  bad: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  idle: new vscode.ThemeIcon('circle-outline'),
};

interface Parts {
  readonly label: string;
  readonly description: string;
  readonly health: Health;
  /** Where there is no state to show. */
  readonly icon?: string;
  readonly tooltip?: string;
  readonly expanded?: boolean;
}

const kindsWithLog: ReadonlySet<PlatformNode['kind']> = new Set(['job', 'pod'] as const);

/** How a line is drawn; a job or a pod opens its log, an application its map. */
export function treeItem(node: PlatformNode, strings: Strings): vscode.TreeItem {
  const { label, description, health, icon, tooltip, expanded = false } = partsOf(node, strings.platformView);
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const leaf = childrenOf(node).length === 0;
  const item = new vscode.TreeItem(label, leaf ? None : expanded ? Expanded : Collapsed);
  // What is unfolded stays so when the tree is drawn again. The editor remembers a line without children as folded: once it has some, it is another line.
  item.id = `${node.session.folder.uri.toString()} ${lineOf(node)}${leaf ? ' –' : ''}`;
  item.iconPath = icon === undefined ? healthIcons[health] : new vscode.ThemeIcon(icon);
  item.description = description;
  item.tooltip = [label, description, tooltip].filter(Boolean).join('\n');
  item.accessibilityInformation = { label: [label, description].filter(text => text !== '').join(', ') };
  if (kindsWithLog.has(node.kind)) item.command = { command: commands.platformLog, title: strings.platformView.openLog, arguments: [node] };
  if (node.kind === 'application') item.command = { command: commands.platformMap, title: strings.platformView.mapTitle, arguments: [node] };
  if (node.kind === 'resource') item.command = { command: commands.platformObject, title: strings.platformView.openObject, arguments: [node] };
  if (node.kind === 'mergeRequest' || node.kind === 'issue') item.command = { command: commands.platformItem, title: strings.platformView.openItem, arguments: [node] };
  item.contextValue = `${node.kind}.${health}`;
  return item;
}

/** How a pipeline or a job is, in words. */
export function said(status: string, { success, failed, running, pending, created, skipped, manual, canceled, scheduled, waitingForResource }: Strings['platformView']): string {
  return ({ success, failed, running, pending, created, skipped, manual, canceled, scheduled, waiting_for_resource: waitingForResource } as Readonly<Record<string, string>>)[status] ?? status;
}

/** What a line is called where the tree is not around it. */
export function nameOf(node: PlatformNode, { platformView: t }: Strings): string {
  return node.kind === 'pod' ? node.pod.name : partsOf(node, t).label;
}

/** Whether what a line shows is on its way, and nothing of it has failed. */
export function isMoving(node: PlatformNode, { platformView: t }: Strings): boolean {
  return partsOf(node, t).health === 'moving';
}

function partsOf(node: PlatformNode, t: Strings['platformView']): Parts {
  const { kind } = node;
  if (kind === 'folder') return { label: node.session.folder.name, description: node.session.client ? '' : t.stopped, health: 'idle', icon: 'folder', expanded: true };
  const { project } = node;
  switch (kind) {
    case 'project': return { label: project.slug, description: t.project, health: projectHealth(project), expanded: true };
    case 'repositories': case 'mergeRequests': case 'issues': case 'pipelines': case 'images': case 'applications': return groupParts(kind, childrenOf(node), t);
    case 'repository': {
      const { name, source, branches, syncFailure } = node.repository;
      const description = syncFailure ?? branches.map(branch => `${branch.name} ${branch.commit.slice(0, 8)} ${branch.title}`).join(' · ');
      return { label: name, description, health: syncFailure === undefined ? 'idle' : 'bad', ...(syncFailure === undefined ? { icon: 'repo' } : {}), tooltip: source };
    }
    case 'mergeRequest': {
      const { iid, title, source, target, state, description, approvals, notes, mergeError } = node.request;
      const states = { opened: t.requestOpened, merging: t.requestMerging, merged: t.requestMerged, closed: t.requestClosed };
      const shown = { opened: 'git-pull-request', merging: 'sync', merged: 'git-merge', closed: 'git-pull-request-closed' };
      const tooltip = [description, ...(approvals.length > 0 ? [`${t.approvedBy} ${approvals.join(', ')}`] : []), ...notes.map(({ author, text }) => `${author} : ${text}`), ...(mergeError ? [mergeError] : [])].filter(Boolean).join('\n');
      return { label: `!${iid} ${title}`, description: `${states[state]} · ${source} → ${target}`, health: mergeError && state === 'opened' ? 'bad' : 'idle', ...(mergeError && state === 'opened' ? {} : { icon: shown[state] }), tooltip };
    }
    case 'issue': {
      const { iid, title, state, labels, description, notes } = node.issue;
      const tooltip = [description, ...notes.map(({ author, text }) => `${author} : ${text}`)].filter(Boolean).join('\n');
      return { label: `#${iid} ${title}`, description: [state === 'opened' ? t.issueOpened : t.issueClosed, ...labels].join(' · '), health: 'idle', icon: state === 'opened' ? 'issues' : 'issue-closed', tooltip };
    }
    case 'pipeline': {
      const { id: number, repository, status, title, commit, errors } = node.pipeline;
      return { label: format(t.pipeline, { id: number }), description: `${said(status, t)} · ${repository} ${commit.slice(0, 8)} ${title}`, health: pipelineHealth(node.pipeline), tooltip: errors.join('\n') };
    }
    case 'job': {
      const { job } = node;
      return { label: job.name, description: [said(job.status, t), job.stage, ...(job.failure ? [job.failure] : [])].join(' · '), health: jobHealth(job) };
    }
    case 'image': return { label: `${node.image.repository}:${node.image.tag}`, description: node.image.digest.slice(0, 19), health: 'idle', icon: 'package', tooltip: node.image.digest };
    case 'application': {
      const { name, sync, health, message, revision } = node.application;
      return { label: name, description: `${sync} · ${health} · ${node.environment.name}`, health: applicationHealth(node.application), tooltip: [revision, message].filter(Boolean).join('\n') };
    }
    case 'environment': {
      const { name, stage, namespace } = node.environment;
      return { label: name, description: `${t.environment} · ${stage}`, health: environmentHealth(node.environment), tooltip: namespace, expanded: true };
    }
    case 'workload': {
      const { workload } = node;
      const how = workload.schedule ?? format(t.ready, { ready: workload.ready, wanted: workload.wanted });
      return { label: workload.name, description: `${workload.kind} · ${how}`, health: workloadHealth(workload), expanded: workloadHealth(workload) !== 'good' };
    }
    case 'resources': return groupParts(kind, childrenOf(node), t);
    case 'resource': {
      const { kind: of, name, sync, health } = node.resource;
      return { label: name, description: [of, sync, ...(health ? [health] : [])].join(' · '), health: resourceHealth(node.resource) };
    }
    case 'pod': {
      const { pod } = node;
      const restarts = pod.restarts > 0 ? [format(t.restarts, { n: pod.restarts })] : [];
      // Under its workload, the rest of its name tells it apart and leaves room for its state.
      const rest = pod.name.startsWith(`${node.workload.name}-`) ? pod.name.slice(node.workload.name.length + 1) : pod.name;
      return { label: rest, tooltip: pod.name, description: [pod.status, ...(pod.status === 'Running' && !pod.ready ? [t.notReady] : []), ...restarts].join(' · '), health: podHealth(pod) };
    }
  }
}

const groupIcons = { repositories: 'repo', mergeRequests: 'git-pull-request', issues: 'issues', pipelines: 'rocket', images: 'package', applications: 'git-merge', resources: 'symbol-object' } as const;

/** A group says how many it holds, and how many are not well: folded, it hides no fault. */
function groupParts(kind: keyof typeof groupIcons, children: readonly PlatformNode[], t: Strings['platformView']): Parts {
  const healths = children.map((child): Health => (child.kind === 'pipeline' ? pipelineHealth(child.pipeline) : child.kind === 'application' ? applicationHealth(child.application) : child.kind === 'resource' ? resourceHealth(child.resource) : child.kind === 'repository' && child.repository.syncFailure !== undefined ? 'bad' : 'idle'));
  const bad = healths.filter(health => health === 'bad').length;
  const description = [String(children.length), ...(bad > 0 ? [format(t.faulty, { n: bad })] : [])].join(' · ');
  return { label: t[kind], description, health: worst(healths), icon: groupIcons[kind], expanded: kind === 'pipelines' && bad > 0 };
}
