import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { refusedByExam, unlessExam } from '../kit/exam';
import { commands, settings } from '../kit/ids';
import { Lazy } from '../kit/lazy';
import { ExplainActions } from './actions';
import { Keys } from './keys';

const selector: vscode.DocumentSelector = [{ language: 'yaml' }, { language: 'json' }, { language: 'jsonc' }, { language: 'dockerfile' }];

/** The copilot: a panel, the ways to ask it about a finding, and the keys of the servers it may ask. */
export function registerCopilot(coach: Coach): vscode.Disposable {
  const keys = new Keys(coach);
  const copilot = new Lazy(async () => new (await import('./copilot')).Copilot(coach, keys));
  return vscode.Disposable.from(
    copilot,
    vscode.commands.registerCommand(commands.copilotOpen, unlessExam(coach, async () => (await copilot.get()).open())),
    vscode.commands.registerCommand(commands.copilotExplain, unlessExam(coach, async (finding?: unknown) => (await copilot.get()).explain(finding))),
    vscode.commands.registerCommand(commands.copilotSetKey, () => keys.enter()),
    vscode.commands.registerCommand(commands.copilotForgetKey, () => keys.forget()),
    vscode.languages.registerCodeActionsProvider(selector, new ExplainActions(() => coach.strings()), ExplainActions.metadata),
    vscode.window.registerWebviewPanelSerializer('coachCpin.copilot', { deserializeWebviewPanel: async panel => ((await refusedByExam(coach)) ? panel.dispose() : (await copilot.get()).revive(panel)) }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => copilot.made?.redraw()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${settings.section}.copilot`) || event.affectsConfiguration(`${settings.section}.${settings.language}`)) copilot.made?.redraw();
    }),
  );
}
