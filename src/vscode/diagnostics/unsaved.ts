import * as vscode from 'vscode';
import { fileOf } from '../kit/convert';

/** The texts the editor has not saved yet, by their file of `folder`. */
export function unsavedTexts(folder: vscode.Uri): ReadonlyMap<string, string> {
  const dirty = vscode.workspace.textDocuments.filter(document => document.isDirty && vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() === folder.toString());
  return new Map(dirty.map(document => [fileOf(document.uri), document.getText()]));
}
