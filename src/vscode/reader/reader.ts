import * as vscode from 'vscode';
import { linkTarget, sourceAddresses, formatRef } from '../../core/curriculum/links';
import { resolve, type Library, type Page } from '../../core/curriculum/page';
import { countingFor } from '../../core/progress/scope';
import { fromReader, readerState, type FromReader, type ReaderState, type ToReader } from '../../protocol/reader';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import { openPanel, type Panel } from '../kit/webview';
import { current, move, scrolled, visit } from './history';

const stateKey = 'coachCpin.reader';

/** The one panel where lessons, rules and every page of ours are read. */
export class Reader implements vscode.Disposable {
  private panel: Panel | undefined;
  /** Lessons whose reading is being written: the end reached and the button pressed at once are one event. */
  private readonly marking = new Set<string>();

  constructor(private readonly coach: Coach) {}

  /** The history of this workspace's window: the editor keeps it as one reads, so that a window closed at any moment comes back to its page. */
  private get state(): ReaderState | undefined {
    return readerState.safeParse(this.coach.extension.workspaceState.get(stateKey)).data;
  }

  private set state(state: ReaderState | undefined) {
    void this.coach.extension.workspaceState.update(stateKey, state);
  }

  /** Opens the page of a reference, known or not, in the panel open already or in a new one; without one, where the reader left off. */
  async open(ref?: string): Promise<void> {
    const wanted = ref ?? (this.state ? current(this.state) : await this.firstPage());
    this.state = visit(this.state, wanted.slice(0, 300));
    if (this.panel) {
      this.panel.panel.reveal(undefined, false);
      await this.show(true);
    } else {
      this.create();
    }
  }

  /** A panel VS Code gives back after a reload: its page asks for what to show. */
  revive(panel: vscode.WebviewPanel): void {
    this.panel?.panel.dispose();
    this.create(panel);
  }

  /** Draws the page shown again, where it is: its words changed. */
  redraw(): void {
    if (this.panel) void this.show(false).catch(error => this.coach.log.error(`reader: ${String(error)}`));
  }

  /** Tells the page what the journal now says of the lesson it shows. */
  refreshRead(): void {
    if (this.panel && this.state) void this.tellRead(current(this.state)).catch(error => this.coach.log.error(`reader: ${String(error)}`));
  }

  dispose(): void {
    this.panel?.panel.dispose();
  }

  private create(revived?: vscode.WebviewPanel): void {
    const { extension, log } = this.coach;
    const strings = this.coach.strings();
    // Beside the code when there is some: a rule is read with one's manifest in view.
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const opened = openPanel<FromReader>({ extension, log, name: 'reader', title: strings.reader.panel, language: strings.common.locale, column, schema: fromReader, onMessage: message => this.receive(message), ...(revived && { revived }) });
    this.panel = opened;
    opened.panel.onDidDispose(() => {
      if (this.panel === opened) this.panel = undefined;
    });
  }

  private async receive(message: FromReader): Promise<void> {
    switch (message.type) {
      case 'ready': return this.show(false);
      case 'open': return this.follow(message.href);
      case 'back': return this.step(-1);
      case 'forward': return this.step(1);
      case 'read': return this.markRead(message.ref);
      case 'suggest': return void (await vscode.commands.executeCommand(commands.suggest, message.ref));
      case 'scrolled':
        if (this.state) this.state = scrolled(this.state, message.ref, message.top);
    }
  }

  private async step(direction: -1 | 1): Promise<void> {
    if (!this.state) return;
    this.state = move(this.state, direction);
    await this.show(true);
  }

  private async show(moved: boolean): Promise<void> {
    const state = this.state ?? visit(undefined, await this.firstPage());
    this.state = state;
    const ref = current(state);
    const library = await this.library();
    const page = resolve(ref, library);
    const read = page?.kind === 'lesson' && (await this.isRead(page));
    // The parser is loaded with the first page, not with the extension.
    const { viewOf } = await import('./view');
    const strings = this.coach.strings();
    const view = viewOf(page, ref, library, strings, read);
    // Meanwhile the user may have gone elsewhere, or closed the panel.
    if (!this.panel || !this.state || current(this.state) !== ref) return;
    this.panel.panel.title = view.title;
    this.post({ type: 'show', page: view, strings: strings.reader, state: this.state, moved });
  }

  /** Judges the link again, whatever the page says, and follows it. */
  private async follow(href: string): Promise<void> {
    const { catalog } = await this.library();
    const target = linkTarget(href, sourceAddresses(catalog));
    switch (target?.kind) {
      case 'page': return this.open(formatRef(target.ref));
      case 'lab': return void (await vscode.commands.executeCommand(commands.labStart, target.id));
      case 'quiz': return void (await vscode.commands.executeCommand(commands.quizStart, target.scope));
      case 'source': return void (await vscode.env.openExternal(vscode.Uri.parse(target.url, true)));
      case undefined: return void vscode.window.showWarningMessage(this.coach.strings().reader.linkRefused);
    }
  }

  private async markRead(ref: string): Promise<void> {
    const page = resolve(ref, await this.library());
    if (page?.kind !== 'lesson' || this.marking.has(ref)) return;
    this.marking.add(ref);
    try {
      if (!(await this.isRead(page))) await this.coach.journal.append({ type: 'lesson.read', lesson: page.lesson.id });
    } finally {
      this.marking.delete(ref);
    }
    await this.tellRead(ref);
  }

  private async tellRead(ref: string): Promise<void> {
    const page = resolve(ref, await this.library());
    if (page?.kind === 'lesson') this.post({ type: 'marked', ref, read: await this.isRead(page) });
  }

  private async isRead({ lesson }: Extract<Page, { kind: 'lesson' }>): Promise<boolean> {
    const { events } = await this.coach.journal.read();
    return countingFor(lesson.competence, events).some(event => event.type === 'lesson.read' && event.lesson === lesson.id);
  }

  private async library(): Promise<Library> {
    const catalog = await this.coach.content.catalog();
    return { catalog, modules: await Promise.all(catalog.modules.map(module => this.coach.content.module(module.id))) };
  }

  private async firstPage(): Promise<string> {
    const { modules } = await this.coach.content.catalog();
    return `competence:${modules[0]?.competences[0]?.id ?? ''}`;
  }

  private post(message: ToReader): void {
    this.panel?.post(message);
  }
}
