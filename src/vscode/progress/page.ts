import * as vscode from 'vscode';
import type { NextAction } from '../../core/progress/next';
import { reviewScope } from '../../core/assessment/scope';
import { fromReadiness, type FromReadiness, type ToReadiness } from '../../protocol/readiness';
import type { Coach } from '../kit/context';
import { followLink } from '../kit/follow';
import { commands } from '../kit/ids';
import { openPanel, type Panel } from '../kit/webview';
import { overviewOf } from './overview';

/** The progress page: the map of mastery, how ready one is, and what to do next. Drawn from the journal alone, and again when it changes. */
export class ProgressPage implements vscode.Disposable {
  private panel: Panel | undefined;
  private action: NextAction | undefined;

  constructor(private readonly coach: Coach) {}

  open(revived?: vscode.WebviewPanel): void {
    if (revived) this.panel?.panel.dispose();
    else if (this.panel) return this.panel.panel.reveal();
    const { extension, log, strings } = this.coach;
    const opened = openPanel<FromReadiness>({ extension, log, name: 'readiness', title: strings().readiness.title, language: strings().common.locale, schema: fromReadiness, onMessage: message => this.receive(message), ...(revived && { revived }) });
    this.panel = opened;
    opened.panel.onDidDispose(() => {
      if (this.panel === opened) this.panel = undefined;
    });
  }

  /** Draws it again: the journal, the language or the findings changed. */
  refresh(): void {
    if (this.panel) void this.post();
  }

  dispose(): void {
    this.panel?.panel.dispose();
  }

  private async receive(message: FromReadiness): Promise<void> {
    switch (message.type) {
      case 'ready': return this.post();
      case 'next': return this.act();
      case 'exam': return void (await vscode.commands.executeCommand(commands.examOpen));
      case 'placement': return void (await vscode.commands.executeCommand(commands.placementOpen));
      case 'open': return void (await followLink(message.href, await this.coach.content.catalog()));
    }
  }

  private async post(): Promise<void> {
    const { readiness, progress, quiz, common } = this.coach.strings();
    const words = { strings: readiness, progress, quiz, common };
    const message = await overviewOf(this.coach, Date.now()).then(
      ({ view, action }): ToReadiness => {
        this.action = action;
        return { type: 'view', view, ...words };
      },
      (error: unknown): ToReadiness => ({ type: 'failed', reason: error instanceof Error ? error.message : String(error), ...words }),
    );
    this.panel?.post(message);
  }

  private async act(): Promise<void> {
    const { action } = this;
    switch (action?.kind) {
      case 'review': return void (await vscode.commands.executeCommand(commands.quizStart, reviewScope));
      case 'lesson': return void (await vscode.commands.executeCommand(commands.readerOpen, `lesson:${action.lesson}`));
      case 'questions': return void (await vscode.commands.executeCommand(commands.quizStart, action.competence));
      case 'lab': return void (await vscode.commands.executeCommand(commands.labStart, action.lab));
      case 'exam': return void (await vscode.commands.executeCommand(commands.examOpen));
    }
  }
}
