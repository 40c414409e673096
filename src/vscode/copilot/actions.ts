import * as vscode from 'vscode';
import type { Strings } from '../../protocol/strings';
import { commands, diagnosticSource } from '../kit/ids';
import { argumentOf } from './argument';

/** « Expliquer avec le copilote » on each of our diagnostics. */
export class ExplainActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  constructor(private readonly strings: () => Strings) {}

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const ours = context.diagnostics.filter(diagnostic => diagnostic.source === diagnosticSource);
    const asked = ours.flatMap(diagnostic => {
      const argument = argumentOf(document.uri, diagnostic);
      return argument ? [{ diagnostic, argument }] : [];
    });
    return asked.map(({ diagnostic, argument }) => {
      const { explain } = this.strings().analysis;
      const title = asked.length === 1 ? explain : `${explain} (${argument.rule})`;
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = { command: commands.copilotExplain, title, arguments: [argument] };
      return action;
    });
  }
}
