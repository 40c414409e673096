import path from 'node:path';
import * as vscode from 'vscode';
import { kubeconfigIn } from '../../node/home';
import type { Coach } from '../kit/context';
import { terminalProfile } from '../kit/ids';
import { platformPlace } from '../kit/platform';
import { writeShims } from './shim';

const name = 'Cloud π Native';

/** The terminal profile *Cloud π Native*: a shell as usual, where `cpin` is on the PATH and `kubectl` and `cpin platform` reach the simulated platform of the window's first folder. No other terminal is touched. */
export function registerTerminal(coach: Coach): vscode.Disposable {
  // The editor may open it behind a panel that is closed: who has just asked for it sees it. Those that a reload brings back stay where they were.
  let asked = 0;
  const shown = vscode.window.onDidOpenTerminal(terminal => {
    if (asked === 0 || terminal.creationOptions.name !== name) return;
    asked--;
    terminal.show();
  });
  const profile = vscode.window.registerTerminalProfileProvider(terminalProfile, {
    async provideTerminalProfile() {
      const { globalStorageUri, extensionPath } = coach.extension;
      const folder = path.join(globalStorageUri.fsPath, 'bin');
      await writeShims(folder, { node: process.execPath, script: path.join(extensionPath, 'dist', 'cli.js') });
      const state = platformPlace(vscode.workspace.workspaceFolders?.[0]);
      asked++;
      return new vscode.TerminalProfile({ name, iconPath: new vscode.ThemeIcon('mortar-board'), env: { ...withFirst(folder), KUBECONFIG: kubeconfigIn(state), COACH_CPIN_PLATFORM: state } });
    },
  });
  return vscode.Disposable.from(shown, profile);
}

/** The PATH variable, under the name this system gives it (`Path` on Windows), with `folder` first. */
function withFirst(folder: string): Record<string, string> {
  const name = Object.keys(process.env).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: [folder, process.env[name]].filter(Boolean).join(path.delimiter) };
}
