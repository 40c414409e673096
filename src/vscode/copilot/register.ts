import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands, settings } from '../kit/ids';
import { ExplainActions } from './actions';
import { Copilot } from './copilot';
import { Keys } from './keys';

const selector: vscode.DocumentSelector = [{ language: 'yaml' }, { language: 'json' }, { language: 'jsonc' }, { language: 'dockerfile' }];

/** The copilot: a panel, the ways to ask it about a finding, and the keys of the servers it may ask. */
export function registerCopilot(coach: Coach): vscode.Disposable {
  const keys = new Keys(coach);
  const copilot = new Copilot(coach, keys);
  return vscode.Disposable.from(
    copilot,
    vscode.commands.registerCommand(commands.copilotOpen, () => copilot.open()),
    vscode.commands.registerCommand(commands.copilotExplain, (finding?: unknown) => copilot.explain(finding)),
    vscode.commands.registerCommand(commands.copilotSetKey, () => keys.enter()),
    vscode.commands.registerCommand(commands.copilotForgetKey, () => keys.forget()),
    vscode.languages.registerCodeActionsProvider(selector, new ExplainActions(() => coach.strings()), ExplainActions.metadata),
    vscode.window.registerWebviewPanelSerializer('coachCpin.copilot', { deserializeWebviewPanel: panel => Promise.resolve(copilot.revive(panel)) }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => copilot.redraw()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${settings.section}.copilot`) || event.affectsConfiguration(`${settings.section}.${settings.language}`)) copilot.redraw();
    }),
  );
}
