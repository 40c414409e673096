import * as vscode from 'vscode';
import { fileOf, toRange, toWorkspaceEdit } from '../kit/convert';
import { diagnosticSource } from '../kit/ids';
import type { ShownFindings } from './findings';

/** Offers the fixes computed with the findings, each joined to its diagnostic by rule and place. */
export class FixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  constructor(private readonly shown: ShownFindings) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const actions: vscode.CodeAction[] = [];
    for (const finding of this.shown.at(document, range)) {
      if (!finding.fix) continue;
      const action = new vscode.CodeAction(finding.fix.title, vscode.CodeActionKind.QuickFix);
      action.edit = toWorkspaceEdit(finding.fix.edits, file => sibling(document.uri, fileOf(document.uri), file));
      action.diagnostics = context.diagnostics.filter(d => d.source === diagnosticSource && ruleOf(d) === finding.rule && d.range.isEqual(toRange(finding.location.range)));
      action.isPreferred = true;
      actions.push(action);
    }
    return actions;
  }
}

/** The rule of one of our diagnostics. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  return typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : undefined;
}

/** The uri of `file`, given that of another file of the same analysed folder. */
function sibling(uri: vscode.Uri, own: string, file: string): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.length - own.length) + file });
}
