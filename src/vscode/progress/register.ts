import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import { createProgressView } from './view';

/** The progress view and what can be done with one's data. */
export function registerProgress(coach: Coach): vscode.Disposable {
  return vscode.Disposable.from(
    createProgressView(coach),
    vscode.commands.registerCommand(commands.progressReset, async (argument: unknown) => (await import('./reset')).resetProgress(coach, argument)),
    vscode.commands.registerCommand(commands.progressExport, async (target: unknown) => (await import('./transfer')).exportProgress(coach, target)),
    vscode.commands.registerCommand(commands.progressImport, async (source: unknown) => (await import('./transfer')).importProgress(coach, source)),
    vscode.commands.registerCommand(commands.progressErase, async () => (await import('./erase')).eraseData(coach)),
  );
}
