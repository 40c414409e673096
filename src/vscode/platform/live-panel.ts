import type * as vscode from 'vscode';
import type * as z from 'zod';
import type { Absence } from '../../protocol/platform';
import type { Strings } from '../../protocol/strings';
import { openPanel, type Panel } from '../kit/webview';
import { startCommand, type Surface } from './actions';
import type { PlatformSession } from './session';

export interface LivePanelOptions<From> {
  readonly surface: Surface;
  /** Name of the page in src/webview. */
  readonly name: string;
  readonly title: (strings: Strings) => string;
  readonly schema: z.ZodType<From>;
  /** Draws what the page shows, as it is now: at its opening, and each time a platform moves. */
  readonly draw: () => void | Promise<void>;
  readonly receive: (message: From) => void | Promise<void>;
  readonly closed?: () => void;
}

/** The one panel of a page that follows the platform: opened, brought to the front, or given back by the editor after a reload. */
export class LivePanel<From> implements vscode.Disposable {
  private panel: Panel | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly options: LivePanelOptions<From>) {
    this.subscription = options.surface.platforms.onDidChange(() => this.redraw());
  }

  /** Shows the page, with what it draws now; `revived` is the panel that the editor gives back. */
  async show(revived?: vscode.WebviewPanel): Promise<void> {
    const { name, schema, title, receive, closed, surface: { coach: { extension, log, strings } } } = this.options;
    if (revived) {
      // The one it takes the place of is not the user's to close.
      const { panel } = this;
      this.panel = undefined;
      panel?.panel.dispose();
    }
    if (this.panel) this.panel.panel.reveal();
    else {
      const opened = openPanel<From>({ extension, log, name, title: title(strings()), language: strings().common.locale, schema, onMessage: receive, ...(revived && { revived }) });
      opened.panel.onDidDispose(() => {
        if (this.panel !== opened) return;
        this.panel = undefined;
        closed?.();
      });
      this.panel = opened;
    }
    await this.options.draw();
  }

  /** What its tab says. */
  rename(title: string): void {
    if (this.panel) this.panel.panel.title = title;
  }

  post(message: { readonly type: string }): void {
    this.panel?.post(message);
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.panel.dispose();
  }

  private redraw(): void {
    if (this.panel) void Promise.resolve(this.options.draw()).catch((error: unknown) => this.options.surface.coach.log.warn(`${this.options.name}: ${String(error)}`));
  }
}

/** The platform of an open folder, by the folder's address: what a page or a document that outlives a reload keeps of it. */
export async function sessionOf({ platforms }: Surface, folder: string): Promise<PlatformSession | undefined> {
  return (await platforms.all()).find(one => one.folder.uri.toString() === folder);
}

/** Why nothing of a platform can be shown, and whether starting it is the way out; undefined when it runs. */
export function absenceOf(session: PlatformSession | undefined, title: string, t: Strings['platformView']): Absence | undefined {
  if (!session) return { title, text: t.otherFolder, start: false };
  return session.client ? undefined : { title, text: t.pageStopped, start: true };
}

/** *Démarrer*, from a page that says its platform is stopped. */
export async function startFor(surface: Surface, folder: string | undefined): Promise<void> {
  const session = folder === undefined ? undefined : await sessionOf(surface, folder);
  if (session) await startCommand(surface, { kind: 'folder', session });
}
