import * as vscode from 'vscode';
import type { Range, TextEdit } from '../../core/analysis/finding';

/** Our zero-based range as the editor's. */
export function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** Our edits as one the editor can apply and undo at once; `resolve` turns a file of the analysed folder into its uri, and `metadata` asks for a preview. */
export function toWorkspaceEdit(edits: readonly TextEdit[], resolve: (file: string) => vscode.Uri, metadata?: vscode.WorkspaceEditEntryMetadata): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const edit of edits) result.replace(resolve(edit.file), toRange(edit.range), edit.newText, metadata);
  return result;
}

/** The name under which a document is analysed: relative to its folder, with `/`; alone, its last segment. */
export function fileOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder ? uri.path.slice(folder.uri.path.length).replace(/^\/+/, '') : (uri.path.split('/').pop() ?? uri.path);
}
