import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { refusedByExam, unlessExam } from '../kit/exam';
import { commands, settings } from '../kit/ids';
import { Lazy } from '../kit/lazy';
import { pickRule } from './pick';

/** The reader: two commands that open a page, and a panel that comes back where it was after a reload. */
export function registerReader(coach: Coach): vscode.Disposable {
  const reader = new Lazy(async () => new (await import('./reader')).Reader(coach));
  return vscode.Disposable.from(
    reader,
    vscode.commands.registerCommand(commands.readerOpen, unlessExam(coach, async (ref?: unknown) => (await reader.get()).open(typeof ref === 'string' ? ref : undefined))),
    vscode.commands.registerCommand(commands.ruleOpen, unlessExam(coach, async (argument?: unknown) => {
      const rule = typeof argument === 'string' ? argument : await pickRule(coach);
      if (rule !== undefined) await (await reader.get()).open(`rule:${rule}`);
    })),
    vscode.window.registerWebviewPanelSerializer('coachCpin.reader', { deserializeWebviewPanel: async panel => ((await refusedByExam(coach)) ? panel.dispose() : (await reader.get()).revive(panel)) }),
    coach.journal.onDidChange(() => reader.made?.refreshRead()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${settings.section}.${settings.language}`)) reader.made?.redraw();
    }),
  );
}
