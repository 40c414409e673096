import * as vscode from 'vscode';
import { command } from '../kit/command';
import type { Coach } from '../kit/context';
import { registerDocuments } from '../kit/documents';
import { commands, platformScheme, settings, views } from '../kit/ids';
import { Lazy } from '../kit/lazy';
import { clusterChildren, clusterItem, clusterNodeIn, sayClusterMessage, type ClusterNode } from './cluster-nodes';
import { treeItem } from './items';
import { childrenOf, rootsOf, type PlatformNode } from './nodes';
import type { Tools } from './tools';

/** The simulated platform in the editor, which is one of its clients: its view and its commands. Nothing is looked for before the view is shown or a command runs. */
export function registerPlatform(coach: Coach): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const outdated = new vscode.EventEmitter<vscode.Uri>();
  const tools = new Lazy<Tools>(async () => {
    const { Tools } = await import('./tools');
    const made = new Tools(coach);
    made.surface.platforms.onDidChange(() => {
      changed.fire();
      vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === platformScheme && !made.documents.logs.has(uri)).forEach(({ uri }) => outdated.fire(uri));
    });
    made.surface.cluster.onDidChange(() => changed.fire());
    made.documents.logs.onDidGrow(uri => outdated.fire(uri));
    return made;
  });
  const provider: vscode.TreeDataProvider<PlatformNode | ClusterNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: node => ('cluster' in node ? clusterItem(node, coach.strings()) : treeItem(node, coach.strings())),
    getChildren: async node => {
      if (node) return [...('cluster' in node ? await clusterChildren(node, coach.strings().cluster) : childrenOf(node))];
      const { platforms, cluster } = (await tools.get()).surface;
      const line = await cluster.line();
      // Beside a real cluster, a platform that does not run still has its line: the view is not empty, and says no more how to begin.
      return line ? [...rootsOf(await platforms.all(), true), line] : [...rootsOf(await platforms.all())];
    },
  };
  const documents = { onDidChange: outdated.event, text: async (uri: vscode.Uri) => (await tools.get()).documents.textOf(uri) };
  const tree = vscode.window.createTreeView(views.platform, { treeDataProvider: provider, showCollapseAll: true });
  const run = (use: (tools: Tools, argument: unknown, more: unknown) => unknown) => async (argument: unknown, more: unknown) => use(await tools.get(), argument, more);
  return vscode.Disposable.from(
    changed, outdated, tools,
    tree, tree.onDidChangeVisibility(({ visible }) => void (visible && tools.made?.surface.platforms.look())),
    registerDocuments(platformScheme, documents),
    ...['platform', 'timeline', 'forge'].map(page => vscode.window.registerWebviewPanelSerializer(`coachCpin.${page}`, { deserializeWebviewPanel: async (panel, saved) => (await import('./revive')).revive(await tools.get(), page, panel, saved) })),
    vscode.workspace.onDidChangeConfiguration(change => void (change.affectsConfiguration(`${settings.section}.${settings.language}`) && tools.made?.surface.platforms.reread())),
    command(coach, commands.platformStart, run(async ({ surface }, argument) => (await import('./actions')).startCommand(surface, argument))),
    command(coach, commands.platformStop, run(async ({ surface }, argument) => (await import('./actions')).stopCommand(surface, argument))),
    command(coach, commands.platformAccelerate, run(async ({ surface }, argument) => (await import('./actions')).accelerateCommand(surface, argument))),
    command(coach, commands.platformDeploy, run(async ({ surface }, argument, stage) => (await import('./deploy')).deployCommand(surface, argument, stage))),
    command(coach, commands.platformWhy, run(async ({ surface, page }, argument) => (await import('./actions')).whyCommand(surface, page, argument))),
    command(coach, commands.platformMap, run(({ map }, argument) => map.show(argument))),
    command(coach, commands.platformTimeline, run(({ timeline }, argument) => timeline.show(argument))),
    command(coach, commands.platformItem, run(async ({ surface, forge }, argument) => (await import('./forge-commands')).itemCommand(surface, forge, argument))),
    command(coach, commands.platformNewRequest, run(async ({ surface, forge }, argument) => (await import('./forge-commands')).newItemCommand(surface, forge, 'request', argument))),
    command(coach, commands.platformNewIssue, run(async ({ surface, forge }, argument) => (await import('./forge-commands')).newItemCommand(surface, forge, 'issue', argument))),
    command(coach, commands.platformRemoveEnvironment, run(async ({ surface }, argument) => (await import('./remove')).removeCommand(surface, 'environment', argument))),
    command(coach, commands.platformRemoveRepository, run(async ({ surface }, argument) => (await import('./remove')).removeCommand(surface, 'repository', argument))),
    command(coach, commands.platformSaveRun, run(async ({ surface }, target) => (await import('./runs')).saveRunCommand(surface, target))),
    command(coach, commands.platformLoadRun, run(async ({ surface }, target) => (await import('./runs')).loadRunCommand(surface, target))),
    command(coach, commands.platformRefresh, run(({ surface }) => surface.cluster.refresh())),
    command(coach, commands.platformClusterMessage, argument => sayClusterMessage(clusterNodeIn(argument), coach.strings().cluster)),
    command(coach, commands.platformReset, run(async ({ surface }, sure) => (await import('./runs')).resetCommand(surface, sure))),
    command(coach, commands.platformLog, run(async ({ surface, documents: opener }, argument) => (await import('./logs')).logCommand(surface, opener, argument))),
    command(coach, commands.platformObject, run(async ({ surface, documents: opener }, argument) => (await import('./logs')).objectCommand(surface, opener, argument))),
  );
}
