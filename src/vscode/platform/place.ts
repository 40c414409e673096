import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Place } from '../../core/platform/view/place';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import type { PlatformSession } from './session';

/** Opens a place of a repository that an open folder holds, its line selected. What leads out of that folder, by its name or by a link, is not opened. */
export async function openPlace({ strings }: Coach, { view }: PlatformSession, project: string, { repository, file, line }: Place): Promise<void> {
  const source = view?.status.projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.source;
  const uri = source !== undefined && path.isAbsolute(source) ? vscode.Uri.file(path.join(source, file)) : undefined;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  if (!uri || !folder || !(await isWithin(folder.uri.fsPath, uri.fsPath))) return void vscode.window.showWarningMessage(format(strings().platformView.placeElsewhere, { file, line }));
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.Beside });
}

async function isWithin(folder: string, file: string): Promise<boolean> {
  const [top, target] = await Promise.all([realpath(folder), realpath(file).catch(() => undefined)]);
  return target !== undefined && target.startsWith(top + path.sep);
}
