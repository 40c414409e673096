import * as vscode from 'vscode';
import { platformScheme } from '../kit/ids';
import type { Surface } from './actions';
import { LiveLogs } from './live-logs';
import type { PlatformSession } from './session';
import { apiOf, shownBy, type Shown } from './shown';

/** Read-only documents of what the platform holds; logs grow as long as a tab shows them. */
export class PlatformDocuments implements vscode.Disposable {
  readonly logs: LiveLogs;

  constructor(private readonly surface: Surface) {
    this.logs = new LiveLogs(surface);
  }

  dispose(): void {
    this.logs.dispose();
  }

  /** Opens one beside nothing: as any file. `name` is what its tab says. */
  async open({ folder }: PlatformSession, shown: Shown, name: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: platformScheme, path: `/${name}`, query: JSON.stringify({ folder: folder.uri.toString(), shown }) });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** The text of one, as the platform has it now. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const followed = this.logs.textOf(uri);
    if (followed !== undefined) return followed;
    const address = shownBy(uri);
    const t = this.surface.coach.strings().platformView;
    const session = (await this.surface.platforms.all()).find(one => one.folder.uri.toString() === address?.folder);
    if (!address || !session?.client) return `${t.pageStopped}\n`;
    // What cannot be shown says why, as kubectl would.
    return this.read(session, address.shown, t.masked).then(text => text || `${t.emptyLog}\n`, (error: Error) => `${error.message}\n`);
  }

  private async read(session: PlatformSession, shown: Shown, masked: string): Promise<string> {
    if (shown.kind === 'job') return session.client?.jobLog(shown.id) ?? '';
    const api = await apiOf(session);
    if (shown.kind === 'object') return (await import('../../node/platform/objects')).objectYaml(api, shown.path, masked);
    const query = new URLSearchParams({ container: shown.container, ...(shown.previous ? { previous: 'true' } : {}) });
    return api.read(`/api/v1/namespaces/${shown.namespace}/pods/${shown.pod}/log?${query.toString()}`);
  }
}
