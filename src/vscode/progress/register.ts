import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands, settings } from '../kit/ids';
import { Lazy } from '../kit/lazy';
import { createProgressView } from './view';

/** The progress view and what can be done with one's data. */
export function registerProgress(coach: Coach): vscode.Disposable {
  const page = new Lazy(async () => new (await import('./page')).ProgressPage(coach));
  return vscode.Disposable.from(
    createProgressView(coach),
    page,
    vscode.commands.registerCommand(commands.progressOpen, async () => (await page.get()).open()),
    vscode.window.registerWebviewPanelSerializer('coachCpin.readiness', { deserializeWebviewPanel: async panel => (await page.get()).open(panel) }),
    coach.journal.onDidChange(() => page.made?.refresh()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settings.section)) page.made?.refresh();
    }),
    vscode.commands.registerCommand(commands.progressReset, async (argument: unknown) => (await import('./reset')).resetProgress(coach, argument)),
    vscode.commands.registerCommand(commands.progressExport, async (target: unknown) => (await import('./transfer')).exportProgress(coach, target)),
    vscode.commands.registerCommand(commands.progressImport, async (source: unknown) => (await import('./transfer')).importProgress(coach, source)),
    vscode.commands.registerCommand(commands.progressErase, async () => (await import('./erase')).eraseData(coach)),
  );
}
