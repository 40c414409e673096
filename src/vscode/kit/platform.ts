import type * as vscode from 'vscode';
import { platformFolder, platformFolderOf } from '../../node/home';

/** The state folder of the simulated platform of a folder of this window; without a folder on disk, of the user's own. */
export function platformPlace(folder: vscode.WorkspaceFolder | undefined): string {
  return folder?.uri.scheme === 'file' ? platformFolderOf(folder.uri.fsPath) : platformFolder();
}
