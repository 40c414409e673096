import * as vscode from 'vscode';
import type { Coach } from './context';

/** A command whose failure is a sentence for the user: shown, logged, and never thrown at VS Code. */
export function command(coach: Coach, id: string, run: (argument: unknown, more: unknown) => unknown): vscode.Disposable {
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
