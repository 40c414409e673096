import * as vscode from 'vscode';
import { applyEdits } from '../../core/analysis/text';
import { commentMark, ignoringEdit } from '../../core/analysis/ignoring';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import type { Coach } from '../kit/context';
import { fileOf, toWorkspaceEdit } from '../kit/convert';
import { commands, diagnosticSource } from '../kit/ids';
import { ruleOf } from './actions';

/** What the action hands to its command. */
interface Accepted {
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly rule: string;
}

/** « Accepter cet écart ici » on each of our diagnostics, where a comment can stand: the last of the actions, since correcting comes first. */
export class IgnoreActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  constructor(private readonly strings: () => Strings) {}

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    if (commentMark(fileOf(document.uri)) === undefined) return [];
    return context.diagnostics.flatMap(diagnostic => {
      const rule = diagnostic.source === diagnosticSource ? ruleOf(diagnostic) : undefined;
      if (rule === undefined) return [];
      const title = format(this.strings().analysis.ignoreHere, { rule });
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = { command: commands.findingIgnore, title, arguments: [{ uri: document.uri, line: diagnostic.range.start.line, rule } satisfies Accepted] };
      return [action];
    });
  }
}

/** Asks why, then writes the comment above the line. Says so where the analysis would not read it, as inside a text of several lines, and writes nothing. */
export async function ignore(coach: Coach, argument: unknown): Promise<void> {
  const asked = argument as Accepted | undefined;
  if (!asked) return;
  const { analysis } = coach.strings();
  const document = await vscode.workspace.openTextDocument(asked.uri);
  const { version } = document;
  const reason = await vscode.window.showInputBox({ title: format(analysis.ignoreHere, { rule: asked.rule }), prompt: analysis.ignoreWhy, ignoreFocusOut: true, validateInput: text => (text.trim() === '' ? analysis.ignoreNoReason : undefined) });
  // A text that changed meanwhile has other lines: asking again is better than a comment at the wrong one.
  const edit = reason === undefined || document.version !== version ? undefined : ignoringEdit(fileOf(asked.uri), document.getText(), asked.line, asked.rule, reason);
  if (!edit) return;
  const count = async (text: string) => (await coach.analysis.analyse([{ file: edit.file, text }])).findings.filter(({ rule, location }) => rule === asked.rule && location.file === edit.file).length;
  const alone = await count(document.getText());
  if (alone > 0 && (await count(applyEdits(document.getText(), [edit]))) >= alone) {
    void vscode.window.showWarningMessage(analysis.ignoreElsewhere);
    return;
  }
  await vscode.workspace.applyEdit(toWorkspaceEdit([edit], () => asked.uri));
}
