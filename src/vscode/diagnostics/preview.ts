import path from 'node:path';
import * as vscode from 'vscode';
import type { RenderThread } from '../../node/render/render-thread';
import { readRenders } from '../../node/workspace';
import type { Coach } from '../kit/context';
import { fileOf } from '../kit/convert';
import { registerDocuments, type DocumentSource } from '../kit/documents';
import { commands, renderScheme } from '../kit/ids';
import { isHead } from './rendered';
import { unsavedTexts } from './unsaved';

interface Wanted {
  readonly folder: string;
  readonly head: string;
  readonly environment?: string;
}

/** What a chart or an overlay renders, as a read-only document that follows what is saved. */
export function registerPreview(coach: Coach): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let engines: Promise<RenderThread> | undefined;
  const start = async () => (await import('../../node/render/render-thread')).enginesIn(path.join(coach.extension.extensionPath, 'dist'));
  const content: DocumentSource = {
    onDidChange: changed.event,
    text: uri => preview(uri).catch((error: Error) => `# ${error.message}\n`),
  };
  /** Only of a folder of this window, whatever an address says. */
  async function preview(uri: vscode.Uri): Promise<string> {
    const { folder, head, environment } = JSON.parse(uri.query) as Wanted;
    const root = vscode.workspace.workspaceFolders?.find(one => one.uri.toString() === folder)?.uri;
    if (!root) throw new Error(coach.strings().analysis.renderElsewhere);
    const typed = unsavedTexts(root);
    const files = (await readRenders(root.fsPath)).map(one => ({ ...one, text: typed.get(one.file) ?? one.text }));
    const { previewOf } = await import('../../core/analysis/render/preview');
    return previewOf(files, head, environment, await (engines ??= start()));
  }
  return vscode.Disposable.from(
    changed,
    registerDocuments(renderScheme, content),
    vscode.workspace.onDidSaveTextDocument(() => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === renderScheme).forEach(({ uri }) => changed.fire(uri))),
    vscode.commands.registerCommand(commands.renderShow, (uri?: unknown, environment?: unknown) => show(coach, uri, environment)),
    { dispose: () => void engines?.then(thread => thread.dispose()) },
  );
}

async function show(coach: Coach, uri: unknown, environment: unknown): Promise<void> {
  const head = typeof uri === 'string' ? vscode.Uri.parse(uri) : await pickHead(coach);
  const folder = head && vscode.workspace.getWorkspaceFolder(head);
  if (!head || !folder) return;
  const wanted: Wanted = { folder: folder.uri.toString(), head: fileOf(head), ...(typeof environment === 'string' ? { environment } : {}) };
  const name = [path.posix.basename(path.posix.dirname(head.path)), ...(wanted.environment === undefined ? [] : [`(${wanted.environment})`])].join(' ');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: renderScheme, path: `/${name}.yaml`, query: JSON.stringify(wanted) }));
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

/** The chart or overlay of the file being edited, else the only one, else the one chosen now. */
async function pickHead(coach: Coach): Promise<vscode.Uri | undefined> {
  const { analysis } = coach.strings();
  const heads = (await vscode.workspace.findFiles('**/{Chart.yaml,kustomization.yaml,kustomization.yml,Kustomization}', '**/node_modules/**')).filter(({ path: file }) => isHead(file)).sort((a, b) => b.path.length - a.path.length);
  const active = vscode.window.activeTextEditor?.document.uri.path ?? '';
  const around = heads.find(({ path: file }) => active.startsWith(`${path.posix.dirname(file)}/`));
  if (around ?? heads.length === 1) return around ?? heads[0];
  if (heads.length === 0) return void vscode.window.showInformationMessage(analysis.renderNone);
  const items = heads.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { placeHolder: analysis.renderPick }))?.uri;
}
