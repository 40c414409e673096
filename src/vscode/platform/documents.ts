import * as vscode from 'vscode';
import { kubeconfigIn } from '../../node/home';
import type { KubeReader } from '../../node/platform/kube';
import { platformScheme } from '../kit/ids';
import type { Surface } from './actions';
import type { PlatformSession } from './session';

/** What a read-only document shows: a job's log, a pod's, or an object. */
export type Shown =
  | { readonly kind: 'job'; readonly id: number }
  | { readonly kind: 'pod'; readonly namespace: string; readonly pod: string; readonly container: string; readonly previous: boolean }
  | { readonly kind: 'object'; readonly path: string };

/** Read-only documents of what the platform holds. */
export class PlatformDocuments {
  constructor(private readonly surface: Surface) {}

  /** Opens one beside nothing: as any file. `name` is what its tab says. */
  async open({ folder }: PlatformSession, shown: Shown, name: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: platformScheme, path: `/${name}`, query: JSON.stringify({ folder: folder.uri.toString(), shown }) });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** The text of one, as the platform has it now. */
  async textOf(uri: vscode.Uri): Promise<string> {
    const { folder, shown } = JSON.parse(uri.query) as { folder: string; shown: Shown };
    const t = this.surface.coach.strings().platformView;
    const session = (await this.surface.platforms.all()).find(one => one.folder.uri.toString() === folder);
    if (!session?.client) return `${t.pageStopped}\n`;
    // What cannot be shown says why, as kubectl would.
    return this.read(session, shown, t.masked).then(text => text || `${t.emptyLog}\n`, (error: Error) => `${error.message}\n`);
  }

  private async read(session: PlatformSession, shown: Shown, masked: string): Promise<string> {
    if (shown.kind === 'job') return session.client?.jobLog(shown.id) ?? '';
    const api = await apiOf(session);
    if (shown.kind === 'object') return (await import('../../node/platform/objects')).objectYaml(api, shown.path, masked);
    const query = new URLSearchParams({ container: shown.container, ...(shown.previous ? { previous: 'true' } : {}) });
    return api.read(`/api/v1/namespaces/${shown.namespace}/pods/${shown.pod}/log?${query.toString()}`);
  }
}

/** The Kubernetes API of a platform, through its kubeconfig, as any client. */
export async function apiOf(session: PlatformSession): Promise<KubeReader> {
  const { kubeReader } = await import('../../node/platform/kube');
  return kubeReader(kubeconfigIn(session.place));
}
