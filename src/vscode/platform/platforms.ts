import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { contexts } from '../kit/ids';
import { PlatformSession } from './session';

/** The platforms of the folders of this window. */
export class Platforms implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private sessions: readonly PlatformSession[] = [];
  private looked: Promise<unknown>;
  readonly onDidChange = this.changed.event;

  constructor(private readonly coach: Coach) {
    this.looked = this.follow();
    this.subscriptions = [this.changed, vscode.workspace.onDidChangeWorkspaceFolders(() => (this.looked = this.follow()))];
  }

  /** One a folder, in the window's order, once it is known which run. */
  async all(): Promise<readonly PlatformSession[]> {
    await this.looked;
    return this.sessions;
  }

  /** Joins what was started elsewhere since: a folder that was not there yet may not have been watched. */
  async look(): Promise<void> {
    await Promise.all((await this.all()).map(session => this.lookAt(session)));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, ...this.sessions).dispose();
  }

  private async follow(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const isKept = ({ folder }: PlatformSession) => folders.some(({ uri }) => uri.toString() === folder.uri.toString());
    this.sessions.filter(session => !isKept(session)).forEach(session => session.dispose());
    this.sessions = folders.map(folder => this.sessions.find(one => one.folder.uri.toString() === folder.uri.toString()) ?? this.made(folder));
    await Promise.all(this.sessions.map(session => this.lookAt(session)));
    this.tell();
  }

  private async lookAt(session: PlatformSession): Promise<void> {
    await session.look().catch((error: Error) => this.coach.log.warn(`platform: ${error.message}`));
  }

  private made(folder: vscode.WorkspaceFolder): PlatformSession {
    const session = new PlatformSession(folder, this.coach);
    session.onDidChange(() => this.tell());
    return session;
  }

  /** Has all that platforms say read again: they say it in the language of the interface, which has changed. */
  reread(): void {
    for (const session of this.sessions) void session.refresh();
    this.tell();
  }

  /** Has all that shows a platform drawn again. */
  tell(): void {
    void vscode.commands.executeCommand('setContext', contexts.platformRuns, this.sessions.some(({ client }) => client !== undefined));
    this.changed.fire();
  }
}
