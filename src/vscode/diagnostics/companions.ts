import * as vscode from 'vscode';
import type { SourceFile } from '../../core/analysis/port';
import { isTypeScript } from '../../core/analysis/code/names';
import { fileOf } from '../kit/convert';

const settings = ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'];

/** What a module cannot be judged without: the layers its folder declares, and the aliases of its imports, from the folder above to the root. Nothing for other files. */
export async function companionsOf(document: vscode.TextDocument): Promise<readonly SourceFile[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const file = fileOf(document.uri);
  if (!folder || !isTypeScript(file)) return [];
  const parts = file.split('/').slice(0, -1);
  const names = ['.cpin.yaml', ...[...parts.keys(), parts.length].flatMap(depth => settings.map(name => [...parts.slice(0, depth), name].join('/')))];
  const read = await Promise.all(names.map(name => vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, name)).then(bytes => [{ file: name, text: new TextDecoder().decode(bytes) }], () => [])));
  return read.flat();
}
