import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands, settings } from '../kit/ids';
import { pickRule } from './pick';
import { Reader } from './reader';

/** The reader: two commands that open a page, and a panel that comes back where it was after a reload. */
export function registerReader(coach: Coach): vscode.Disposable {
  const reader = new Reader(coach);
  return vscode.Disposable.from(
    reader,
    vscode.commands.registerCommand(commands.readerOpen, (ref?: unknown) => reader.open(typeof ref === 'string' ? ref : undefined)),
    vscode.commands.registerCommand(commands.ruleOpen, async (argument?: unknown) => {
      const rule = typeof argument === 'string' ? argument : await pickRule(coach);
      if (rule !== undefined) await reader.open(`rule:${rule}`);
    }),
    vscode.window.registerWebviewPanelSerializer('coachCpin.reader', { deserializeWebviewPanel: panel => Promise.resolve(reader.revive(panel)) }),
    coach.journal.onDidChange(() => reader.refreshRead()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${settings.section}.${settings.language}`)) reader.redraw();
    }),
  );
}
