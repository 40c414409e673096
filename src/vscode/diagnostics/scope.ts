import * as vscode from 'vscode';
import { settings } from '../kit/ids';

/** At the root of a folder, each of these says that it is a Cloud π Native repository or a started lab. */
export const markers = ['.gitlab-ci-dso.yml', '.cpin.yaml', '.cpin-lab.json'] as const;

/** Tells in which folders findings are shown: `coachCpin.diagnostics` decides, and *auto* looks for our markers, once a folder, until they change. */
export class Scope implements vscode.Disposable {
  private readonly known = new Map<string, Promise<boolean>>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/{${markers.join(',')}}`, false, true, false);
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(() => this.forget()),
      watcher.onDidDelete(() => this.forget()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.diagnostics}`)) this.forget();
      }),
    );
  }

  /** Whether findings of `document` are shown now. */
  async includes(document: vscode.TextDocument): Promise<boolean> {
    const mode = modeFor(document.uri);
    if (mode !== 'auto') return mode === 'on';
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    return folder !== undefined && (await this.marked(folder.uri));
  }

  /** Whether findings of what a folder holds are shown now. */
  async includesFolder(folder: vscode.Uri): Promise<boolean> {
    const mode = modeFor(folder);
    return mode === 'auto' ? this.marked(folder) : mode === 'on';
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private marked(folder: vscode.Uri): Promise<boolean> {
    const key = folder.toString();
    const known = this.known.get(key) ?? holdsMarker(folder);
    this.known.set(key, known);
    return known;
  }

  private forget(): void {
    this.known.clear();
    this.changed.fire();
  }
}

function modeFor(uri: vscode.Uri): string {
  return vscode.workspace.getConfiguration(settings.section, uri).get(settings.diagnostics, 'auto');
}

async function holdsMarker(folder: vscode.Uri): Promise<boolean> {
  const found = await Promise.all(markers.map(name => vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name)).then(() => true, () => false)));
  return found.includes(true);
}
