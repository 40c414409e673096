import * as vscode from 'vscode';
import { platformScheme } from '../kit/ids';
import type { Surface } from './actions';
import { LiveLogs } from './live-logs';
import { sessionOf } from './live-panel';
import { originOf, shownBy, type Origin, type Shown } from './shown';

/** Read-only documents of what the platform holds; logs grow as long as a tab shows them. */
export class PlatformDocuments implements vscode.Disposable {
  readonly logs: LiveLogs;

  /** The real cluster, as documents are read from it. */
  readonly cluster: Origin;

  constructor(private readonly surface: Surface) {
    this.cluster = { address: 'cluster', api: async () => (await surface.cluster.open()).api };
    this.logs = new LiveLogs(surface, this.cluster);
  }

  dispose(): void {
    this.logs.dispose();
  }

  /** Opens one beside nothing: as any file. `name` is what its tab says. */
  async open(origin: Origin, shown: Shown, name: string): Promise<void> {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.address(origin, shown, name)), { preview: true });
  }

  /** Where one is. */
  address({ address }: Origin, shown: Shown, name: string): vscode.Uri {
    return vscode.Uri.from({ scheme: platformScheme, path: `/${name}`, query: JSON.stringify({ folder: address, shown }) });
  }

  /** The text of one, as the platform has it now. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const followed = this.logs.textOf(uri);
    if (followed !== undefined) return followed;
    const address = shownBy(uri);
    const { platformView: t, cluster } = this.surface.coach.strings();
    // What cannot be shown says why, as kubectl would.
    const said = (reading: Promise<string>) => reading.then(text => text || `${t.emptyLog}\n`, (error: Error) => `${error.message}\n`);
    if (address?.folder === this.cluster.address) return said(this.read(this.cluster, address.shown, cluster.secretData));
    const session = address && (await sessionOf(this.surface, address.folder));
    if (!address || !session) return `${t.otherFolder}\n`;
    if (!session.client) return `${t.pageStopped}\n`;
    const { shown } = address;
    // A file that one of the sides of a comparison has not is empty there.
    if (shown.kind === 'file') return session.client.fileAt(shown.repository, shown.commit, shown.file).catch((error: Error) => `${error.message}\n`);
    return said(shown.kind === 'job' ? session.client.jobLog(shown.id) : this.read(originOf(session), shown, t.masked));
  }

  private async read(origin: Origin, shown: Shown, masked: string): Promise<string> {
    if (shown.kind === 'job' || shown.kind === 'file') return '';
    const api = await origin.api();
    if (shown.kind === 'object') return (await import('../../node/platform/objects')).objectYaml(api, shown.path, masked);
    const query = new URLSearchParams({ container: shown.container, ...(shown.previous ? { previous: 'true' } : {}) });
    return api.read(`/api/v1/namespaces/${shown.namespace}/pods/${shown.pod}/log?${query.toString()}`);
  }
}
