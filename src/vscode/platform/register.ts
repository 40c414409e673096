import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands, views } from '../kit/ids';
import { Lazy } from '../kit/lazy';
import type { Surface } from './actions';
import { treeItem } from './items';
import { childrenOf, rootsOf, type PlatformNode } from './nodes';
import type { Platforms } from './platforms';

/** The simulated platform in the editor, which is one of its clients: its view and its commands. Nothing is looked for before the view is shown or a command runs. */
export function registerPlatform(coach: Coach): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const platforms = new Lazy<Platforms>(async () => {
    const { Platforms } = await import('./platforms');
    const made = new Platforms(coach);
    made.onDidChange(() => changed.fire());
    return made;
  });
  const provider: vscode.TreeDataProvider<PlatformNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: node => treeItem(node, coach.strings()),
    getChildren: async node => [...(node ? childrenOf(node) : rootsOf(await (await platforms.get()).all()))],
  };
  const run = (use: (surface: Surface, argument: unknown, more: unknown) => unknown) => async (argument: unknown, more: unknown) => use({ coach, platforms: await platforms.get() }, argument, more);
  return vscode.Disposable.from(
    changed, platforms,
    vscode.window.createTreeView(views.platform, { treeDataProvider: provider, showCollapseAll: true }),
    command(coach, commands.platformStart, run(async (surface, argument) => (await import('./actions')).startCommand(surface, argument))),
    command(coach, commands.platformStop, run(async (surface, argument) => (await import('./actions')).stopCommand(surface, argument))),
    command(coach, commands.platformAccelerate, run(async (surface, argument) => (await import('./actions')).accelerateCommand(surface, argument))),
    command(coach, commands.platformDeploy, run(async (surface, argument, stage) => (await import('./deploy')).deployCommand(surface, argument, stage))),
  );
}

/** A command whose failure is a sentence for the user: shown, logged, and never thrown at VS Code. */
function command(coach: Coach, id: string, run: (argument: unknown, more: unknown) => Promise<unknown>): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument: unknown, more: unknown) => {
    try {
      return await run(argument, more);
    } catch (error) {
      coach.log.error(`${id}: ${String(error)}`);
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
}
