import path from 'node:path';
import * as vscode from 'vscode';
import type { ForgeView } from '../../core/platform/forge/view';
import type { StatusView } from '../../core/platform/view/status';
import type { Explanation } from '../../core/platform/view/why';
import { findPlatform, type PlatformClient } from '../../node/platform/client';
import type { Strings } from '../../protocol/strings';
import type { Coach } from '../kit/context';
import { settings } from '../kit/ids';
import { platformPlace } from '../kit/platform';

/** What the platform of a folder shows now. */
export interface PlatformView {
  readonly status: StatusView;
  readonly why: readonly Explanation[];
  /** Merge requests, issues, and what happened to them. */
  readonly forge: Pick<ForgeView, 'mergeRequests' | 'issues' | 'events'>;
}

/** The language in which the platform explains itself: that of the interface. */
export const languageOf = ({ common }: Strings) => (common.locale === 'en' ? 'en' : 'fr');

/** The platform of a folder of this window, as seen by one of its clients: joined when it runs, whoever started it, and followed as long as it does. */
export class PlatformSession implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watcher: vscode.FileSystemWatcher;
  private unfollow: (() => void) | undefined;
  private reading: Promise<void> | undefined;
  private stale = false;
  /** Why it could not be read the last time. */
  private unheard: Error | undefined;
  readonly onDidChange = this.changed.event;
  /** Where its state is. */
  readonly place: string;
  /** While it runs. */
  client: PlatformClient | undefined;
  view: PlatformView | undefined;

  constructor(readonly folder: vscode.WorkspaceFolder, private readonly coach: Coach) {
    this.place = platformPlace(folder);
    // Another window, or a terminal, may start it at any time.
    this.watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(this.place), 'platform.json'));
    this.watcher.onDidCreate(() => void this.look());
    this.watcher.onDidChange(() => void this.look());
  }

  /** Joins the platform if one runs now. */
  async look(): Promise<void> {
    const client = await findPlatform(this.place, () => languageOf(this.coach.strings()));
    if (client?.endpoint.pid === this.client?.endpoint.pid) return;
    if (client) await this.join(client);
    else this.leave();
  }

  /** Starts it, or joins it when it runs; resolves to true. Rejects with a sentence, and with what `signal` says when it has the start given up. */
  async start(signal?: AbortSignal): Promise<true> {
    if (this.client) return true;
    const { launchPlatform } = await import('../../node/platform/launch');
    const program = { node: process.execPath, script: path.join(this.coach.extension.extensionPath, 'dist', 'cli.js') };
    const runTests = vscode.workspace.isTrusted && vscode.workspace.getConfiguration(settings.section, this.folder.uri).get(settings.platformRunTests, false);
    await this.join(await launchPlatform(this.place, program, this.coach.strings().platform, { runTests }, signal, () => languageOf(this.coach.strings())));
    if (this.unheard) throw this.unheard;
    return true;
  }

  /** Stops it for every window; resolves once it has gone. Rejects with a sentence. */
  async stop(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const { stopPlatform } = await import('../../node/platform/launch');
    await stopPlatform(this.place, client, this.coach.strings().platform);
    this.leave();
  }

  /** Reads what it shows. While it is being read, what changes asks for one more reading. */
  refresh(): Promise<void> {
    if (this.reading) {
      this.stale = true;
      return this.reading;
    }
    this.reading = this.read().finally(() => (this.reading = undefined));
    return this.reading;
  }

  dispose(): void {
    this.unfollow?.();
    vscode.Disposable.from(this.watcher, this.changed).dispose();
  }

  private async join(client: PlatformClient): Promise<void> {
    this.unfollow?.();
    this.client = client;
    this.unfollow = client.follow(() => void this.refresh(), () => {
      if (this.client !== client) return;
      this.leave();
      void this.look();
    });
    await this.refresh();
  }

  private leave(): void {
    this.unfollow?.();
    this.unfollow = this.client = this.view = undefined;
    this.changed.fire();
  }

  private async read(): Promise<void> {
    do {
      this.stale = false;
      const { client } = this;
      if (!client) return;
      try {
        const [status, why, forge] = await Promise.all([client.status(), client.why(), client.forge()]);
        if (this.client === client) this.view = { status, why, forge };
        this.unheard = undefined;
      } catch (error) {
        // A process that died left its word that it runs: it is one that does not.
        this.coach.log.warn(`platform: ${String(error)}`);
        this.unheard = error as Error;
        if (this.client === client) this.leave();
      }
      this.changed.fire();
    } while (this.stale);
  }
}
