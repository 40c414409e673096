import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import { eraseData } from './erase';
import { resetProgress } from './reset';
import { exportProgress, importProgress } from './transfer';
import { createProgressView } from './view';

/** The progress view and what can be done with one's data. */
export function registerProgress(coach: Coach): vscode.Disposable {
  return vscode.Disposable.from(
    createProgressView(coach),
    vscode.commands.registerCommand(commands.progressReset, (argument: unknown) => resetProgress(coach, argument)),
    vscode.commands.registerCommand(commands.progressExport, (target: unknown) => exportProgress(coach, target)),
    vscode.commands.registerCommand(commands.progressImport, (source: unknown) => importProgress(coach, source)),
    vscode.commands.registerCommand(commands.progressErase, () => eraseData(coach)),
  );
}
