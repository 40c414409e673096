import * as vscode from 'vscode';
import type { SourceFile } from '../../core/analysis/port';

/** The documents open in the editor below `folder` that differ from the disk. */
export function dirtyIn(folder: vscode.Uri): readonly vscode.TextDocument[] {
  const prefix = `${folder.toString()}/`;
  return vscode.workspace.textDocuments.filter(document => document.isDirty && document.uri.scheme === folder.scheme && document.uri.toString().startsWith(prefix));
}

/** Their text, as files of the folder. */
export function unsavedIn(folder: vscode.Uri): readonly SourceFile[] {
  return dirtyIn(folder).map(document => ({ file: document.uri.path.slice(folder.path.length).replace(/^\/+/, ''), text: document.getText() }));
}
